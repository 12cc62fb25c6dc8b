"""`nodeward explain`: the page of a rule, laid out on a terminal and as Markdown elsewhere."""

import sys
from difflib import get_close_matches

from nodeward.cli.arguments import Explain
from nodeward.cli.book import book_here
from nodeward.cli.mistake import CLEAN, Mistake
from nodeward.cli.report.harmless import harmless
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.pages import page


def explain(command: Explain) -> int:
    """Prints the page of a rule; raises Mistake, with the nearest id, for a rule that does not exist."""
    book = book_here()
    rule = book.rules.get(command.rule)
    if rule is None:
        raise Mistake(_unknown(command.rule, book))
    words = "\n".join(harmless(line, sys.stdout.encoding) for line in page(rule).expandtabs(4).split("\n"))
    if not sys.stdout.isatty():
        sys.stdout.write(words)
        return CLEAN
    _lay_out(words, color=command.color)
    return CLEAN


def _unknown(given: str, book: Rulebook) -> str:
    near = get_close_matches(given, book.rules, n=1)
    meant = f"did you mean {near[0]}?" if near else "`nodeward rules list` shows them all"
    return f"there is no rule {given}: {meant}"


def _lay_out(words: str, *, color: bool) -> None:
    from rich.markdown import Markdown  # noqa: PLC0415 - its highlighter takes longer to import than all else

    from nodeward.cli.show import console  # noqa: PLC0415

    out = console(sys.stdout, color=color)
    with out.capture() as captured:
        out.print(Markdown(words, code_theme="ansi_dark"))
    sys.stdout.write(captured.get())
