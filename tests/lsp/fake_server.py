"""The server over the fake workspace, as a process: `fake_server.py [--tcp HOST:PORT]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.lsp.fake_workspace import FakeWorkspace

from nodeward.lsp.server import serve

if __name__ == "__main__":
    sys.exit(serve(FakeWorkspace, sys.argv[2] if sys.argv[1:2] == ["--tcp"] else None))
