"""Users and passwords in URLs, connection strings and headers, told from those of documentation and of a developer's own machine.

None says that it is no secret.
"""

import re
from typing import Final

from nodeward.rulebook.secrets.candidate import Candidate
from nodeward.rulebook.secrets.format import Confidence, Lists
from nodeward.rulebook.secrets.tokens import decoded, judge_jwt
from nodeward.rulebook.secrets.values import entropy, keyboard_walk, placeholder
from nodeward.rulebook.secrets.words import wordlike

_DOCUMENTATION_HOST: Final = re.compile(
    r"(?:.*\.)?example(?:\.[a-z]{2,})?|(?:.*\.)?(?:your|my)[\w\-]*(?:\..*)?|.*[{}<>$%].*"
)
_JWT: Final = re.compile(r"eyJ[\w\-]+\.eyJ[\w\-]+\.[\w\-]*")
_HOST_KEYS: Final = ("server", "data source", "host", "addr", "address")
_USER_KEYS: Final = ("user id", "uid", "username", "user")


def url(candidate: Candidate) -> Confidence | None:
    """User and password in a URL (RFC 3986, section 3.2.1)."""
    return _judge(
        candidate.groups["user"], candidate.secret, _host(candidate.groups["host"]), candidate.lists
    )


def connection_string(candidate: Candidate) -> Confidence | None:
    """User and password in a connection string of `key=value;` pairs."""
    pairs = dict(pair.strip().lower().partition("=")[::2] for pair in candidate.whole.split(";"))
    host = next((pairs[key] for key in _HOST_KEYS if key in pairs), "")
    user = next((pairs[key] for key in _USER_KEYS if key in pairs), "")
    judged = _judge(
        user, candidate.secret, _host(host.removeprefix("tcp:").partition(",")[0]), candidate.lists
    )
    return judged and Confidence.MEDIUM


def basic(candidate: Candidate) -> Confidence | None:
    """The user and password of a Basic authorization header (RFC 7617), or a long key in the user's place."""
    try:
        user, colon, password = decoded(candidate.secret).decode().partition(":")
    except UnicodeDecodeError:
        return None
    if not colon or not (user + password).isprintable():
        return None
    if not password:
        return (
            Confidence.MEDIUM if len(user) >= 16 and entropy(user) >= 3.5 and not placeholder(user) else None
        )
    return None if weak(password, candidate.lists) or placeholder(password) else Confidence.MEDIUM


def bearer(candidate: Candidate) -> Confidence | None:
    """The token of a Bearer authorization header (RFC 6750)."""
    token = candidate.secret
    if _JWT.match(token):
        return judge_jwt(token, candidate.now)
    random = any(map(str.isdigit, token)) and any(map(str.isalpha, token)) and not wordlike(token)
    return None if placeholder(token) or not random else Confidence.MEDIUM


def _judge(user: str, password: str, host: str, lists: Lists) -> Confidence | None:
    if _DOCUMENTATION_HOST.fullmatch(host) or placeholder(password) or password.lower() == user.lower():
        return None
    weak_user, weak_password = weak(user, lists), weak(password, lists)
    if at_home(host, lists):
        return None if weak_user or weak_password else Confidence.MEDIUM
    if weak_password:
        return None if weak_user else Confidence.MEDIUM
    return Confidence.HIGH


def weak(name: str, lists: Lists) -> bool:
    """Whether a user or password is what everybody tries first."""
    return name.lower() in lists.weak_names or keyboard_walk(name)


def _host(authority: str) -> str:
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0].rstrip(".").lower()


def at_home(host: str, lists: Lists) -> bool:
    """Whether a host, in lower case, is the developer's own machine or one of its containers."""
    # A name without a dot is one of the same container network, or of the same machine.
    return (
        "." not in host
        or host in lists.home_hosts
        or any(host.endswith(domain) for domain in lists.home_domains)
    )
