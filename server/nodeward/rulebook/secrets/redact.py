"""How a secret is spoken of without being told."""

_SHOWN = 4


def redact(secret: str) -> str:
    """The first characters of a secret and its length: at most four, and never more than a quarter of it."""
    shown = secret[: min(_SHOWN, len(secret) // 4)]
    characters = "character" if len(secret) == 1 else "characters"
    return f"{shown}…, {len(secret)} {characters}"
