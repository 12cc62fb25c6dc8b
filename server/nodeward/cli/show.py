"""Puts a report where it was asked for: on the terminal with colours if it has them, or into a file."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console

from nodeward.cli.arguments import Scan
from nodeward.cli.look import Progress
from nodeward.cli.mistake import Mistake
from nodeward.cli.report import json, sarif, text
from nodeward.cli.report.result import Result

# How wide lines are where nobody says.
WIDTH = 100


def show(command: Scan, result: Result) -> None:
    """Writes the report of a scan; raises Mistake where the file that was asked for cannot be written."""
    if command.output is None:
        _write(command, result, sys.stdout)
        return
    try:
        with Path(command.output).open("w", encoding="utf-8") as out:
            _write(command, result, out)
    except OSError as error:
        raise Mistake(f"{command.output} cannot be written: {error.strerror}") from error


def console(out: TextIO, *, color: bool) -> Console:
    """A console that takes what it gets literally, without colours where they are unwanted or impossible.

    NO_COLOR counts if it is not empty (https://no-color.org).
    """
    plain = not color or bool(os.environ.get("NO_COLOR"))
    return Console(
        file=out,
        width=None if out.isatty() or os.environ.get("COLUMNS") else WIDTH,
        color_system=None if plain else "auto",
        markup=False,
        highlight=False,
        emoji=False,
    )


@contextmanager
def progress(*, wanted: bool) -> Iterator[Progress]:
    """A bar on standard error while the block runs, if that is a terminal; else nothing."""
    if not wanted or not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.progress import Progress as Bar  # noqa: PLC0415 - only a terminal needs it

    # A bar that draws itself would do so in a thread, and a scan forks.
    with Bar(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)

        def draw(what: str, done: int, total: int) -> None:
            before = bar.tasks[0].percentage
            bar.update(task, description=what, completed=done, total=total)
            if done == total or int(bar.tasks[0].percentage) != int(before):
                bar.refresh()

        yield draw


def _write(command: Scan, result: Result, out: TextIO) -> None:
    match command.format:
        case "json":
            out.write(json.render(result))
        case "sarif":
            out.write(sarif.render(result))
        case _:
            face = text.face(console(out, color=command.color), Path.cwd().as_posix())
            with face.console.capture() as captured:  # a console of its own would hide that a pipe broke
                text.write(result, face, counts=not command.quiet)
            out.write(captured.get())
