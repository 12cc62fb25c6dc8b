"""Lists of ciphers and directives of headers."""

import pytest

from nodeward.checks.texts import listed, number_after


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RC4-SHA:AES128-GCM-SHA256", ["RC4-SHA"]),
        ("ECDHE-RSA-AES128-SHA256:RC4:HIGH:!MD5:!aNULL", ["RC4"]),
        ("HIGH:!RC4:!MD5", []),
        ("HIGH:-RC4", []),
        ("high,rc4-md5 md5", ["rc4-md5", "md5"]),
        ("+RC4", ["+RC4"]),
        ("AES128-GCM-SHA256:RC40-SHA", []),
        ("", []),
        (":::", []),
    ],
)
def test_items_of_a_cipher_list(text: str, found: list[str]) -> None:
    assert listed(text, ["RC4", "MD5"]) == found


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("max-age=300", "300"),
        ("includeSubDomains; Max-Age= 300 ; preload", "300"),
        ('max-age="300"', "300"),
        ("max-age=", None),
        ("max-age=soon", None),
        ("no-store", None),
        ("", None),
    ],
)
def test_the_number_behind_a_mark(text: str, digits: str | None) -> None:
    place = number_after(text, "max-age=")
    assert (text[slice(*place)] if place is not None else None) == digits
