"""The server over the real workspace with the rules that Nodeward comes with, as a process."""

import sys

from nodeward.lsp.server import serve
from nodeward.workspace.rulefiles import rulebook
from nodeward.workspace.workspace import Workspace

if __name__ == "__main__":
    sys.exit(serve(lambda: Workspace(rulebook()[0])))
