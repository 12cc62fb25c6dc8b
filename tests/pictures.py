"""Makes the pictures of the README from what the product really shows. Run: python tests/pictures.py (needs tmux)."""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.e2e.neovim import nvim  # noqa: E402 - the path above finds it

PICTURES = ROOT / ".github" / "pictures"
SHOP = ROOT / "tests" / "projects" / "shop"
WIDTH, HEIGHT = 100, 24
SCANNED = {"scan": ["src/controllers/auth.js", "src/services/tokens.js"], "flow": ["src/services/labels.js"]}
# A file of the sample shop, and what is typed in it before each picture is taken.
FILE = "src/services/images.js"
SHOWN = {
    "hint": ["16Gfc", ":lua vim.diagnostic.open_float()\r"],
    "fixes": ["16Gfc", "gra"],
}
INIT = """
vim.lsp.enable('nodeward')
vim.o.number = true
vim.o.signcolumn = 'yes'
vim.o.termguicolors = true
vim.diagnostic.config({ virtual_text = false, float = { border = 'rounded', source = true } })
"""


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, files in SCANNED.items():
        (PICTURES / f"{name}.svg").write_text(svg(scan(files), f"nodeward scan {' '.join(files)}"))
    for name, keys in SHOWN.items():
        (PICTURES / f"neovim-{name}.svg").write_text(svg(neovim(FILE, keys), None))


def scan(files: list[str]) -> str:
    """What the command line prints on a colour terminal."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    command = [sys.executable, "-c", "from nodeward.cli.main import main; main()", "scan", *files]
    return subprocess.run(
        command, cwd=SHOP, env=environment, capture_output=True, text=True, check=False
    ).stdout


def neovim(file: str, keys: list[str]) -> str:
    """What a real Neovim shows after these keys, colours included."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(SHOP, home / "shop")
        settings = home / "config" / "nvim"
        shutil.copytree(ROOT / "editors" / "neovim" / "lsp", settings / "lsp")
        (settings / "init.lua").write_text(INIT)
        folders = {
            f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "data", "state", "cache")
        }
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {**os.environ, **folders, "PATH": path, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}

        def tmux(*arguments: str) -> str:
            command = ["tmux", "-f", "/dev/null", "-L", "nodeward-picture", *arguments]
            return subprocess.run(
                command, env=environment, capture_output=True, text=True, check=False
            ).stdout

        size = ("-x", str(WIDTH), "-y", str(HEIGHT))
        tmux("new-session", "-d", *size, "-c", str(home / "shop"), f"{nvim()} {file}")
        time.sleep(4)
        for key in keys:
            tmux("send-keys", "-l", key.removesuffix("\r"))
            if key.endswith("\r"):
                tmux("send-keys", "Enter")
            time.sleep(1)
        shown = tmux("capture-pane", "-e", "-p")
        tmux("kill-server")
        return shown


def svg(shown: str, typed: str | None) -> str:
    """A terminal with this on it; it fetches nothing, so the reader's own monospaced font will do."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    if typed is not None:
        console.print(Text.assemble(("$ ", "bold green"), typed))
    console.print(Text.from_ansi(shown))
    drawn = console.export_svg(title="nodeward", unique_id="nodeward")
    return re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL).replace(
        "Fira Code, monospace", "monospace"
    )


if __name__ == "__main__":
    main()
