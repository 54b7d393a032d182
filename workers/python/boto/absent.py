"""What botocore names of the HTTP libraries that are not here: classes of exceptions and connections, none of which ever comes up."""

from http.client import HTTPConnection
from types import SimpleNamespace


def _exceptions(*names):
    return SimpleNamespace(**{name: type(name, (Exception,), {"__module__": __name__}) for name in names})


urllib3_exceptions = _exceptions(
    "ReadTimeoutError",
    "ProtocolError",
    "LocationParseError",
    "InsecurePlatformWarning",
)
ReadTimeoutError = urllib3_exceptions.ReadTimeoutError
ProtocolError = urllib3_exceptions.ProtocolError
LocationParseError = urllib3_exceptions.LocationParseError
urllib3 = SimpleNamespace(exceptions=urllib3_exceptions)
requests = SimpleNamespace(exceptions=_exceptions("SSLError", "ReadTimeout", "ConnectTimeout", "ProxyError"))

VerifiedHTTPSConnection = HTTPConnection


class HTTPConnectionPool:
    pass


class HTTPSConnectionPool:
    pass


class URLLib3Session:
    """A session of HTTP that opens no connection: calls are answered before one would be needed."""

    def __init__(self, *args, **kwargs):
        pass

    def send(self, request):
        raise OSError("Code has no network here: AWS is called by the page, and what is not called that way cannot be")

    def close(self):
        pass
