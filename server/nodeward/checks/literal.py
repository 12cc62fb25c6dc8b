"""The way `literal`: a string that looks like a secret of a known format, or is called like one."""

from collections.abc import Iterator

from nodeward.checks.context import Context, Hit
from nodeward.rulebook.rule import Text


def check(context: Context, way: Text) -> Iterator[Hit]:
    """The literals of the file that the way describes."""
    del context, way
    yield from ()
