"""Adds the files of environment variables to .gitignore, their examples left out."""

import posixpath

from nodeward.fixes.fix import Fix, Refusal, Site
from nodeward.fixes.ignoring import ignoring_edit
from nodeward.project.env import is_example
from nodeward.rulebook.rule import NoFix


def build(site: Site) -> Fix | Refusal:
    """The finding is about the file that it stands in; one that git knows already is not hidden by a pattern."""
    if site.finding.details.get("state") == "tracked":
        return Refusal(NoFix.KNOWN_TO_GIT)
    folder = posixpath.dirname(site.document.path)
    examples = dict.fromkeys((".env.example", *filter(is_example, site.files.names(folder))))
    lines = [".env", ".env.*", *(f"!{name}" for name in examples)]
    edit = ignoring_edit(site.files, site.project, site.document.path, lines)
    if edit is None:
        return Refusal(NoFix.NO_PLACE)
    return Fix(site.spec.title, (edit,), safe=site.spec.safe)
