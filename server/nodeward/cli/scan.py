"""`nodeward scan`: settings and rules, the look at what was named, the report, the exit status."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from nodeward.cli.arguments import STDIN_NAME, Scan
from nodeward.cli.look import Wish, look
from nodeward.cli.mistake import CLEAN, FOUND, Mistake
from nodeward.cli.report.harmless import harmless
from nodeward.cli.show import progress, show
from nodeward.cli.spread import processors
from nodeward.cli.targets import targets, unsaved
from nodeward.findings import Severity
from nodeward.rulebook.rule import Profile
from nodeward.text.codec import decode
from nodeward.workspace.rulefiles import rulebook
from nodeward.workspace.settings import Layer, LibraryInput
from nodeward.workspace.workspace import Workspace

# So many problems are told in full where people read.
MOST_PROBLEMS = 10


def scan(command: Scan) -> int:
    """Runs a scan and prints its report; gives the exit status.

    Raises Mistake for paths that are not there, for wrong settings and for a report that cannot be written.
    """
    chosen = [unsaved(command.stdin_filename or STDIN_NAME)] if command.stdin else targets(command.paths)
    book, complaints = rulebook()
    try:
        workspace = Workspace(book, chosen=_layer(command), config=command.config)
    except OSError as error:
        raise Mistake(f"{command.config} cannot be read: {error.strerror}") from error
    if command.stdin:
        workspace.open(chosen[0].path, decode(sys.stdin.buffer.read()), version=0)
    with progress(wanted=not command.quiet) as told:
        wish = Wish(least_told(command), edits=command.format == "sarif")
        result = look(workspace, chosen, wish, told, processors())
    status = exit_status(command, [one.finding.severity for one in result.told])
    result = replace(result, status=status, problems=(*complaints, *result.problems))
    if command.format == "text":
        _tell(result.problems)
    show(command, result)
    return status


def least_told(command: Scan) -> Severity:
    """The least severity that is told: all, or with --quiet warnings and whatever decides the exit status."""
    return Severity(max(Severity.WARNING, _fails_from(command))) if command.quiet else Severity.HINT


def exit_status(command: Scan, told: Sequence[Severity]) -> int:
    """What a shell gets to know of findings with these severities."""
    if command.max_warnings is not None and told.count(Severity.WARNING) > command.max_warnings:
        return FOUND
    return FOUND if any(severity <= _fails_from(command) for severity in told) else CLEAN


def _fails_from(command: Scan) -> int:
    """The least severity that fails; 0, which none has, for `never`."""
    return 0 if command.fail_on == "never" else Severity[command.fail_on.upper()]


def _tell(problems: Sequence[str]) -> None:
    """Says on standard error what went wrong on the way; a rule that is broken fails on every file."""
    for problem in problems[:MOST_PROBLEMS]:
        sys.stderr.write(f"nodeward: {harmless(problem, sys.stderr.encoding)}\n")
    more = len(problems) - MOST_PROBLEMS
    if more > 0:
        sys.stderr.write(f"nodeward: and {more:,} more, which --format json lists\n")


def _layer(command: Scan) -> Layer:
    """The settings that the arguments make, which go before those of every file."""
    values: dict[str, object] = {}
    if command.profile is not None:
        values["profile"] = Profile(command.profile)
    if command.library_input is not None:
        values["library_input"] = LibraryInput(command.library_input)
    return Layer(values)
