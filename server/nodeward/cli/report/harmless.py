"""Words from scanned files made fit for a terminal: nothing that it would obey or hide, only what it can show."""

ELLIPSIS = "…"


def harmless(words: str, encoding: str) -> str:
    """The words as a terminal of this encoding may get them.

    A character that is not printable, or that the encoding does not have, becomes its code point, a byte
    that is no UTF-8 its number; tabs and line ends become a space.
    """
    if words.isascii() and words.isprintable():
        return words
    return "".join(_harmless(char, encoding) for char in words)


def _harmless(char: str, encoding: str) -> str:
    if char in "\t\n\r":
        return " "
    if char.isprintable() and _encodable(char, encoding):
        return char
    if char == ELLIPSIS:
        return "..."
    return f"<{ord(char) - 0xDC00:02X}>" if "\udc80" <= char <= "\udcff" else f"<U+{ord(char):04X}>"


def _encodable(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
