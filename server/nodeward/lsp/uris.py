"""URIs as clients write them, and the house's paths. Knows no files."""

import os
import re
from urllib.parse import quote, unquote

SCHEME = "file://"
DRIVE = re.compile(r"/[A-Za-z]:(?=/|$)")
WINDOWS = os.name == "nt"


def path_of(uri: str, *, windows: bool = WINDOWS) -> str:
    """The absolute POSIX path of a `file:` URI (RFC 8089); any other URI is its own path.

    A character that a client forgot to escape stays as it is. On Windows a drive's letter is lower case.
    """
    if not uri.lower().startswith(SCHEME):
        return uri
    host, slash, rest = uri[len(SCHEME) :].partition("/")
    path = unquote(slash + rest, errors="surrogateescape")
    if host and host.lower() != "localhost":
        return f"//{host}{path}"
    if windows and DRIVE.match(path):
        return path[1].lower() + path[2:]
    return path


def uri_of(path: str) -> str:
    """The URI of a path as most clients write it; what is no path is a URI already."""
    if path.startswith("//"):
        return "file:" + quote(path, errors="surrogateescape")
    if path.startswith("/"):
        return SCHEME + quote(path, errors="surrogateescape")
    if DRIVE.match("/" + path):
        return SCHEME + "/" + quote(path, errors="surrogateescape")
    return path
