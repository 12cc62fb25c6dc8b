"""Writes the installed version, and what is compatible with it, in place of an open range."""

import posixpath

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.project.lockfiles import version
from nodeward.rulebook.rule import NoFix
from nodeward.text.edits import Edit


def build(site: Site) -> Fix | Refusal:
    """The range is the place of the finding; the version comes from the lockfile or node_modules, never from the network."""
    folder = posixpath.dirname(site.document.path)
    installed = version(site.files, folder, site.finding.details["name"])
    if installed is None:
        return Refusal(NoFix.NO_VERSION)
    edit = Edit(site.finding.span, f'"^{installed}"'.encode())
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
