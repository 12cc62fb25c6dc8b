"""Floor 1: bytes, lines and edits of a text. Knows nothing of any language."""
