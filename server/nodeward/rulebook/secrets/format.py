"""The shape of `rules/models/secret-formats.yml`: what is known of each provider's tokens. Judges no text itself."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Final, Literal

from msgspec import Meta

from nodeward.rulebook.shape import Shape

Edges = Literal["word", "base64", "none"]
Place = Literal["run", "line", "text"]
Kind = Literal["token", "signed-token", "private-key", "header", "url"]

_WORD: Final = r"[A-Za-z0-9_\-]"
# A token may follow an escape that is written out: the `n` of `\n` is no part of it.
_BEFORE: Final = rf"(?:(?<!{_WORD})|(?<=\\[nrt]))"
_GUARDS: Final[Mapping[Edges, tuple[str, str]]] = {
    "word": (_BEFORE, rf"(?!{_WORD})"),
    "base64": (_BEFORE, r"(?![A-Za-z0-9_\-+/=%])"),
    "none": ("", ""),
}


class Confidence(StrEnum):
    """How surely a match is a secret that works; `low` is one that may be seen, such as an anonymous role's."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Check(StrEnum):
    """What is asked of a match besides its shape."""

    AWS_KEY_ID = "aws-key-id"
    CRC32_BASE62 = "crc32-base62"
    SLACK = "slack"
    DISCORD = "discord"
    JWT = "jwt"
    PEM = "pem"
    PUTTY = "putty"
    URL = "url"
    CONNECTION_STRING = "connection-string"
    BASIC = "basic"
    BEARER = "bearer"
    MNEMONIC = "mnemonic"


class SecretFormat(Shape, frozen=True, kw_only=True):
    """One kind of secret, as its provider writes it."""

    id: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    provider: Annotated[str, Meta(description="Who gives it out and what it is, for messages.")]
    kind: Annotated[Kind, Meta(description="Which rules speak of it.")] = "token"
    keywords: Annotated[
        tuple[str, ...],
        Meta(
            description="Lower-case texts, one of which is in every match; none: `file` must say something."
        ),
    ] = ()
    keyword_in: Annotated[
        Place,
        Meta(
            description="Where the keyword is: in the secret's own run of token characters, before it on the line, anywhere."
        ),
    ] = "run"
    lead: Annotated[
        int, Meta(ge=0, le=500, description="Most bytes from the start of a match to its keyword.")
    ] = 0
    pattern: Annotated[
        str,
        Meta(
            description="Regular expression, `(?i)` first where case is free; its group `secret`, if any, is what must be hidden."
        ),
    ]
    edges: Annotated[Edges, Meta(description="What a neighbour of the match may not be.")] = "word"
    entropy: Annotated[float, Meta(ge=0, le=6, description="Least bits per character of the secret.")] = 0
    confidence: Literal["high", "medium"]
    check: Check | None = None
    near: Annotated[
        tuple[str, ...], Meta(description="One of these stands within 200 bytes, or it is something else.")
    ] = ()
    file: Annotated[tuple[str, ...], Meta(description="One of these stands somewhere in the same text.")] = ()
    sure_near: Annotated[
        tuple[str, ...], Meta(description="One of these within 200 bytes removes doubt.")
    ] = ()
    test: Annotated[tuple[str, ...], Meta(description="Marks of a key that only opens a test account.")] = ()
    note: Annotated[str, Meta(description="What else a reader should know.")] = ""


class Lists(Shape, frozen=True, kw_only=True):
    """What the checks compare with."""

    public: Annotated[
        frozenset[str],
        Meta(description="First 16 hex digits of the SHA-256 of secrets that everybody knows."),
    ] = frozenset()
    home_hosts: Annotated[
        frozenset[str], Meta(description="Hosts of a developer's own machine or containers.")
    ] = frozenset()
    home_domains: Annotated[frozenset[str], Meta(description="Endings of such hosts.")] = frozenset()
    weak_names: Annotated[
        frozenset[str], Meta(description="Users and passwords of documentation and of fresh installations.")
    ] = frozenset()
    mnemonic_stems: Annotated[
        str,
        Meta(
            description="The first four letters of the 2,048 words of BIP-39 in their order, with spaces between."
        ),
    ] = ""


class FormatFile(Shape, frozen=True, kw_only=True):
    """All of `rules/models/secret-formats.yml`."""

    formats: list[SecretFormat]
    lists: Lists = Lists()


@cache
def compiled(pattern: str, edges: Edges) -> re.Pattern[bytes]:
    """A format's expression over bytes, with its edges guarded; compiled when it is first needed."""
    before, after = _GUARDS[edges]
    bare = pattern.removeprefix("(?i)")
    flags = re.IGNORECASE if bare != pattern else 0
    return re.compile(f"{before}(?:{bare}){after}".encode(), flags)
