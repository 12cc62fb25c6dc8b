"""Makes the pictures of the README from what the product really prints. Run: python tests/pictures.py."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / ".github" / "pictures"
WIDTH = 100
SHOP = "tests/projects/shop"
# Name of the picture, and what is typed.
COMMANDS = {
    "scan": ["scan", f"{SHOP}/src/controllers/auth.js", f"{SHOP}/src/services"],
}


def printed(arguments: list[str]) -> str:
    """What a command prints on a colour terminal."""
    environment = {
        **os.environ,
        "FORCE_COLOR": "1",
        "COLUMNS": str(WIDTH),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
    command = [sys.executable, "-c", "from nodeward.cli.main import main; main()", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.stdout


def picture(arguments: list[str]) -> str:
    """An SVG of a terminal in which a command was run."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    shown = " ".join(["nodeward", *arguments])
    console.print(Text.assemble(("$ ", "bold green"), shown))
    console.print(Text.from_ansi(printed(arguments)))
    svg = console.export_svg(title="nodeward", unique_id="nodeward")
    # The picture fetches nothing: the reader's own monospaced font will do.
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace(
        "Fira Code, monospace", "monospace"
    )


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, arguments in COMMANDS.items():
        (PICTURES / f"{name}.svg").write_text(picture(arguments))


if __name__ == "__main__":
    main()
