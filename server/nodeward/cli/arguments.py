"""The arguments of every command: what may be given, and what was given as frozen data. Runs nothing."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nodeward import __version__
from nodeward.cli.mistake import Mistake

FORMATS = ("text", "json", "sarif")
FAIL_ON = ("error", "warning", "information", "hint", "never")
PROFILES = ("recommended", "strict", "audit")
LIBRARY_INPUT = ("auto", "on", "off")
STDIN_NAME = "stdin.js"


@dataclass(frozen=True, slots=True)
class Scan:
    """`nodeward scan`; None where nothing was given."""

    paths: tuple[str, ...]
    format: str
    output: str | None
    fail_on: str
    profile: str | None
    config: str | None
    library_input: str | None
    quiet: bool
    max_warnings: int | None
    stdin: bool
    stdin_filename: str | None
    color: bool


@dataclass(frozen=True, slots=True)
class Explain:
    """`nodeward explain`."""

    rule: str
    color: bool


@dataclass(frozen=True, slots=True)
class RulesList:
    """`nodeward rules list`."""

    json: bool
    color: bool


@dataclass(frozen=True, slots=True)
class RulesNew:
    """`nodeward rules new`."""

    name: str


@dataclass(frozen=True, slots=True)
class RulesTest:
    """`nodeward rules test`."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serve:
    """`nodeward lsp`; without an address it speaks on standard input and output."""

    stdio: bool
    tcp: str | None


Command = Scan | Explain | RulesList | RulesNew | RulesTest | Serve


def parse(arguments: Sequence[str] | None) -> Command:
    """The command that was given, by default to this process.

    Raises Mistake for arguments that contradict each other, and SystemExit as argparse does: 0 after --help
    and --version, 2 for arguments that it does not know.
    """
    given = vars(_parser().parse_args(arguments))
    make = given.pop("make")
    command: Command = make(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    )
    if isinstance(command, Scan):
        _check(command)
    return command


def _check(scan: Scan) -> None:
    if scan.stdin and scan.paths:
        raise Mistake("--stdin reads one file from standard input: give no paths with it")
    if scan.stdin_filename and not scan.stdin:
        raise Mistake("--stdin-filename names what --stdin reads: give --stdin too")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nodeward", description="Security hints for JavaScript and TypeScript.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"nodeward {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _scan(commands)
    explain = _command(commands, "explain", "what a rule finds, why it matters and what to do", Explain)
    explain.add_argument("rule", metavar="RULE", help="the id of a rule, as it stands in findings")
    _color(explain)
    _rules(commands)
    _lsp(commands)
    return parser


def _command(commands: Any, name: str, about: str, make: type[Command]) -> argparse.ArgumentParser:
    """A parser for one command, whose arguments become a `make`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=about, description=f"{about[0].upper()}{about[1:]}.", allow_abbrev=False
    )
    parser.set_defaults(make=make)
    return parser


def _scan(commands: Any) -> None:
    parser = _command(commands, "scan", "find weaknesses in files and folders", Scan)
    parser.epilog = (
        "Exit status: 0 clean, 1 findings at or above --fail-on, 2 a mistake in use or configuration. "
        "A file is analysed with its whole project as context."
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and folders; the current folder if none"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="what is written (%(default)s)")
    parser.add_argument("--output", metavar="FILE", help="where to write it, instead of standard output")
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="warning",
        help="from which severity on to exit with 1 (%(default)s)",
    )
    parser.add_argument("--max-warnings", type=_count, metavar="N", help="exit with 1 above so many warnings")
    parser.add_argument("--profile", choices=PROFILES, help="how much is reported")
    parser.add_argument(
        "--config", metavar="FILE", help="settings to use instead of the nearest nodeward.json"
    )
    parser.add_argument(
        "--library-input", choices=LIBRARY_INPUT, help="whether what callers hand to a library is untrusted"
    )
    parser.add_argument("--quiet", action="store_true", help="only errors and warnings, no counts")
    parser.add_argument("--stdin", action="store_true", help="read one file from standard input")
    parser.add_argument(
        "--stdin-filename", metavar="NAME", help=f"the path that this file has or will have ({STDIN_NAME})"
    )
    _color(parser)


def _rules(commands: Any) -> None:
    about = "list, begin and test rules"
    parser = commands.add_parser(
        "rules", help=about, description=f"{about.capitalize()}.", allow_abbrev=False
    )
    below = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = _command(below, "list", "all rules with severity, profile and weakness", RulesList)
    listing.add_argument("--json", action="store_true", help="as JSON")
    _color(listing)
    new = _command(below, "new", "begin a rule from a skeleton", RulesNew)
    new.add_argument("name", metavar="WEAKNESS/ID", help="for example injection/shell-from-request")
    test = _command(below, "test", "check that rules say what their examples show", RulesTest)
    test.add_argument(
        "paths", nargs="*", metavar="PATH", help="rule files and folders; .nodeward/rules if none"
    )


def _lsp(commands: Any) -> None:
    parser = _command(commands, "lsp", "speak the Language Server Protocol with an editor", Serve)
    parser.add_argument("--stdio", action="store_true", help="on standard input and output (the default)")
    parser.add_argument("--tcp", type=_address, metavar="HOST:PORT", help="on a socket, for debugging")


def _color(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-color", dest="color", action="store_false", help="no colours, as NO_COLOR does")


def _count(words: str) -> int:
    count = int(words)
    if count < 0:
        raise ValueError(words)
    return count


def _address(words: str) -> str:
    """The address as it was given; raises ValueError where it has no port."""
    int(words.rpartition(":")[2])
    return words
