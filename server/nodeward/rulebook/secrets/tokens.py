"""What providers build into their tokens to tell real ones from others: checksums, ids, dates. None says that it is no secret."""

import re
from base64 import urlsafe_b64decode
from binascii import crc32
from collections.abc import Mapping
from typing import Final

from msgspec import DecodeError, json

from nodeward.rulebook.secrets.candidate import Candidate
from nodeward.rulebook.secrets.format import Confidence

_BASE62: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_DIGIT_GROUPS: Final = re.compile(r"-\d{9,}-\d{9,}-")


def aws_key_id(candidate: Candidate) -> Confidence | None:
    """Amazon's documentation ends its key ids in EXAMPLE."""
    return None if candidate.secret.endswith("EXAMPLE") else Confidence.HIGH


def crc32_base62(candidate: Candidate) -> Confidence | None:
    """GitHub's and npm's tokens end in the CRC-32 of the thirty characters before, as six digits of base 62."""
    body, checksum = candidate.secret[-36:-6], candidate.secret[-6:]
    return Confidence.HIGH if base62(crc32(body.encode()), 6) == checksum else None


def base62(number: int, digits: int) -> str:
    """A number in base 62 (digits, capitals, small letters), filled up with zeros to so many digits."""
    text = ""
    while number:
        number, digit = divmod(number, 62)
        text = _BASE62[digit] + text
    return text.rjust(digits, "0")


def slack(candidate: Candidate) -> Confidence | None:
    """Slack's bot and user tokens name the workspace and the user in two groups of digits."""
    if candidate.secret[:4] in {"xoxb", "xoxp"} and not _DIGIT_GROUPS.search(candidate.secret):
        return None
    return Confidence.HIGH


def discord(candidate: Candidate) -> Confidence | None:
    """A Discord bot's token begins with the bot's id, a number of 17 to 20 digits, in base64."""
    identity = decoded(candidate.secret.partition(".")[0])
    return Confidence.HIGH if identity.isdigit() and 17 <= len(identity) <= 20 else None


def jwt(candidate: Candidate) -> Confidence | None:
    """A JSON Web Token (RFC 7519) that is not a well-known sample, not unsigned and not over; a role may make it public."""
    return judge_jwt(candidate.secret, candidate.now)


def judge_jwt(token: str, now: int) -> Confidence | None:
    """What a JSON Web Token says of itself: an anonymous role is public, a service's role or no end makes it dangerous."""
    header, payload = (_claims(part) for part in token.split(".")[:2])
    if header is None or payload is None or header.get("alg", "none") == "none" or _sample(payload):
        return None
    expires = payload.get("exp")
    if isinstance(expires, int | float) and expires < now:
        return None
    if payload.get("role") == "anon":
        return Confidence.LOW
    return (
        Confidence.MEDIUM
        if expires is not None and payload.get("role") != "service_role"
        else Confidence.HIGH
    )


def decoded(text: str) -> bytes:
    """The bytes of base64 in either alphabet, with or without padding; none where it is not base64."""
    try:
        return urlsafe_b64decode(
            text.rstrip("=").replace("+", "-").replace("/", "_") + "=" * (-len(text.rstrip("=")) % 4)
        )
    except ValueError:
        return b""


def _claims(part: str) -> Mapping[str, object] | None:
    try:
        return json.decode(decoded(part), type=dict[str, object])
    except (DecodeError, UnicodeDecodeError):
        return None


def _sample(payload: Mapping[str, object]) -> bool:
    # The debugger of jwt.io, and the examples of RFC 7515 and 7519.
    return (
        payload.get("sub") == "1234567890" or payload.get("name") == "John Doe" or payload.get("iss") == "joe"
    )
