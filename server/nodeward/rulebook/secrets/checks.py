"""Which check asks what of a match; the judgement that all formats share."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

from nodeward.rulebook.secrets import credentials, keys, tokens
from nodeward.rulebook.secrets.candidate import Candidate
from nodeward.rulebook.secrets.format import Check, Confidence
from nodeward.rulebook.secrets.values import entropy, filler

_CHECKS: Final[Mapping[Check, Callable[[Candidate], Confidence | None]]] = {
    Check.AWS_KEY_ID: tokens.aws_key_id,
    Check.CRC32_BASE62: tokens.crc32_base62,
    Check.SLACK: tokens.slack,
    Check.DISCORD: tokens.discord,
    Check.JWT: tokens.jwt,
    Check.PEM: keys.pem,
    Check.PUTTY: keys.putty,
    Check.MNEMONIC: keys.mnemonic,
    Check.URL: credentials.url,
    Check.CONNECTION_STRING: credentials.connection_string,
    Check.BASIC: credentials.basic,
    Check.BEARER: credentials.bearer,
}
# What these judge is no run of random characters: fillers in it are their own matter.
_TEXT: Final = frozenset(
    {Check.URL, Check.CONNECTION_STRING, Check.BASIC, Check.BEARER, Check.JWT, Check.PEM, Check.MNEMONIC}
)


def judge(candidate: Candidate) -> Confidence | None:
    """How surely a match is a secret; None: it is a sample, a filler, forged or known to everybody."""
    format_ = candidate.format
    if entropy(candidate.secret) < format_.entropy or _known_to_everybody(candidate):
        return None
    if format_.check not in _TEXT and filler(candidate.secret):
        return None
    if format_.check is not None:
        return _CHECKS[format_.check](candidate)
    return Confidence(format_.confidence)


def _known_to_everybody(candidate: Candidate) -> bool:
    secret = candidate.secret.strip()
    digests = (sha256(text.encode()).hexdigest()[:16] for text in (secret, secret.lower()))
    return any(digest in candidate.lists.public for digest in digests)
