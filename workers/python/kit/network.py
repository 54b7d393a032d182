"""Attempts to reach the network fail at once, and say what to use instead."""

import errno
import socket
import urllib.request
from urllib.error import URLError

REASON = "Code has no network here: read billing data with query(sql), and files from the workspace"


def install():
    socket.socket.connect = socket.socket.connect_ex = _unreachable
    socket.getaddrinfo = _unreachable
    urllib.request.OpenerDirector.open = _open


def _unreachable(*args, **kwargs):
    raise OSError(errno.ENETUNREACH, REASON)


def _open(self, fullurl, data=None, timeout=None):
    raise URLError(REASON)
