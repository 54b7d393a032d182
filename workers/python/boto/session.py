"""Sessions of botocore in the sandbox: what AWS answers comes from the page, and nobody in here holds a credential."""

import os

from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError, NoRegionError

from _sandbank.boto import transport
from _sandbank.boto.models import ArchiveLoader

# Signs nothing that ever leaves: it only keeps botocore from looking for others.
PLACEHOLDER = "not-a-credential"
_OF_ENVIRONMENT = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE")


# The page gives one wherever AWS is set up.
NoRegionError.fmt = (
    "You must specify a region. AWS is not set up here, which gives one: whoever hosts the page does it in sandbank.config.json, or do it in Settings."
)


class RefusedInSandboxError(BotoCoreError):
    """Something that a script may ask for on a laptop and not here."""

    fmt = "{reason}"


def prepare(session):
    """Called by botocore for each session that is made."""
    session.lazy_register_component("data_loader", ArchiveLoader)
    session.register_component("credential_provider", _Placeholders())
    session.create_client = _without_foreign_parts(session.create_client)
    session.set_credentials = _refuse_credentials
    session.set_config_variable = _without_profile(session.set_config_variable)
    if session.instance_variables().get("profile") is not None:
        _refuse_profile(session.instance_variables()["profile"])
    transport.install(session.get_component("event_emitter"))


class _Placeholders:
    """As botocore's chain of credential providers."""

    providers = ()

    def load_credentials(self):
        return Credentials(PLACEHOLDER, PLACEHOLDER, method="sandbox")

    def get_provider(self, name):
        raise RefusedInSandboxError(reason=f"There is no provider of credentials {name!r} here: the page signs what code calls.")


def _without_foreign_parts(create_client):
    def create(
        service_name,
        region_name=None,
        api_version=None,
        use_ssl=True,
        verify=None,
        endpoint_url=None,
        aws_access_key_id=None,
        aws_secret_access_key=None,
        aws_session_token=None,
        config=None,
    ):
        if aws_access_key_id or aws_secret_access_key or aws_session_token:
            _refuse_credentials()
        if endpoint_url is not None:
            raise RefusedInSandboxError(
                reason=f"Code cannot choose AWS's endpoint here (endpoint_url={endpoint_url!r}). Leave endpoint_url out: the page calls the "
                "endpoints of its configuration."
            )
        for name in _OF_ENVIRONMENT:
            if os.environ.get(name):
                raise RefusedInSandboxError(reason=f"Code holds no credentials here, so that {name} is of no use. Leave it out: {_SIGNED_IN}")
        return create_client(service_name, region_name, api_version=api_version, config=config)

    return create


_SIGNED_IN = "the page calls AWS as the person who is signed in."


def _refuse_credentials(*args, **kwargs):
    raise RefusedInSandboxError(
        reason="Code holds no credentials here: aws_access_key_id, aws_secret_access_key and aws_session_token are neither used nor sent. "
        f"Leave them out: {_SIGNED_IN}"
    )


def _without_profile(set_config_variable):
    def set_variable(logical_name, value):
        if logical_name == "profile" and value is not None:
            _refuse_profile(value)
        set_config_variable(logical_name, value)

    return set_variable


def _refuse_profile(name):
    raise RefusedInSandboxError(reason=f"There are no profiles here (profile_name={name!r}). Leave it out: {_SIGNED_IN}")
