"""The examples of a rule judged: whether it says what they claim, and whether its fix gives what they show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nodeward.checks.context import ActiveRule
from nodeward.checks.run import check
from nodeward.findings import Finding
from nodeward.fixes.fix import Fix, Refusal
from nodeward.program.links import Links, specifiers
from nodeward.program.program import Program
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.rule import Example, Profile, Rule
from nodeward.semantics.api import Library
from nodeward.semantics.facts import FileFacts
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language, language_of
from nodeward.text.codec import decode, encode
from nodeward.text.edits import apply_together
from nodeward.text.memory import MemoryFiles
from nodeward.workspace.propose import proposal

ROOT = "/project"
Contents = Mapping[str, bytes]  # files by absolute path


@dataclass(frozen=True, slots=True)
class Exhibit:
    """The files of an example, read and linked, and the one among them that is looked at."""

    contents: Contents
    document: Document
    program: Program

    @property
    def broken(self) -> bool:
        """Whether the file is code that does not parse."""
        return self.document.root is not None and self.document.has_error


Show = Callable[[Library, Contents, str], Exhibit]  # see `exhibit`


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one example showed: nothing wrong, or sentences that say what."""

    rule: str
    number: int  # from 1
    complaints: tuple[str, ...]


def judge(book: Rulebook, rule: Rule) -> list[Verdict]:
    """Every example of a rule, judged."""
    return [
        Verdict(rule.id, i, tuple(complaints(book, rule, example)))
        for i, example in enumerate(rule.examples, 1)
    ]


def complaints(book: Rulebook, rule: Rule, example: Example, show: Show | None = None) -> Iterator[str]:
    """What is wrong with one example; nothing where it behaves as it says.

    `show` reads the files; who judges an example again and again hands in one that remembers.
    """
    code = example.bad if example.bad is not None else example.good
    if code is None or (example.bad is not None and example.good is not None):
        yield "an example is either bad or good"
        return
    show = show or exhibit
    shown = show(book.library, contents_of(example, code), f"{ROOT}/{example.file}")
    if shown.broken:
        yield "the code does not parse"
    found = findings(book, rule, example, shown)
    if example.good is not None:
        yield from (f"a good example is reported: {item.message}" for item in found)
        return
    if len(found) != 1:
        yield f"a bad example gives one finding, not {len(found)}: {[item.message for item in found]}"
        return
    yield from _place(example, shown.document, found[0])
    fix = proposal(shown.program, shown.document, book, rule, found[0])
    yield from _offer(example, fix)
    if isinstance(fix, Fix) and example.no_fix is None:
        after = show(book.library, applied(shown.contents, fix), shown.document.path)
        yield from _fixed(book, rule, example, after)


def findings(book: Rulebook, rule: Rule, example: Example, shown: Exhibit) -> list[Finding]:
    """What a rule says of an example's file. Raises AssertionError where the rule raised."""
    active = ActiveRule(rule, profile=example.profile or Profile.AUDIT)
    outcome = check(shown.program, shown.document, book, [active], lambda: False)
    if outcome.problems:
        raise AssertionError("; ".join(outcome.problems))
    return list(outcome.findings)


def contents_of(example: Example, code: str) -> Contents:
    """The files of an example by path, `code` in the file that is looked at."""
    files = {"package.json": '{"name": "project"}\n', **example.files, example.file: code}
    return {f"{ROOT}/{name}": encode(text) for name, text in files.items()}


def exhibit(library: Library, contents: Contents, path: str) -> Exhibit:
    """These files read and linked, with what is known of libraries."""
    links = Links()
    documents = {
        name: Document.open(name, text, language_of(name) or Language.PLAIN)
        for name, text in contents.items()
    }
    facts = {
        name: FileFacts(document) for name, document in documents.items() if language_of(name) is not None
    }
    for name in facts:
        links.update(name, specifiers(contents[name]))
    program = Program(MemoryFiles(dict(contents)), facts.get, links, library)
    return Exhibit(contents, documents[path], program)


def _place(example: Example, document: Document, found: Finding) -> Iterator[str]:
    under = decode(document.text[found.span.start : found.span.end])
    if example.underlines is not None and under != example.underlines.rstrip("\n"):
        yield f"underlines {under!r}, not {example.underlines!r}"
    if example.message is not None and found.message != example.message:
        yield f"says {found.message!r}, not {example.message!r}"
    if example.severity is not None and found.severity is not example.severity.severity:
        yield f"is a {found.severity.name.lower()}, not a {example.severity}"


def _offer(example: Example, fix: Fix | Refusal | None) -> Iterator[str]:
    if fix is None and example.fixed is not None:
        yield "the rule has no fix"
    if isinstance(fix, Refusal) and fix.reason is not example.no_fix:
        yield f"the fix is refused: {fix.reason}"
    if isinstance(fix, Fix) and example.no_fix is not None:
        yield f"a fix is offered though {example.no_fix}"


def _fixed(book: Rulebook, rule: Rule, example: Example, after: Exhibit) -> Iterator[str]:
    if example.fixed is None and not example.fixed_files:
        yield "say what the fix gives: fixed, or no-fix"
        return
    wanted = {f"{ROOT}/{name}": text for name, text in example.fixed_files.items()}
    if example.fixed is not None:
        wanted[after.document.path] = example.fixed
    for path, text in wanted.items():
        given = decode(after.contents.get(path, b""))
        if given != text:
            yield f"the fix gives for {path}:\n{given}"
    if after.broken:
        yield "the fixed code does not parse"
    if findings(book, rule, example, after):
        yield "the fixed code is still reported"


def applied(contents: Contents, fix: Fix) -> Contents:
    """The files after a fix."""
    after = dict(contents)
    for file in fix.files:
        after[file.path] = apply_together(after.get(file.path, b""), file.edits)
    return after
