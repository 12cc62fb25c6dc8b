"""Whether what stands between the lines of a key is a key: PEM and PuTTY bodies, recovery phrases. None says that it is no secret."""

import re
from hashlib import sha256
from typing import Final

from nodeward.rulebook.secrets.candidate import Candidate
from nodeward.rulebook.secrets.format import Confidence
from nodeward.rulebook.secrets.tokens import decoded

_LINE: Final = re.compile(r"-----(?:BEGIN|END) [A-Z ]+-----")
_HEADER: Final = re.compile(r"(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): ?[^\r\n\"'\\]*")
# Line ends, written out or real, and what JavaScript and YAML put around and between the lines of a text.
_LAYOUT: Final = re.compile(
    r"""^[ \t]*(?://|\*|\#)[ ]|\\+[nrt]|["'`]\s{0,99}[+,]\s{0,99}["'`]|[\s"'`,|>\\]""", re.MULTILINE
)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}(?:=[A-Za-z0-9+/]{4})?")
_LEAST_BYTES, _LEAST_SEALED_BYTES = 40, 100


def pem(candidate: Candidate) -> Confidence | None:
    """A private key in the armour of RFC 7468, OpenSSH or OpenPGP, whose body decodes to something of a key's build."""
    text = candidate.secret
    body = _LAYOUT.sub("", _HEADER.sub("", _LINE.sub("", text)))
    if not _BASE64.fullmatch(body):
        return None
    key = decoded(body.partition("=")[0] if "PGP" in text[:40] else body)
    if "OPENSSH" in text[:40]:
        return (
            Confidence.HIGH
            if key.startswith(b"openssh-key-v1\0") and len(key) >= _LEAST_SEALED_BYTES
            else None
        )
    if "PGP" in text[:40] or "ENCRYPTED" in text[:300]:
        return Confidence.HIGH if len(key) >= _LEAST_SEALED_BYTES and len(set(key)) > 32 else None
    return Confidence.HIGH if _whole_sequence(key) else None


def _whole_sequence(key: bytes) -> bool:
    # DER: a SEQUENCE (0x30) whose length, in one byte or in up to three that follow, is that of the rest.
    if len(key) < _LEAST_BYTES or key[0] != 0x30:
        return False
    size = key[1] & 0x7F if key[1] & 0x80 else 0
    length = int.from_bytes(key[2 : 2 + size], "big") if size else key[1]
    # A decrypted key may keep the padding of its cipher's last block.
    return size <= 3 and 0 <= len(key) - (2 + size + length) <= 16


def putty(candidate: Candidate) -> Confidence | None:
    """A private key in PuTTY's own format with as many lines as it says."""
    return Confidence.HIGH if len(candidate.secret.split()) == int(candidate.groups["lines"]) else None


def mnemonic(candidate: Candidate) -> Confidence | None:
    """A recovery phrase: all words of the BIP-39 list, and the bits of the last one the SHA-256 of the rest."""
    words = candidate.secret.lower().split()
    places = {stem: place for place, stem in enumerate(candidate.lists.mnemonic_stems.split())}
    if len(words) % 3 or not all(word[:4] in places for word in words):
        return None
    bits = "".join(f"{places[word[:4]]:011b}" for word in words)
    size = len(bits) * 32 // 33
    seed = int(bits[:size], 2).to_bytes(size // 8, "big")
    checksum = f"{sha256(seed).digest()[0]:08b}"[: len(bits) - size]
    return Confidence.HIGH if bits[size:] == checksum else None
