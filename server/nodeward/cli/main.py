"""The door of the command line: hands the arguments to a command, and turns what stopped it into an exit status.

A command is imported only when it runs: none waits for the libraries of another.
"""

import os
import sys
from collections.abc import Sequence

from nodeward.cli.arguments import Command, Explain, RulesList, RulesNew, RulesTest, Scan, Serve, parse
from nodeward.cli.mistake import MISTAKEN, Mistake
from nodeward.cli.report.harmless import harmless
from nodeward.text.crash import crash

# What shells expect of a program that a signal stopped: 128 and the number of SIGINT, SIGPIPE.
INTERRUPTED, PIPE_BROKEN = 130, 141
# A fault of ours, which must look neither like findings nor like a mistake of the user (sysexits.h, EX_SOFTWARE).
FAULT = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit status. Raises SystemExit as `arguments.parse` does."""
    try:
        status = _run(parse(arguments))
        sys.stdout.flush()
    except Mistake as mistake:
        for line in str(mistake).splitlines():
            sys.stderr.write(f"nodeward: {harmless(line, sys.stderr.encoding)}\n")
        return MISTAKEN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more at its end; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_BROKEN
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and is no finding
        sys.stderr.write(f"nodeward: {crash(error)}\n")
        return FAULT
    return status


def _run(command: Command) -> int:
    match command:
        case Scan():
            from nodeward.cli.scan import scan  # noqa: PLC0415

            return scan(command)
        case Explain():
            from nodeward.cli.explain import explain  # noqa: PLC0415

            return explain(command)
        case RulesList() | RulesNew() | RulesTest():
            from nodeward.cli.rules import rules  # noqa: PLC0415

            return rules(command)
        case Serve():
            return _serve(command)


def _serve(command: Serve) -> int:
    """Starts the language server; its workspace is made once a client is there."""
    from nodeward.lsp.server import serve  # noqa: PLC0415
    from nodeward.workspace.rulefiles import rulebook  # noqa: PLC0415
    from nodeward.workspace.workspace import Workspace  # noqa: PLC0415

    return serve(lambda: Workspace(rulebook()[0]), command.tcp)
