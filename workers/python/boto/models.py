"""The services' models, out of the archive instead of a folder."""

from botocore.exceptions import DataNotFoundError
from botocore.loaders import Loader, instance_cache

from _sandbank.packages import archive


class ArchiveLoader(Loader):
    """Knows the archive alone: models of other services would be of no use, as the page calls none of them."""

    @instance_cache
    def list_available_services(self, type_name):
        return sorted({service for service, _, kind in _entries() if kind == type_name})

    @instance_cache
    def list_api_versions(self, service_name, type_name):
        versions = sorted({version for service, version, kind in _entries() if (service, kind) == (service_name, type_name)})
        if not versions:
            raise DataNotFoundError(data_path=service_name)
        return versions

    @instance_cache
    def load_data_with_path(self, name):
        content = archive.data(name)
        if content is None:
            raise DataNotFoundError(data_path=name)
        return content, f"{self.BUILTIN_DATA_PATH}/{name}"


def _entries():
    return [parts for name in archive.data_names() if len(parts := name.split("/")) == 3]
