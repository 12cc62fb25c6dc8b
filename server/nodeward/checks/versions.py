"""Whether a rule that is about certain versions of a package concerns this project."""

from collections.abc import Mapping

from nodeward.checks.context import Context
from nodeward.project.lockfiles import version
from nodeward.project.package import declared, nearest
from nodeward.project.versions import could_satisfy, satisfies


def concerns_version(context: Context, wanted: Mapping[str, str]) -> bool:
    """Whether every package is, or may be, of the version that a rule is about; not known: no."""
    return all(_concerns(context, package, range_) for package, range_ in wanted.items())


def _concerns(context: Context, package: str, range_: str) -> bool:
    installed = version(context.program.files, context.root, package)
    if installed is not None:
        return satisfies(installed, range_)
    near = nearest(context.program.files, context.model.path)
    found = declared(near[1], package) if near is not None else None
    return found is not None and could_satisfy(found.range, range_) is True
