"""Whether an expression names a folder of the program itself: the one that its code or its start is in, or one above."""

import re

from nodeward.semantics.calls import arguments
from nodeward.semantics.origin import origin
from nodeward.semantics.values import Api, Result, Site, Text, Value, constant_text

MOST_STEPS = 6
_DOTS = re.compile(r"(?:[\\/]|\.{1,2}(?=[\\/]|$))*")
_OWN = frozenset({"__dirname", "process.cwd", "import.meta.dirname"})
_FILES = frozenset({"__filename", "url.fileURLToPath", "import.meta.filename"})
_JOINED = frozenset({"path.join", "path.resolve", "path.normalize"})


def own_folder(site: Site, steps: int = MOST_STEPS) -> bool:
    """Whether the value is `.`, `__dirname`, `process.cwd()`, or a path that leads from one of these upwards."""
    found = origin(site)
    value = found.model.value(found.node)
    text = constant_text(value)
    if text is not None:
        return bool(text) and _DOTS.fullmatch(text) is not None
    if isinstance(value, Text):
        return steps > 0 and _upwards(value, steps)
    name = _name(value)
    if name in _OWN:
        return True
    return isinstance(value, Result) and steps > 0 and _computed(found, value.api, steps)


def _name(value: Value) -> str | None:
    if isinstance(value, Api):
        return value.name
    return value.api if isinstance(value, Result) else None


def _upwards(value: Text, steps: int) -> bool:
    """A text such as `${__dirname}/..`."""
    first, *others = value.pieces
    if not isinstance(first, Site) or not own_folder(first, steps - 1):
        return False
    return all(isinstance(piece, str) and _DOTS.fullmatch(piece) for piece in others)


def _computed(site: Site, api: str, steps: int) -> bool:
    given = [site.model.site(node) for node in arguments(site.node)]
    if api == "path.dirname" and len(given) == 1:
        return _name(given[0].model.value(given[0].node)) in _FILES or own_folder(given[0], steps - 1)
    return api in _JOINED and bool(given) and all(own_folder(each, steps - 1) for each in given)
