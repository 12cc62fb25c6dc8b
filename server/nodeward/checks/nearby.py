"""What the files around a place call: its own file and those that it loads, as an application's routes are loaded."""

from collections.abc import Sequence

from nodeward.checks.context import Context
from nodeward.semantics.callsites import call_sites

HOPS = 2  # from the file of an application to its routes, and to what these use


def is_called_nearby(context: Context, wanted: Sequence[str]) -> bool:
    """Whether the file, or one that it loads, calls one of these."""
    asked = frozenset(wanted)
    return any(
        model is not None and any(call_sites(model, asked).values())
        for model in map(context.program.model, _nearby(context))
    )


def _nearby(context: Context) -> list[str]:
    paths = {context.model.path: None}
    for _ in range(HOPS):
        for path in list(paths):
            paths.update(dict.fromkeys(context.program.loaded(path)))
    return list(paths)
