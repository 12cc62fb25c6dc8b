"""The examples of a rule judged: whether it says what they claim, and whether its fix gives what they show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nodeward.checks.context import ActiveRule, Context
from nodeward.checks.run import check, context_of
from nodeward.findings import Finding
from nodeward.fixes.build import build
from nodeward.fixes.fix import Fix, Refusal, Site
from nodeward.fixes.spec import fix_spec
from nodeward.program.links import Links, specifiers
from nodeward.program.program import Program
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.rule import Example, Profile, Rule
from nodeward.semantics.facts import FileFacts
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language, language_of
from nodeward.text.codec import decode, encode
from nodeward.text.edits import apply_together
from nodeward.text.memory import MemoryFiles

ROOT = "/project"


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


def complaints(book: Rulebook, rule: Rule, example: Example) -> Iterator[str]:
    """What is wrong with one example; nothing where it behaves as it says."""
    code = example.bad if example.bad is not None else example.good
    if code is None or (example.bad is not None and example.good is not None):
        yield "an example is either bad or good"
        return
    contents = _contents(example, code)
    path = f"{ROOT}/{example.file}"
    document = _document(contents, path)
    if document.root is not None and document.has_error:
        yield "the code does not parse"
    found = findings(book, rule, example, contents)
    if example.good is not None:
        yield from (f"a good example is reported: {item.message}" for item in found)
        return
    if len(found) != 1:
        yield f"a bad example gives one finding, not {len(found)}: {[item.message for item in found]}"
        return
    yield from _place(example, document, found[0])
    yield from _fix(book, rule, example, contents, found[0])


def findings(book: Rulebook, rule: Rule, example: Example, contents: Mapping[str, bytes]) -> list[Finding]:
    """What a rule says of an example's file."""
    path = f"{ROOT}/{example.file}"
    active = ActiveRule(rule, profile=example.profile or Profile.AUDIT)
    outcome = check(_program(book, contents), _document(contents, path), book, [active], lambda: False)
    if outcome.problems:
        raise AssertionError("; ".join(outcome.problems))
    return list(outcome.findings)


def _contents(example: Example, code: str) -> dict[str, bytes]:
    files = {"package.json": '{"name": "project"}\n', **example.files, example.file: code}
    return {f"{ROOT}/{name}": encode(text) for name, text in files.items()}


def _document(contents: Mapping[str, bytes], path: str) -> Document:
    return Document.open(path, contents[path], language_of(path) or Language.PLAIN)


def _program(book: Rulebook, contents: Mapping[str, bytes]) -> Program:
    links = Links()
    facts = {path: FileFacts(_document(contents, path)) for path in contents if language_of(path) is not None}
    for path in facts:
        links.update(path, specifiers(contents[path]))
    return Program(MemoryFiles(dict(contents)), facts.get, links, book.library)


def _place(example: Example, document: Document, found: Finding) -> Iterator[str]:
    under = decode(document.text[found.span.start : found.span.end])
    if example.underlines is not None and under != example.underlines.rstrip("\n"):
        yield f"underlines {under!r}, not {example.underlines!r}"
    if example.message is not None and found.message != example.message:
        yield f"says {found.message!r}, not {example.message!r}"
    if example.severity is not None and found.severity is not example.severity.severity:
        yield f"is a {found.severity.name.lower()}, not a {example.severity}"


def _fix(
    book: Rulebook, rule: Rule, example: Example, contents: Mapping[str, bytes], found: Finding
) -> Iterator[str]:
    spec = fix_spec(rule, found)
    if spec is None:
        if example.fixed is not None:
            yield "the rule has no fix"
        return
    program = _program(book, contents)
    document = _document(contents, found.path)
    context = context_of(program, document, book)
    model = context.model if isinstance(context, Context) else None
    own = model.facts.document if model is not None else document
    result = build(Site(found, rule, spec, model, own, program.files, context.root))
    if isinstance(result, Refusal):
        if example.no_fix is None or result.reason is not example.no_fix:
            yield f"the fix is refused: {result.reason}"
        return
    if example.no_fix is not None:
        yield f"a fix is offered though {example.no_fix}"
        return
    yield from _fixed(book, rule, example, contents, result)


def _fixed(
    book: Rulebook, rule: Rule, example: Example, contents: Mapping[str, bytes], fix: Fix
) -> Iterator[str]:
    if example.fixed is None and not example.fixed_files:
        yield "say what the fix gives: fixed, or no-fix"
        return
    after = applied(contents, fix)
    wanted = {f"{ROOT}/{name}": text for name, text in example.fixed_files.items()}
    if example.fixed is not None:
        wanted[f"{ROOT}/{example.file}"] = example.fixed
    for path, text in wanted.items():
        if decode(after.get(path, b"")) != text:
            yield f"the fix gives for {path}:\n{decode(after.get(path, b''))}"
    document = _document(after, f"{ROOT}/{example.file}")
    if document.root is not None and document.has_error:
        yield "the fixed code does not parse"
    if findings(book, rule, example, after):
        yield "the fixed code is still reported"


def applied(contents: Mapping[str, bytes], fix: Fix) -> dict[str, bytes]:
    """The files after a fix."""
    after = dict(contents)
    for file in fix.files:
        after[file.path] = apply_together(after.get(file.path, b""), file.edits)
    return after
