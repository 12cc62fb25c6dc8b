"""A mistake in use or configuration: told in one sentence, and the exit status is 2."""

CLEAN, FOUND, MISTAKEN = 0, 1, 2


class Mistake(Exception):  # noqa: N818 - it is the user's, not a fault of ours
    """Somebody asked for what is not there, or wrote a setting that does not exist; its text says which."""
