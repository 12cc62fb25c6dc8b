"""What is left when a setting is taken out: of a command, a .env file, a block, an object."""

import pytest
from tests.rulebook_files import repository_rules

from nodeward.rulebook.rule import Example, NoFix
from nodeward.workspace.examples import complaints

OFF = "NODE_TLS_REJECT_UNAUTHORIZED=0"
ASSIGNED = 'process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"'


def check(file: str, before: str, after: str | NoFix) -> None:
    """The one finding of the rule about certificates, mended."""
    book, _ = repository_rules()
    fixed, no_fix = (after, None) if not isinstance(after, NoFix) else (None, after)
    example = Example(bad=before, file=file, fixed=fixed, no_fix=no_fix)
    assert list(complaints(book, book.rules["tls-verify-disabled"], example)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{OFF} node app.js", "node app.js"),
        (f"NODE_ENV=production {OFF} node app.js", "NODE_ENV=production node app.js"),
        (f"cross-env {OFF} node app.js", "cross-env node app.js"),
        (f"export {OFF} && node app.js", "node app.js"),
        (f"set {OFF}&& node app.js", "node app.js"),
        (f"set {OFF} & node app.js", "node app.js"),
        (f"node build.js; export {OFF}", NoFix.NO_SAFE_EQUIVALENT),
        (f"node build.js && export {OFF}; node app.js", "node build.js && node app.js"),
        (f"reset {OFF} node app.js", "reset node app.js"),
        (f"node app.js {OFF}", "node app.js"),
        (OFF, NoFix.NO_SAFE_EQUIVALENT),
    ],
)
def test_words_of_a_command(before: str, after: str | NoFix) -> None:
    def package(command: str) -> str:
        return f'{{\n  "scripts": {{ "start": "{command}" }}\n}}\n'

    check("package.json", package(before), after if isinstance(after, NoFix) else package(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"A=1\n{OFF}\nB=2\n", "A=1\nB=2\n"),
        (f"A=1\r\n  export {OFF} # why\r\nB=2\r\n", "A=1\r\nB=2\r\n"),
        (f"A=1\n{OFF}", "A=1\n"),
        (f"{OFF.replace('0', chr(34) + '0' + chr(34))}\n# end\n", "# end\n"),
        ("NODE_TLS_REJECT_UNAUTHORIZED: 0\n", ""),
    ],
)
def test_lines_of_an_env_file(before: str, after: str) -> None:
    check(".env", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"a();\n{ASSIGNED};\nb();\n", "a();\nb();\n"),
        (f"a();\r\n\t{ASSIGNED}\r\nb();\r\n", "a();\r\nb();\r\n"),
        (f"a(); {ASSIGNED}; b();\n", "a();  b();\n"),
        (f"{ASSIGNED}; // for now\nb();\n", "// for now\nb();\n"),
        (f"{ASSIGNED};", ""),
        (f"function f() {{ {ASSIGNED}; }}\n", "function f() {  }\n"),
        (f"if (a) {ASSIGNED};\n", NoFix.NO_SAFE_EQUIVALENT),
        (f"const a = ({ASSIGNED});\n", NoFix.NO_SAFE_EQUIVALENT),
        (f"a = {ASSIGNED};\n", NoFix.NO_SAFE_EQUIVALENT),
        (f"f({ASSIGNED});\n", NoFix.NO_SAFE_EQUIVALENT),
    ],
)
def test_assignments(before: str, after: str | NoFix) -> None:
    check("app.js", before, after)


HEAD = 'const { get } = require("https");\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("get({ rejectUnauthorized: false, host });\n", "get({ host });\n"),
        ("get({ host, rejectUnauthorized: false });\n", "get({ host });\n"),
        ("get({\n  host, // there\n  rejectUnauthorized: false,\n});\n", "get({\n  host, // there\n});\n"),
        ("get({ rejectUnauthorized: false });\n", "get({});\n"),
        ("const o = { host };\no.rejectUnauthorized = false;\nget(o);\n", "const o = { host };\nget(o);\n"),
        ("const o = { rejectUnauthorized: false };\nget(o);\n", "const o = {};\nget(o);\n"),
        ("const rejectUnauthorized = false;\nget({ host, rejectUnauthorized });\n", NoFix.BUILT_ELSEWHERE),
    ],
)
def test_options(before: str, after: str | NoFix) -> None:
    check("app.js", HEAD + before, after if isinstance(after, NoFix) else HEAD + after)
