"""Code mended as an editor would mend it: the one finding of a rule, its fix applied, and what the rule says afterwards."""

from tests.rulebook_files import repository_rules

from nodeward.checks.context import Context
from nodeward.checks.run import context_of
from nodeward.fixes.build import build
from nodeward.fixes.fix import Fix, Refusal, Site
from nodeward.fixes.spec import fix_spec
from nodeward.rulebook.rule import Example
from nodeward.text.codec import decode
from nodeward.workspace.examples import ROOT, _contents, _document, _program, applied, findings


def proposed(rule_id: str, code: str, file: str = "app.js") -> Fix | Refusal:
    """What the builder makes of the one finding that the rule has in this file."""
    book, _ = repository_rules()
    rule, example = book.rules[rule_id], Example(bad=code, file=file)
    contents = _contents(example, code)
    found = findings(book, rule, example, contents)
    assert len(found) == 1, [item.message for item in found]
    spec = fix_spec(rule, found[0])
    assert spec is not None
    program, document = _program(book, contents), _document(contents, found[0].path)
    context = context_of(program, document, book)
    assert isinstance(context, Context)
    model = context.model
    return build(Site(found[0], rule, spec, model, model.facts.document, program.files, context.root))


def mended(rule_id: str, code: str, file: str = "app.js") -> str:
    """The file after the fix, or the reason why there is none; what is mended parses and is no longer reported."""
    fix = proposed(rule_id, code, file)
    if isinstance(fix, Refusal):
        return fix.reason.value
    book, _ = repository_rules()
    after = applied(_contents(Example(bad=code, file=file), code), fix)
    assert not _document(after, f"{ROOT}/{file}").has_error, decode(after[f"{ROOT}/{file}"])
    assert not findings(book, book.rules[rule_id], Example(bad=code, file=file), after)
    return decode(after[f"{ROOT}/{file}"])


def wholeness(rule_id: str, example: Example) -> tuple[bool, list[bool]]:
    """Whether the example's code parses, and for each fix that is proposed for it whether the code does afterwards."""
    book, _ = repository_rules()
    rule = book.rules[rule_id]
    contents = _contents(example, example.bad or "")
    path = f"{ROOT}/{example.file}"
    program, document = _program(book, contents), _document(contents, path)
    context = context_of(program, document, book)
    assert isinstance(context, Context)
    parsed = []
    for found in findings(book, rule, example, contents):
        spec = fix_spec(rule, found)
        model = context.model
        if spec is None:
            continue
        fix = build(Site(found, rule, spec, model, model.facts.document, program.files, context.root))
        if not isinstance(fix, Refusal):
            parsed.append(not _document(applied(contents, fix), path).has_error)
    return not document.has_error, parsed
