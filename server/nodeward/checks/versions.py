"""Whether a rule that is about certain versions of a package concerns this project."""

from collections.abc import Mapping

from nodeward.checks.context import Context
from nodeward.project.package import installed_version
from nodeward.project.versions import could_satisfy, satisfies


def concerns_version(context: Context, wanted: Mapping[str, str]) -> bool:
    """Whether every package is, or may be, of the version that a rule is about; not known: no."""
    return all(_concerns(context, package, range_) for package, range_ in wanted.items())


def _concerns(context: Context, package: str, range_: str) -> bool:
    resolved, declared = installed_version(context.program.files, context.root, package)
    if resolved is not None:
        return satisfies(resolved, range_)
    return declared is not None and could_satisfy(declared, range_) is True
