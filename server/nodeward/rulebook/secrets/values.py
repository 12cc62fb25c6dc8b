"""Whether the value of a name that speaks of a secret is one: entropy, fillers, and all that only looks random."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log2
from typing import Final

from nodeward.rulebook.secrets.shapes import harmless_shape
from nodeward.rulebook.secrets.words import wordlike
from nodeward.rulebook.vocabulary import Strength, split

_MARKERS: Final = re.compile(
    r"example|sample|placeholder|dummy|fake|todo|fixme|change.?me|change.?this|replace|redacted|insert.?your|your[_\- ]|lorem|"
    r"ipsum|deadbeef|cafebabe|(?-i:xxx|XXX|yyy|YYY)|\*{3}|\.{3}|…|\$\{|#\{|\{\{|\$\(|%s|%d|not.?set|not.?real|n/a",
    re.IGNORECASE,
)
_WRAPPED: Final = re.compile(r"<.*>|\[.*\]|\{.*\}|%.*%|__.*__|\(\(.*\)\)|\$[A-Z_a-z][\w.]*", re.DOTALL)
_REFERENCE: Final = re.compile(
    r"arn:aws:|op://|vault[:\[]|projects/[^/]+/secrets/|@Microsoft\.KeyVault\(|ssm:|doppler|ref\+|process\.env|import\.meta\.env|"
    r"env[:.(]|file:|secret://|enc[:\[(]|\{cipher\}|\$ANSIBLE_VAULT|sealed-secret",
    re.IGNORECASE,
)
# Digests of passwords, as the usual functions write them: not the secret itself.
_DIGEST: Final = re.compile(
    r"\$(?:2[abxy]?|5|6|y|argon2[a-z]*|scrypt|pbkdf2[a-z0-9\-]*)\$|\{S?SHA\d*\}|pbkdf2_", re.IGNORECASE
)
_FIRST_WORDS: Final = frozenset({"your", "my", "the", "some", "insert", "enter"})
_FILLER_WORDS: Final = frozenset(
    {
        "test",
        "testing",
        "foo",
        "bar",
        "baz",
        "none",
        "null",
        "nil",
        "undefined",
        "true",
        "false",
        "mock",
        "stub",
        "demo",
    }
)
# What a token of a known format may not contain; longer than what chance puts into one.
_TOKEN_MARKERS: Final = re.compile(
    r"example|sample|placeholder|dummy|redacted|changeme|replace|your[_\-]?(?:api|key|token|secret)|notreal|deadbeef|cafebabe|"
    r"lorem|x{5}|\*{4}|\.{4}",
    re.IGNORECASE,
)
_ROWS: Final = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc",
    "qwertzuiop",
)
_STEPS: Final = frozenset(
    pair for row in _ROWS for way in (row, row[::-1]) for pair in map("".join, pairwise(way))
) | {"90", "09"}
_HEX: Final = re.compile(r"(?:0x)?[0-9a-fA-F]+")
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# A longer value is data: a picture, a table, a certificate.
_LEAST, _MOST, _MOST_NAMELESS = 6, 512, 128


def looks_like_secret(
    value: str, strength: Strength | None, *, name: str = "", password: bool = False
) -> bool:
    """Whether a literal is a real secret, for a name of this strength in the vocabulary `secret`.

    `name` is what the value is called: a value equal to it is only a name again. `password` says that the name is also in the
    vocabulary `password`: then a short value that people make up counts, unless it is plain words. Without any name only
    a long and very random value counts. Silent when in doubt.
    """
    if not _LEAST <= len(value) <= _MOST or _plain(value) == _plain(name):
        return False
    if placeholder(value) or harmless_shape(value) or keyboard_walk(value):
        return False
    bits = entropy(value)
    if password:
        return bits >= 2.5 and not (wordlike(value) and not any(map(str.isdigit, value)))
    if wordlike(value):
        return False
    if _UUID.fullmatch(value):
        return strength == "strong"
    if _HEX.fullmatch(value):
        return len(value) >= 32 and bits >= 3.0 and strength is not None
    if strength is None and len(value) > _MOST_NAMELESS:
        return False
    length, least = {"strong": (16, 3.5), "weak": (20, 4.0), None: (24, 4.5)}[strength]
    return len(value) >= length and bits >= least and _mixed(value)


def entropy(value: str | bytes) -> float:
    """Shannon's entropy of a value in bits per character; 0 for none."""
    size = len(value)
    return -sum(count / size * log2(count / size) for count in Counter(value).values())


def placeholder(value: str) -> bool:
    """Whether a value only holds the place of a secret: a filler, a hole, a reference to a store, an encrypted or hashed text."""
    if _MARKERS.search(value) or _WRAPPED.fullmatch(value) or _REFERENCE.match(value) or _DIGEST.match(value):
        return True
    if len(set(value)) <= 3:
        return True
    words = split(value)
    return not words or words[0] in _FIRST_WORDS or not _FILLER_WORDS.isdisjoint(words)


def filler(token: str) -> bool:
    """Whether the body of a token of a known format is made up for documentation; chance does not write such a body."""
    if _TOKEN_MARKERS.search(token) or wordlike(token, surely=True):
        return True
    solid = token.replace("-", "")
    return _repeats(token) or any(_deliberate(solid[start:end]) for start, end in _runs(solid.lower()))


def keyboard_walk(value: str) -> bool:
    """Whether little is left of a value without runs such as `abcdef`, `123456`, `qwerty` or `aaaa`."""
    lower = value.lower()
    covered = bytearray(len(lower))
    for start, end in _runs(lower):
        covered[start:end] = b"\1" * (end - start)
    free = len(lower) - sum(covered)
    return free < len(lower) and (free < 4 or free * 3 < len(lower))


def _plain(value: str) -> str:
    return "".join(filter(str.isalnum, value)).lower()


def _mixed(value: str) -> bool:
    kinds = (str.isdigit, str.islower, str.isupper)
    return sum(any(kind(character) for character in value) for kind in kinds) >= 2


def _repeats(token: str) -> bool:
    body = token[-24:]
    return len(body) == 24 and any(body[size:] == body[:-size] for size in range(1, 13))


def _deliberate(run: str) -> bool:
    # Zeros are capital As in base64.
    return len(run.strip("A")) >= 10


def _runs(value: str) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(value) + 1):
        if at < len(value) and (value[at - 1 : at + 1] in _STEPS or value[at - 1] == value[at]):
            continue
        if at - start >= 4:
            yield start, at
        start = at
