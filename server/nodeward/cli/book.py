"""The rules that hold in the current folder: those that Nodeward comes with, and the project's own."""

from nodeward.cli.targets import targets
from nodeward.rulebook.book import Rulebook
from nodeward.workspace.rulefiles import rulebook
from nodeward.workspace.workspace import Workspace


def book_here() -> Rulebook:
    """The rulebook of the project around the current folder."""
    workspace = Workspace(rulebook()[0])
    workspace.add_folder(targets([])[0].project)
    return workspace.rulebook
