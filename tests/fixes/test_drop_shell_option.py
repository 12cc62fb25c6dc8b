"""Programs started without the shell that an option asked for: the arguments stay what the shell made of them."""

import pytest
from tests.mending import mended

from nodeward.rulebook.rule import NoFix

RULE = "spawn-shell-option"
HEAD = 'import { spawn } from "child_process";\nexport const run = (x, y, done) => '

CALLS = {
    'spawn("a", [x], { shell: true })': 'spawn("a", [x])',
    'spawn("a", [x], { shell: true, cwd: y })': 'spawn("a", [x], { cwd: y })',
    'spawn("a", [x], { cwd: y, shell: "/bin/sh" })': 'spawn("a", [x], { cwd: y })',
    'spawn("a", [x, "b"], { shell: true }, done)': 'spawn("a", [x, "b"], done)',
    'spawn("a", [x], /* why */ { shell: true })': 'spawn("a", [x], /* why */ {})',
    'spawn("a " + x, { shell: true })': 'spawn("a", [x])',
    'spawn("a -b", [x], { shell: true })': 'spawn("a", ["-b", x])',
    'spawn("a -b", x.args, { shell: true })': 'spawn("a", ["-b", ...x.args])',
    'spawn("a", [...x, "-b"], { shell: true })': 'spawn("a", [...x, "-b"])',
    'spawn("a -b", [...x], { shell: true })': 'spawn("a", ["-b", ...x])',
    'spawn("a -b", make(x), { shell: true })': NoFix.BUILT_ELSEWHERE,
    "spawn(x ? 'a' : 'b', [x], { shell: true })": "spawn(x ? 'a' : 'b', [x])",
    "spawn(x ? 'a.cmd' : 'a', [x], { shell: true })": NoFix.NO_SAFE_EQUIVALENT,
    'spawn("a.bat", [x], { shell: true })': NoFix.NO_SAFE_EQUIVALENT,
    # What was written for the shell is undone.
    'spawn("a", [`"${x}"`, "-b"], { shell: true })': 'spawn("a", [x, "-b"])',
    'spawn("a", [\'"b c"\', x], { shell: true })': 'spawn("a", ["b c", x])',
    'spawn("a", ["-b c", x], { shell: true })': 'spawn("a", ["-b", "c", x])',
    'spawn("a", ["", x], { shell: true })': 'spawn("a", [x])',
    'spawn("a", ["-b c", ...x], { shell: true })': NoFix.NO_SAFE_EQUIVALENT,
    # What needs it is refused.
    'spawn("a", ["*.js", x], { shell: true })': NoFix.GLOB_NEEDS_SHELL,
    'spawn("a", [x, "> b"], { shell: true })': NoFix.REDIRECT_NEEDS_SHELL,
    'spawn("cd", [x], { shell: true })': NoFix.BUILT_INTO_SHELL,
    'spawn("a; b", [x], { shell: true })': NoFix.CHAIN_NEEDS_SHELL,
    'spawn(x, ["a"], { shell: true })': NoFix.PROGRAM_UNKNOWN,
    'spawn("a", [x.flags], { shell: true })': NoFix.WORD_BOUNDARY,
    'spawn("a", [x], { shell: "cmd.exe" })': NoFix.SHELL_OPTION,
}


@pytest.mark.parametrize("call", CALLS)
def test_the_shell_goes(call: str) -> None:
    after = CALLS[call]
    assert mended(RULE, f"{HEAD}{call};\n") == (after if isinstance(after, NoFix) else f"{HEAD}{after};\n")


ELSEWHERE = {
    'const options = { shell: true, cwd: "/" };\nspawn("a", [x], options);\n': (
        'const options = { cwd: "/" };\nspawn("a", [x], options);\n'
    ),
    'const options = { shell: true, cwd: "/" };\nspawn("a", [x], options);\nspawn("b && c", options);\n': (
        NoFix.BUILT_ELSEWHERE
    ),
}


@pytest.mark.parametrize("code", ELSEWHERE)
def test_options_of_one_call_are_followed(code: str) -> None:
    head, after = 'import { spawn } from "child_process";\n', ELSEWHERE[code]
    assert mended(RULE, head + code) == (after if isinstance(after, NoFix) else head + after)
