"""Code mended as an editor would mend it: the one finding of a rule, its fix applied, and what the rule says afterwards."""

from tests.rulebook_files import repository_rules

from nodeward.fixes.fix import Fix, Refusal
from nodeward.rulebook.rule import Example
from nodeward.text.codec import decode
from nodeward.workspace.examples import ROOT, Exhibit, applied, contents_of, exhibit, findings
from nodeward.workspace.propose import proposal


def shown(example: Example) -> Exhibit:
    """The files of a bad example, read and linked."""
    book, _ = repository_rules()
    return exhibit(book.library, contents_of(example, example.bad or ""), f"{ROOT}/{example.file}")


def proposals(rule_id: str, example: Example) -> list[Fix | Refusal | None]:
    """What the builder makes of each finding that the rule has in the file of an example, in order."""
    book, _ = repository_rules()
    rule, before = book.rules[rule_id], shown(example)
    return [
        proposal(before.program, before.document, book, rule, found)
        for found in findings(book, rule, example, before)
    ]


def proposed(rule_id: str, code: str, file: str = "app.js") -> Fix | Refusal:
    """What the builder makes of the one finding that the rule has in this file."""
    (fix,) = proposals(rule_id, Example(bad=code, file=file))
    assert fix is not None, f"{rule_id} has no fix"
    return fix


def mended(rule_id: str, code: str, file: str = "app.js") -> str:
    """The file after the fix, or the reason why there is none; what is mended parses and is no longer reported."""
    fix = proposed(rule_id, code, file)
    return fix.reason.value if isinstance(fix, Refusal) else after(rule_id, Example(bad=code, file=file), fix)


def after(rule_id: str, example: Example, fix: Fix) -> str:
    """The file of an example after a fix; it parses and the rule says nothing of it."""
    book, _ = repository_rules()
    contents = applied(shown(example).contents, fix)
    result = exhibit(book.library, contents, f"{ROOT}/{example.file}")
    text = decode(result.document.text)
    assert not result.broken, text
    assert not findings(book, book.rules[rule_id], example, result)
    return text


def wholeness(rule_id: str, example: Example) -> tuple[bool, list[bool]]:
    """Whether the example's code parses, and for each fix that is proposed for it whether the code does afterwards."""
    before = shown(example)
    book, _ = repository_rules()
    parsed = []
    for fix in proposals(rule_id, example):
        if isinstance(fix, Fix):
            result = exhibit(book.library, applied(before.contents, fix), before.document.path)
            parsed.append(not result.broken)
    return not before.broken, parsed
