"""Values that look random and are something else: paths, versions, selectors, digests, and what is made to be seen."""

import re
from typing import Final

from nodeward.rulebook.secrets.words import wordlike

_WHOLE: Final = re.compile(
    r"""(?ix)
      \d{1,10}                                              # a number
    | \#[0-9a-f]{3,8}                                       # a colour
    | [v^~=<>]{0,2}\d+\.\d+(?:\.\d+)?(?:[-+][\w.+\-]*)?       # a version
    | \d{4}-\d\d-\d\d(?:t[\d:.]+(?:z|[+-][\d:]+)?)?         # a date
    | [^@\s]+@[^@\s]+\.[a-z]{2,24}                          # an e-mail address
    | (?:application|audio|font|image|message|model|multipart|text|video)/[\w.+\-*]+
    | [a-z]{2,3}[-_][a-z]{2}(?:[.@][\w\-]+)?                # a locale
    | (?:[\w\-]+/)*[\w.\-]+\.(?:[cm]?[jt]sx?|json5?|ya?ml|toml|ini|env|md|html?|css|s[ac]ss|less|svg|png|jpe?g|gif|ico|webp|pem|key|crt
        |cer|p12|pfx|jks|sh|py|go|rs|java|php|rb|sql|txt|log|csv|xml|pdf|zip|t?gz|lock|vue|svelte|graphql|proto|wasm|map|hbs|ejs|pug)
    | [\w\-]+(?:\.[\w\-]+)*\.(?:com|net|org|io|dev|app|local|internal|cloud|test)(?::\d{1,5})?  # a host
    | [a-z]:\\.*                                            # a Windows path
    | --?[a-z][\w\-]*(?:=.*)?                               # an option of a command
    """
)
_START: Final = re.compile(
    r"""(?x)
      [A-Za-z][A-Za-z0-9+.\-]*://                           # an address; credentials in it are a format of their own
    | (?:mailto|urn|data|blob|tel|javascript|about):
    | (?:\.{0,2}|~)/ | @[\w\-]+/                            # a path, a scoped package
    | [#.][A-Za-z][\w\-]*(?:$|[\s>+~.:\[#])                 # a CSS selector
    | //[a-z*] | </?[a-z!]                                  # XPath, HTML
    | \^ | \(\?                                             # a regular expression
    | sha(?:1|224|256|384|512)[-:] | md5[-:]                # a digest
    | -----BEGIN\ (?:PUBLIC|RSA\ PUBLIC|CERTIFICATE|X509|PGP\ PUBLIC|PGP\ MESSAGE|PGP\ SIGNATURE)
    | ssh-(?:rsa|dss|ed25519)\b | ecdsa-sha2- | AAAAB3Nza | AAAAC3Nza  # public SSH keys
    | iVBORw0KGgo | R0lGOD | /9j/ | PHN2Zy | PD94bWw | JVBERi | UEsDB | AGFzbQ | d09GM | T1RUTw | AAEAAAA | LS0tLS1CRUdJTiBDRVJU
    | MIG?[fM][A-Za-z0-9+/]{2}MA0GCSqGSIb3 | MIIBIjANBgkqhki | MFkwEwYHKoZIzj0C # public keys in DER
    """
)
# Made to be seen: keys of web pages, ids, addresses of error reports.
_PUBLIC: Final = re.compile(
    r"pk_(?:live|test|prod)_|pk\.eyJ|sb_publishable_|phc_|NRJS-|mob-|pub[0-9a-f]{32}$|pubkey-|G-[A-Z0-9]{8,12}$|GTM-[A-Z0-9]{4,10}$|"
    r"UA-\d{4,10}-\d|AC[0-9a-f]{32}$|AIza[\w\-]{35}$|6L[\w\-]{38}$|\d{8,14}-[a-z0-9]{32}\.apps\.googleusercontent\.com$"
)
_INSIDE: Final = re.compile(r"\\[dwsbDWSB.]|\[\^|\(\?|\)[*+?$]|\[[@#]?[\w\-]+[~|^$*]?=|=>|\bfunction\b|</")
_ALPHABET: Final = re.compile(r"[A-Za-z0-9+/=_\-]+")


def harmless_shape(value: str) -> bool:
    """Whether the shape of a value says that it is no secret, whatever it is called."""
    if any(map(str.isspace, value)) or not value.isascii():
        return True
    if _WHOLE.fullmatch(value) or _PUBLIC.match(value) or _INSIDE.search(value):
        return True
    return _starts_harmlessly(value) or _path(value)


def _starts_harmlessly(value: str) -> bool:
    start = _START.match(value)
    if start is None:
        return False
    # A slash alone may also begin a value in base64.
    return start[0] != "/" or not _ALPHABET.fullmatch(value) or _path(value)


def _path(value: str) -> bool:
    segments = [segment for segment in value.split("/") if segment]
    return "/" in value and all(_segment(segment) for segment in segments)


def _segment(segment: str) -> bool:
    return len(segment) <= 3 or segment[0] in ":*{[@$" or wordlike(segment) or segment.isdigit()
