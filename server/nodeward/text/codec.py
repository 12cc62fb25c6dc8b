"""Text as a client sends it (UTF-16 in spirit) and as the house keeps it (UTF-8). Knows nothing of lines."""


def encode(text: str) -> bytes:
    """The bytes the house keeps for a text: UTF-8, a lone surrogate as its three bytes.

    A high surrogate followed by a low one is the one character that both stand for, as it is for the client.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        units = text.encode("utf-16-le", "surrogatepass")
        return units.decode("utf-16-le", "surrogatepass").encode("utf-8", "surrogatepass")


def decode(text: bytes) -> str:
    """The text of our bytes; bytes read from disk that are no UTF-8 become U+FFFD."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        pass
    try:
        return text.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return text.decode("utf-8", "replace")
