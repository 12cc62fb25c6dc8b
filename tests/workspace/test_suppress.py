"""Which comments silence what, what is told of wrong ones, and the edits that write and mend them."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.findings import Finding, Severity, Tag
from nodeward.syntax.document import Document
from nodeward.text.edits import apply_together
from nodeward.text.span import Span
from nodeward.workspace.comments import (
    BLOCK_FORM,
    HASH_FORM,
    JSX_FORM,
    LINE_FORM,
    MARKUP_FORM,
    Form,
    comment_at,
)
from nodeward.workspace.directives import Word, compose, directives
from nodeward.workspace.silence import offers, repair
from nodeward.workspace.suppress import Judged, Judging, judge

TODAY = date(2026, 3, 10)
KNOWN = frozenset({"evil-call", "weak-call", "other-rule"})
NEXT = "// nodeward-disable-next-line"
LINE = "// nodeward-disable-line"


def findings(document: Document) -> list[Finding]:
    """In these tests the words evil and weak are what two rules look for."""
    return [
        Finding(f"{hit[0].decode()}-call", document.path, Span(*hit.span()), "Bad.", Severity.WARNING)
        for hit in re.finditer(rb"\b(?:evil|weak)\b(?!-)", document.text)
        if comment_at(document, hit.start()) is None
    ]


def judged(
    source: str, path: str = "/p/app.js", *, foreign: bool = True, ran: frozenset[str] = KNOWN
) -> Judged:
    document = Document.open(path, source.encode())
    return judge(document, findings(document), Judging(KNOWN, ran, TODAY, foreign))


def shown(source: str, path: str = "/p/app.js", *, foreign: bool = True) -> list[str]:
    """Every finding that is shown, as `line:rule`, lines counted from 1."""
    lines = Document.open(path, source.encode()).lines
    return [
        f"{lines.line(finding.span.start) + 1}:{finding.rule}"
        for finding in judged(source, path, foreign=foreign).visible
    ]


@pytest.mark.parametrize(
    "source",
    [
        f"evil(); {LINE} evil-call -- because",
        f"evil(); {LINE}   evil-call   --   because  ",
        f"evil(); {LINE} evil-call --- because",
        f"evil(); weak(); {LINE} evil-call, weak-call -- because",
        f"evil(); weak(); {LINE} evil-call,weak-call -- because",
        f"evil(); {LINE} evil-call until 2026-03-10 -- because",
        "evil(); //nodeward-disable-line evil-call -- because",
        "evil(); /* nodeward-disable-line evil-call -- because */",
        "/* nodeward-disable-line evil-call -- because */ evil();",
        "f(evil, /* nodeward-disable-line evil-call -- because */ 1);",
        f"{NEXT} evil-call -- because\nevil();",
        f"{NEXT} evil-call -- because\r\nevil();\r\n",
        f"{NEXT} evil-call -- because\revil();",
        "/* nodeward-disable-next-line evil-call\n * -- because\n */\nevil(\n);",
        "/* nodeward-disable evil-call -- because */\nevil();\n\nevil();",
        "/* nodeward-disable evil-call -- because */ evil(); /* nodeward-enable evil-call */",
        "/* nodeward-disable\n * evil-call,\n * weak-call -- because\n */\nevil(); weak()",
        "/** nodeward-disable evil-call -- because */\nevil();",
        "const a = <p>\n{/* nodeward-disable-next-line evil-call -- because */}\n<b x={evil}/></p>;",
        f"f(`a ${{\n{NEXT} evil-call -- because\nevil\n}}`);",
        f"evil(); {LINE} evil-call -- uses -- twice",
    ],
)
def test_a_directive_silences_its_rule(source: str) -> None:
    assert shown(source) == []
    reasons = {suppressed.justification for suppressed in judged(source).suppressed}
    assert reasons == {"uses -- twice" if "twice" in source else "because"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/p/.env", "# nodeward-disable-next-line evil-call -- because\nA=evil\n"),
        ("/p/Dockerfile", "#  nodeward-disable-next-line evil-call -- because\nENV A=evil"),
        ("/p/ci.yml", "a: evil # nodeward-disable-line evil-call -- because"),
        (
            "/p/ci.yml",
            "# nodeward-disable evil-call -- because\na: evil\nb: evil\n# nodeward-enable evil-call\n",
        ),
        ("/p/view.ejs", "<!-- nodeward-disable-next-line evil-call -- because -->\n<%- evil %>"),
        ("/p/view.html", "<!-- nodeward-disable evil-call\n -- because -->\n<p evil>"),
        ("/p/view.pug", "// nodeward-disable-next-line evil-call -- because\np!= evil"),
    ],
)
def test_files_without_a_tree_have_comments_too(path: str, source: str) -> None:
    assert shown(source, path) == []
    assert {suppressed.justification for suppressed in judged(source, path).suppressed} == {"because"}


@pytest.mark.parametrize(
    ("source", "left"),
    [
        # Only its rule, only its line, only a comment, only whole words.
        (f"evil(); weak(); {LINE} evil-call -- because", ["1:weak-call"]),
        (f"evil();\nevil(); {LINE} evil-call -- because", ["1:evil-call"]),
        (f"{NEXT} evil-call -- because\n\nevil();", ["1:suppression-unused", "3:evil-call"]),
        ("evil('nodeward-disable-line evil-call -- because');", ["1:evil-call"]),
        ("evil(`\n// nodeward-disable-line evil-call -- because`);", ["1:evil-call"]),
        ("<p>// nodeward-disable-next-line evil-call -- because\n{evil}</p>", ["2:evil-call"]),
        ("evil(); // nodeward-disable-lines evil-call -- because", ["1:evil-call"]),
        ("evil(); // nodeward-disable-line-evil-call -- because", ["1:evil-call"]),
        ("evil(); // see nodeward-disable-line evil-call -- because", ["1:evil-call"]),
        ("evil(); // NODEWARD-DISABLE-LINE evil-call -- because", ["1:evil-call"]),
        (f"evil(); {LINE} evil -- because", ["1:evil-call", "1:suppression-unknown-rule"]),
        (f"evil(); {LINE} evil-call-x -- because", ["1:evil-call", "1:suppression-unknown-rule"]),
        (f"evil(); {LINE} EVIL-CALL -- because", ["1:evil-call", "1:suppression-unknown-rule"]),
        # The rule is mandatory.
        (f"evil(); {LINE}", ["1:evil-call", "1:suppression-malformed"]),
        (f"evil(); {LINE} -- because", ["1:evil-call", "1:suppression-malformed"]),
        (f"evil(); {LINE} until 2026-12-31 -- because", ["1:evil-call", "1:suppression-malformed"]),
        ("/* nodeward-disable */\nevil();", ["1:suppression-malformed", "2:evil-call"]),
        # Ranges.
        (
            "/* nodeward-disable evil-call -- because */\nevil();\n/* nodeward-enable evil-call */\nevil();",
            ["4:evil-call"],
        ),
        (
            "/* nodeward-disable evil-call, weak-call -- b */\nevil();weak()\n/* nodeward-enable weak-call */\nevil();weak()",
            ["4:weak-call"],
        ),
        (
            "/* nodeward-disable evil-call -- b */\nevil();\n/* nodeward-enable */\nevil();",
            ["3:suppression-malformed", "4:evil-call"],
        ),
        ("evil();\n/* nodeward-disable evil-call -- because */\nevil()", ["1:evil-call"]),
        ("/* nodeward-enable evil-call */\nevil();", ["1:suppression-unused", "2:evil-call"]),
        ("// nodeward-disable evil-call -- because\nevil();", ["1:suppression-malformed", "2:evil-call"]),
        # Dates.
        (f"evil(); {LINE} evil-call until 2026-03-09 -- because", ["1:evil-call", "1:suppression-expired"]),
        (f"evil(); {LINE} evil-call until 2026-02-30 -- because", ["1:evil-call", "1:suppression-malformed"]),
        (f"evil(); {LINE} evil-call until tomorrow -- because", ["1:evil-call", "1:suppression-malformed"]),
        (
            f"evil(); {LINE} evil-call until",
            ["1:evil-call", "1:suppression-without-reason", "1:suppression-malformed"],
        ),
        # Reasons.
        (f"evil(); {LINE} evil-call", ["1:suppression-without-reason"]),
        (f"evil(); {LINE} evil-call --", ["1:suppression-without-reason"]),
        (f"evil(); {LINE} evil-call -because", ["1:suppression-without-reason", "1:suppression-malformed"]),
        (f"evil(); {LINE} evil-call because", ["1:suppression-without-reason", "1:suppression-malformed"]),
        # Unused.
        (f"ok(); {LINE} evil-call -- because", ["1:suppression-unused"]),
        (f"evil(); {LINE} evil-call, weak-call -- because", ["1:suppression-unused"]),
        (f"{NEXT} evil-call -- because", ["1:suppression-unused"]),
        ("/* nodeward-disable evil-call -- because */ ok()", ["1:suppression-unused"]),
    ],
)
def test_what_is_still_shown(source: str, left: list[str]) -> None:
    assert sorted(shown(source)) == sorted(left)


def test_json_has_no_comments_that_silence() -> None:
    assert shown('// nodeward-disable evil-call -- x\n{"a": "evil"}', "/p/package.json") == ["2:evil-call"]


def test_a_rule_that_has_not_run_leaves_no_unused_suppression() -> None:
    source = f"ok(); {LINE} evil-call -- because"
    assert judged(source, ran=frozenset({"weak-call"})).visible == ()


@pytest.mark.parametrize(
    ("source", "rule", "severity", "under"),
    [
        (
            f"ok(); {LINE} evil-call -- b",
            "suppression-unused",
            Severity.INFORMATION,
            f"{LINE} evil-call -- b",
        ),
        (
            f"evil(); {LINE} weak-call, evil-call -- b",
            "suppression-unused",
            Severity.INFORMATION,
            "weak-call",
        ),
        (f"ok(); {LINE} evil-cal -- b", "suppression-unknown-rule", Severity.WARNING, "evil-cal"),
        (
            f"evil(); {LINE} evil-call until 2020-01-01 -- b",
            "suppression-expired",
            Severity.WARNING,
            "until 2020-01-01",
        ),
        (f"evil(); {LINE} evil-call it is fine", "suppression-malformed", Severity.WARNING, "it is fine"),
        (f"evil(); {LINE} evil-call", "suppression-without-reason", Severity.HINT, f"{LINE} evil-call"),
    ],
)
def test_a_notice_stands_at_what_is_wrong(source: str, rule: str, severity: Severity, under: str) -> None:
    notice = next(finding for finding in judged(source).visible if finding.rule == rule)
    assert source[notice.span.start : notice.span.end] == under
    assert notice.severity is severity
    assert (Tag.UNNECESSARY in notice.tags) is (rule == "suppression-unused")


@pytest.mark.parametrize(
    "source",
    [
        "evil(); // nosec",
        "evil(); // #nosec G101 -- checked",
        "evil(); // nosemgrep: javascript.some.rule",
        "// nosemgrep\nevil();",
        "evil(); // NOSONAR",
        "evil(); /* NOSONAR */ f();",
        "evil(); // eslint-disable-line security/detect-child-process",
        "evil(); // eslint-disable-line no-console, security/detect-child-process -- ok",
        "// eslint-disable-next-line security/detect-child-process\nevil();",
        "const a = <p>{/* eslint-disable-next-line security/detect-unsafe-regex */}\n<b x={evil}/></p>;",
    ],
)
def test_earlier_triage_is_kept_unless_switched_off(source: str) -> None:
    if "<p>" not in source:
        assert shown(source) == []
        assert judged(source).suppressed[0].kind == "inSource"
    assert [entry.partition(":")[2] for entry in shown(source, foreign=False)] == ["evil-call"]


@pytest.mark.parametrize(
    "source",
    [
        "evil('nosec');",
        "evil(); // nosecurity here",
        "// nosec\nevil();",
        "f(); // nosemgrep\nevil();",
        "evil(); // eslint-disable-line",
        "evil(); // eslint-disable-line no-console",
        "/* eslint-disable security/detect-child-process */\nevil();",
        "// eslint-disable-next-line security/detect-child-process\n\nevil();",
        "evil(); // nosonar",
    ],
)
def test_words_of_other_tools_that_say_nothing_about_the_line(source: str) -> None:
    assert [entry.partition(":")[2] for entry in shown(source)] == ["evil-call"]


RULES = st.lists(st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True), min_size=1, max_size=3)
REASONS = st.text(st.sampled_from("ab é😀,.:`$"), max_size=12).map(lambda text: " ".join(text.split()))
FORMS = {
    LINE_FORM: "/p/a.js",
    BLOCK_FORM: "/p/a.ts",
    JSX_FORM: "/p/a.tsx",
    HASH_FORM: "/p/.env",
    MARKUP_FORM: "/p/a.ejs",
}


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(FORMS, key=lambda form: form.open)),
    st.sampled_from(Word),
    RULES.filter(lambda rules: "until" not in rules),
    st.none() | st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    REASONS,
)
def test_what_is_composed_is_read_back(
    form: Form, word: Word, rules: list[str], until: date | None, reason: str
) -> None:
    comment = compose(form, word, rules, until, reason)
    around = (b"const a = <p>", b"</p>;") if form is JSX_FORM else (b"", b"\n")
    [read] = directives(Document.open(FORMS[form], comment.join(around)))
    assert (read.word, [named.rule for named in read.rules], read.until, read.reason) == (
        word,
        rules,
        until,
        reason,
    )
    assert read.form == form
    assert read.span == Span(len(around[0]), len(around[0]) + len(comment))
    wrong_place = form is LINE_FORM and word in {Word.START, Word.END}
    assert bool(read.mistakes) is wrong_place


PIECES = ["nodeward-disable-line", " ", ",", "--", "until", "2026-01-01", "evil-call", "*", "\t", "é", "x"]


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_whatever_a_comment_says_no_finding_is_lost_or_silenced_without_its_name(words: str) -> None:
    source = f"evil(); // nodeward-disable-line {words}\n/* nodeward-disable {words} */ weak(); evil()"
    result = judged(source)
    hidden = [suppressed.finding for suppressed in result.suppressed]
    real = [finding for finding in result.visible if not finding.rule.startswith("suppression-")]
    document = Document.open("/p/app.js", source.encode())
    assert sorted(hidden + real, key=lambda finding: finding.span) == findings(document)
    assert "weak-call" not in {finding.rule for finding in hidden}
    if hidden:
        assert re.search(r"(?<![^\s,*])evil-call(?![^\s,])", words)


def applied(source: str, offer: int, path: str = "/p/app.js") -> str | None:
    document = Document.open(path, source.encode())
    made = offers(document, findings(document)[-1])
    titles = ["Disable evil-call for this line", "Disable evil-call for this file"]
    fix = next((fix for fix in made if fix.title == titles[offer]), None)
    return apply_together(document.text, fix.files[0].edits).decode() if fix else None


@pytest.mark.parametrize(
    ("path", "source", "after"),
    [
        ("/p/a.js", "  evil();\n", f"  {NEXT} evil-call -- \n  evil();\n"),
        ("/p/a.js", "a();\r\n\tevil();\r\n", f"a();\r\n\t{NEXT} evil-call -- \r\n\tevil();\r\n"),
        ("/p/a.js", "\ufeffevil();", f"\ufeff{NEXT} evil-call -- \nevil();"),
        ("/p/a.js", "f(`a\nb ${evil} c`);\n", f"f(`a\nb ${{evil}} c`); {LINE} evil-call -- \n"),
        ("/p/a.js", "f(`a\nb ${evil}\nc`);\n", None),
        ("/p/a.js", "f(`a\n${evil}`); // so\n", None),
        ("/p/a.js", "f(`a ${\n  evil\n}`);", f"f(`a ${{\n  {NEXT} evil-call -- \n  evil\n}}`);"),
        (
            "/p/a.jsx",
            "const a = <p>\n  <b x={evil} />\n</p>;",
            "const a = <p>\n  {/* nodeward-disable-next-line evil-call --  */}\n  <b x={evil} />\n</p>;",
        ),
        (
            "/p/a.tsx",
            "const a = <p>\n  some {evil}\n</p>;",
            "const a = <p>\n  {/* nodeward-disable-next-line evil-call --  */}\n  some {evil}\n</p>;",
        ),
        ("/p/a.tsx", "const a = <p>\n  some\n  text {evil}\n</p>;", None),
        (
            "/p/a.tsx",
            "const a = <p\n  b={evil}\n/>;",
            f"const a = <p\n  {NEXT} evil-call -- \n  b={{evil}}\n/>;",
        ),
        ("/p/.env", "A=1\nB=evil\n", "A=1\n# nodeward-disable-next-line evil-call -- \nB=evil\n"),
        (
            "/p/a.ejs",
            "<p>\n  <%- evil %>\n",
            "<p>\n  <!-- nodeward-disable-next-line evil-call --  -->\n  <%- evil %>\n",
        ),
        ("/p/a.ejs", "<p\n  class=<%- evil %>>\n", None),
        ("/p/package.json", '{"a": "evil"}', None),
        ("/p/a.js", f"{NEXT} weak-call -- b\nweak(evil);", f"{NEXT} weak-call, evil-call -- b\nweak(evil);"),
        ("/p/a.js", f"weak(evil); {LINE} weak-call -- b", f"weak(evil); {LINE} weak-call, evil-call -- b"),
    ],
)
def test_disable_for_this_line(path: str, source: str, after: str | None) -> None:
    assert applied(source, 0, path) == after
    if after is not None:
        assert [entry for entry in shown(after, path) if "evil-call" in entry] == []


TOP = "/* nodeward-disable evil-call --  */"


@pytest.mark.parametrize(
    ("path", "source", "after"),
    [
        ("/p/a.js", "evil();\n", f"{TOP}\nevil();\n"),
        ("/p/a.js", "\ufeffevil();\r\n", f"\ufeff{TOP}\r\nevil();\r\n"),
        (
            "/p/a.js",
            "#!/usr/bin/env node\n'use strict';\nevil();\n",
            f"#!/usr/bin/env node\n{TOP}\n'use strict';\nevil();\n",
        ),
        (
            "/p/a.ts",
            "/** @jest-environment node */\n\nevil();\n",
            f"/** @jest-environment node */\n\n{TOP}\nevil();\n",
        ),
        ("/p/a.ts", "/* a */ evil();\n", f"{TOP}\n/* a */ evil();\n"),
        (
            "/p/Dockerfile",
            "# syntax=docker/dockerfile:1\nENV A=evil\n",
            "# syntax=docker/dockerfile:1\n# nodeward-disable evil-call -- \nENV A=evil\n",
        ),
        (
            "/p/a.html",
            "<!DOCTYPE html>\n<p evil>",
            "<!-- nodeward-disable evil-call --  -->\n<!DOCTYPE html>\n<p evil>",
        ),
        ("/p/a.svg", "<?xml version='1.0'?>\n<p evil>", None),
        ("/p/package.json", '{"a": "evil"}', None),
    ],
)
def test_disable_for_this_file(path: str, source: str, after: str | None) -> None:
    assert applied(source, 1, path) == after
    if after is not None:
        assert [entry for entry in shown(after, path) if "evil-call" in entry] == []


@pytest.mark.parametrize(
    ("source", "after"),
    [
        (f"ok();\n{NEXT} evil-call -- b\nok();\n", "ok();\nok();\n"),
        (f"ok();  {LINE} evil-call -- b\n", "ok();\n"),
        ("ok(/* nodeward-disable-line evil-call -- b */ 1);", "ok(  1);"),
        ("return/* nodeward-disable-line evil-call -- b */1", "return 1"),
        ("f() /* nodeward-disable evil-call -- b\n */ g()", None),
        (f"evil(); {LINE} evil-call, weak-call -- b", f"evil(); {LINE} evil-call -- b"),
        (f"weak(); {LINE} evil-call,  weak-call -- b", f"weak(); {LINE} weak-call -- b"),
        ("<p>\n  {/* nodeward-disable-next-line evil-call -- b */}\n  <b/>\n</p>", "<p>\n  <b/>\n</p>"),
        ("/* nodeward-enable evil-call */\nok();", "ok();"),
        (f"ok(); {LINE} evil-cal -- b", f"ok(); {LINE} evil-call -- b"),
        (f"ok(); {LINE} nonsense -- b", "ok();"),
        (f"evil(); {LINE} evil-call, nonsense -- b", f"evil(); {LINE} evil-call -- b"),
        (f"evil(); {LINE} evil-call until 2020-01-01 -- b", "evil();"),
        (f"evil(); {LINE} evil-call it is fine", f"evil(); {LINE} evil-call -- it is fine"),
        ("// nodeward-disable evil-call -- b\nevil();", "/* nodeward-disable evil-call -- b */\nevil();"),
        (f"evil(); {LINE} evil-call until never -- b", None),
        (f"evil(); {LINE} -- b", None),
        (f"evil(); {LINE} evil-call", None),
    ],
)
def test_a_notice_has_the_fix_that_ends_it(source: str, after: str | None) -> None:
    document = Document.open("/p/a.jsx", source.encode())
    notices = [
        finding for finding in judged(source, "/p/a.jsx").visible if finding.rule.startswith("suppression-")
    ]
    notice = next((found for found in notices if found.rule != "suppression-without-reason"), notices[0])
    fix = repair(document, notice, KNOWN)
    assert (apply_together(document.text, fix.files[0].edits).decode() if fix else None) == after
    if after is not None:
        left = judged(after, "/p/a.jsx").visible
        assert [
            found for found in left if found.rule == notice.rule and found.message == notice.message
        ] == []


def test_only_removing_what_is_unused_is_safe() -> None:
    source = f"ok(); {LINE} evil-call -- b"
    fix = repair(Document.open("/p/a.js", source.encode()), judged(source).visible[0], KNOWN)
    assert fix is not None
    assert fix.safe
