"""What stands in a text that is a small language of its own: a list of ciphers, a header with directives."""

import re

_ITEMS = re.compile(r"[:,\s]+")
_WORDS = re.compile(r"[-+_]")
_DIGITS = re.compile(r"\s*\"?(\d+)")


def listed(text: str, words: list[str]) -> list[str]:
    """The items of a list (parted by colons, commas or blanks) that have one of these words in them.

    Words are parted by `-` and `+` and compared without regard to case. An item that begins with `!` or `-` takes
    something out of the list, as OpenSSL's cipher lists do, and does not count.
    """
    wanted = {word.lower() for word in words}
    items = [item for item in _ITEMS.split(text) if item and item[0] not in "!-"]
    return [item for item in items if not wanted.isdisjoint(_WORDS.split(item.lower()))]


def number_after(text: str, mark: str) -> tuple[int, int] | None:
    """Where in a text the digits of the whole number behind a mark stand; the mark's case does not matter."""
    at = text.lower().find(mark.lower())
    found = _DIGITS.match(text, at + len(mark)) if at >= 0 else None
    return found.span(1) if found is not None else None
