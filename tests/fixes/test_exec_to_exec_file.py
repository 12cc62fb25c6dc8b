"""Commands of JavaScript turned into programs with arguments: which values become which arguments, and which names change."""

import pytest
from tests.mending import mended

from nodeward.rulebook.rule import NoFix

RULE = "shell-string-exec"


def rewritten(expression: str, parameters: str = "x, y", file: str = "app.js") -> str:
    """What the first argument of exec becomes, or why it stays."""
    head = f'import {{ exec }} from "child_process";\nexport const run = ({parameters}, done) => '
    after = mended(RULE, f"{head}exec({expression}, done);\n", file)
    start = head.replace("exec ", "execFile ")
    return after.removeprefix(start).removeprefix("execFile(").removesuffix(", done);\n")


WORDS = {
    "`a ${x}`": '"a", [x]',
    "`a b  'c d' ${x}`": '"a", ["b", "c d", x]',
    "`a \"${x} y\" '${y}'`": '"a", [`${x} y`, y]',
    "`a --b=${x}.${y}`": '"a", [`--b=${x}.${y}`]',
    '`a "b\\`c" ${x}`': NoFix.SUBSTITUTION_NEEDS_SHELL,
    r"`a 'b\`\\\${}' ${x}`": '"a", ["b`\\\\${}", x]',
    "'a ' + x": '"a", [x]',
    "'a ' + x + '.b ' + (x || y)": "'a', [`${x}.b`, x || y]",
    "'a ' + (x, y)": '"a", [(x, y)]',
    '["a", "-b", x, "c d"].join(" ")': '"a", ["-b", x, "c", "d"]',
    '`a ${"b " + x}`': '"a", ["b", x]',
    "`a ${x ? '-b' : '-c'} ${y}`": "'a', [x ? '-b' : '-c', y]",
    "`a ${x ? '-b' : ''} ${y}`": NoFix.WORD_BOUNDARY,
    "`a ${x ? '-b c' : y} d`": NoFix.WORD_BOUNDARY,
    "`a ${x && '-b'} d`": NoFix.WORD_BOUNDARY,
    "`a \"${x ? 'b c' : ''}\" ${y}`": "'a', [x ? 'b c' : '', y]",
    '`a ${x.join(" ")}`': '"a", [...x]',
    '`a "${x.join(" ")}"`': '"a", [x.join(" ")]',
    '`a b${x.join(" ")}`': NoFix.WORD_BOUNDARY,
    '`a ${x.map((file) => `"${file}"`).join(" ")}`': NoFix.WORD_BOUNDARY,
    "`a ${x.flags}`": NoFix.WORD_BOUNDARY,
    '`a "${x.flags}"`': '"a", [x.flags]',
    "`a ${x.shortFlags2}`": NoFix.WORD_BOUNDARY,
    "`a ${x.address} ${x.status}`": '"a", [x.address, x.status]',
    "`a ${x.command}`": NoFix.WORD_BOUNDARY,
    "`a ${[x, y]}`": NoFix.WORD_BOUNDARY,
    "`a ${x}${y}`": NoFix.WORD_BOUNDARY,
    '`a "${x}${y}"`': '"a", [`${x}${y}`]',
    "`a ${quote(x)}`": NoFix.NO_SAFE_EQUIVALENT,
    "`a '${x.replace(/'/g, \"'\\\\\\\\''\")}'`": NoFix.NO_SAFE_EQUIVALENT,
    "`a ${x.replace(/ /g, '-')}`": "\"a\", [x.replace(/ /g, '-')]",
    "`a ${JSON.stringify(x)}`": NoFix.NO_SAFE_EQUIVALENT,
    "`a ${JSON.stringify(x.trim())}`": '"a", [x.trim()]',
    "`a --b=${JSON.stringify(x.trim())}`": NoFix.NO_SAFE_EQUIVALENT,
    "`a '${JSON.stringify(x)}'`": '"a", [JSON.stringify(x)]',
    '`a "${JSON.stringify(x)}"`': NoFix.NO_SAFE_EQUIVALENT,
    "`a ${x} /* b */`": NoFix.GLOB_NEEDS_SHELL,
    "'a ' /* of x */ + x": NoFix.NO_SAFE_EQUIVALENT,
    "`${x} a`": NoFix.PROGRAM_UNKNOWN,
    "`bin/${x} a`": NoFix.PROGRAM_UNKNOWN,
    "`'${__dirname}/bin/a' ${x}`": "`${__dirname}/bin/a`, [x]",
    "x + ' a'": NoFix.BUILT_ELSEWHERE,
    "make(x)": NoFix.BUILT_ELSEWHERE,
    "x": NoFix.CALLER_BUILDS_COMMAND,
    "`\n  a\n  ${x}\n`": NoFix.CHAIN_NEEDS_SHELL,
    "`\n  a ${x}\n`": '"a", [x]',
    "`a \\\n  ${x}`": '"a", [x]',
    "`a ${x}; b`": NoFix.CHAIN_NEEDS_SHELL,
    "`a ${x} || b`": NoFix.CHAIN_NEEDS_SHELL,
    "`A=${x} b`": NoFix.VARIABLE_NEEDS_SHELL,
    "`a ~/${x}`": NoFix.SUBSTITUTION_NEEDS_SHELL,
}


@pytest.mark.parametrize("expression", WORDS)
def test_values_become_arguments(expression: str) -> None:
    assert rewritten(expression) == WORDS[expression]


TYPED = {
    "`a ${x}`": ("x: string", '"a", [x]'),
    "`a ${x} ${Math.max(1, 2)}`": ("x: string | undefined", '"a", [x, String(Math.max(1, 2))]'),
    "`a ${x.id}`": ("x: User", '"a", [String(x.id)]'),
    "`a ${x as string}`": ("x: unknown", '"a", [x as string]'),
    "`a ${x!}.txt`": ("x?: string", '"a", [`${x!}.txt`]'),
}


@pytest.mark.parametrize("expression", TYPED)
def test_arguments_are_text_for_typescript(expression: str) -> None:
    parameters, expected = TYPED[expression]
    head = 'import { exec } from "child_process";\nexport function run('
    after = mended(RULE, f"{head}{parameters}) {{\n  exec({expression});\n}}\n", "app.ts")
    assert after == f"{head.replace('exec ', 'execFile ')}{parameters}) {{\n  execFile({expected});\n}}\n"


NAMES = {
    # A name that is used once changes where it is made.
    'import { exec } from "child_process";\nexec("a " + x);\n': (
        'import { execFile } from "child_process";\nexecFile("a", [x]);\n'
    ),
    "const { exec, fork } = require('child_process')\nexec('a ' + x)\n": (
        "const { execFile, fork } = require('child_process')\nexecFile('a', [x])\n"
    ),
    'const { exec: run } = require("child_process");\nrun("a " + x);\n': (
        'const { execFile: run } = require("child_process");\nrun("a", [x]);\n'
    ),
    'const cp = require("child_process");\ncp.exec("a " + x);\n': (
        'const cp = require("child_process");\ncp.execFile("a", [x]);\n'
    ),
    'import * as cp from "child_process";\nconst run = cp.exec;\nrun("a " + x);\n': (
        'import * as cp from "child_process";\nconst run = cp.execFile;\nrun("a", [x]);\n'
    ),
    "var execSync = require('child_process').execSync;\nexecSync('a ' + x);\n": (
        "var execFileSync = require('child_process').execFileSync;\nexecFileSync('a', [x]);\n"
    ),
    'require("child_process").execSync("a " + x);\n': 'require("child_process").execFileSync("a", [x]);\n',
    'const cp_1 = require("child_process");\n(0, cp_1.exec)("a " + x);\n': (
        'const cp_1 = require("child_process");\n(0, cp_1.execFile)("a", [x]);\n'
    ),
    'const { exec } = await import("node:child_process");\nexec("a " + x);\n': (
        'const { execFile } = await import("node:child_process");\nexecFile("a", [x]);\n'
    ),
    # The other function is there already.
    'import { exec, execFile } from "child_process";\nexec("a " + x);\nexecFile("b");\n': (
        'import { execFile } from "child_process";\nexecFile("a", [x]);\nexecFile("b");\n'
    ),
    'const { execFile, exec } = require("child_process");\nexec("a " + x);\nexecFile("b");\n': (
        'const { execFile } = require("child_process");\nexecFile("a", [x]);\nexecFile("b");\n'
    ),
    # A name that is used elsewhere, too, stays.
    'import { exec } from "child_process";\nexec("a " + x);\nexec("b | c");\n': (
        'import { exec, execFile } from "child_process";\nexecFile("a", [x]);\nexec("b | c");\n'
    ),
    # The name of the other function is taken.
    'import { exec } from "child_process";\nimport { execFile } from "./run.js";\nexec("a " + x);\nexecFile();\n': (
        'import { execFile as execFileModule } from "child_process";\nimport { execFile } from "./run.js";\n'
        'execFileModule("a", [x]);\nexecFile();\n'
    ),
    # Promises.
    'const run = require("util").promisify(require("child_process").exec);\nawait run("a " + x);\n': (
        'const run = require("util").promisify(require("child_process").execFile);\nawait run("a", [x]);\n'
    ),
    'import { exec } from "child_process";\nimport { promisify } from "util";\n'
    'const execAsync = promisify(exec);\nawait execAsync("a " + x);\nawait execAsync("b | c");\n': (
        'import { exec, execFile } from "child_process";\nimport { promisify } from "util";\n'
        "const execAsync = promisify(exec);\nconst execFileAsync = promisify(execFile);\n"
        'await execFileAsync("a", [x]);\nawait execAsync("b | c");\n'
    ),
    'import cp from "child_process";\nimport { promisify } from "util";\n'
    'export const run = promisify(cp.exec)\nawait run("a " + x)\n': (
        'import cp from "child_process";\nimport { promisify } from "util";\n'
        "export const run = promisify(cp.exec)\nconst execFileAsync = promisify(cp.execFile)\n"
        'await execFileAsync("a", [x])\n'
    ),
    'import { exec } from "child_process";\nimport { promisify } from "util";\n'
    'const run = promisify(exec);\nawait run("a " + x);\nexec("b | c");\n': (
        'import { exec, execFile } from "child_process";\nimport { promisify } from "util";\n'
        'const run = promisify(execFile);\nawait run("a", [x]);\nexec("b | c");\n'
    ),
    # What cannot be edited here.
    'import { exec } from "child_process";\nconst tools = { run: exec };\ntools.run("a " + x);\n': (
        NoFix.BUILT_ELSEWHERE
    ),
}


@pytest.mark.parametrize("code", NAMES)
def test_the_name_of_the_function_changes_where_it_is_made(code: str) -> None:
    assert mended(RULE, code) == NAMES[code]


REST = {
    "exec(`a ${x}`)": 'execFile("a", [x])',
    "exec(`a ${x}`, { cwd: y })": 'execFile("a", [x], { cwd: y })',
    "exec(`a ${x}`, { encoding: 'buffer', maxBuffer: 9 }, done)": (
        "execFile(\"a\", [x], { encoding: 'buffer', maxBuffer: 9 }, done)"
    ),
    "exec(`a ${x}`, undefined, done)": 'execFile("a", [x], undefined, done)',
    "exec(`a ${x}`, (error) => done(error))": 'execFile("a", [x], (error) => done(error))',
    "exec(`a ${x}`, { shell: true })": NoFix.SHELL_OPTION,
    "exec(`a ${x}`, { shell })": NoFix.SHELL_OPTION,
    "exec(`a ${x}`, { ...y })": NoFix.BUILT_ELSEWHERE,
    "exec(`a ${x}`, y, done)": NoFix.BUILT_ELSEWHERE,
    "exec(`a ${x}`, options)": NoFix.BUILT_ELSEWHERE,
}


@pytest.mark.parametrize("call", REST)
def test_options_and_callback_stay(call: str) -> None:
    head = 'import { exec } from "child_process";\nexport const run = (x, y, done, options, shell) => '
    after = REST[call]
    whole = f"{head.replace('exec ', 'execFile ')}{after};\n"
    assert mended(RULE, f"{head}{call};\n") == (after if isinstance(after, NoFix) else whole)


VARIABLES = {
    # The command moves into the call.
    "  const command = `a ${x}`;\n  exec(command, done);\n": '  execFile("a", [x], done);\n',
    "  const command = `a ${x}`; // build\n  exec(command, done);\n": '  // build\n  execFile("a", [x], done);\n',
    "  let command = 'a ' + make(x);\n  return exec(command, done);\n": '  return execFile("a", [make(x)], done);\n',
    "  const command = `a ${x}`;\n  log(x);\n  exec(command, done);\n": (
        '  log(x);\n  execFile("a", [x], done);\n'
    ),
    "  const command = `a ${x}`;\n  later(() => exec(command, done));\n": '  later(() => execFile("a", [x], done));\n',
    # It cannot: something may change on the way, or the command is needed elsewhere.
    "  const command = `a ${make()}`;\n  log(x);\n  exec(command, done);\n": NoFix.BUILT_ELSEWHERE,
    "  const command = `a ${make()}`;\n  later(() => exec(command, done));\n": NoFix.BUILT_ELSEWHERE,
    "  const command = `a ${make()}`;\n  for (const y of x) exec(command, done);\n": NoFix.BUILT_ELSEWHERE,
    "  const command = `a ${x}`;\n  x = 5;\n  exec(command, done);\n": NoFix.BUILT_ELSEWHERE,
    "  const command = `a ${x}`;\n  later((x) => exec(command, done));\n": NoFix.BUILT_ELSEWHERE,
    "  const command = `a ${x}`;\n  log(command);\n  exec(command, done);\n": NoFix.BUILT_ELSEWHERE,
    "  let command = `a ${x}`;\n  command += y;\n  exec(command, done);\n": NoFix.BUILT_ELSEWHERE,
    "  const command = `a ${x}`, z = 1;\n  exec(command, done);\n": NoFix.BUILT_ELSEWHERE,
    "  const command = /* of x */ `a ${x}`;\n  exec(command, done);\n": NoFix.BUILT_ELSEWHERE,
}


@pytest.mark.parametrize("body", VARIABLES)
def test_a_command_in_a_variable_moves_into_the_call(body: str) -> None:
    head = 'import { exec } from "child_process";\nexport function run(x, y, done) {\n'
    after = VARIABLES[body]
    whole = f"{head.replace('exec ', 'execFile ')}{after}}}\n"
    assert mended(RULE, f"{head}{body}}}\n") == (after if isinstance(after, NoFix) else whole)


def test_line_endings_and_marks_stay() -> None:
    code = '\ufeffimport { exec } from "child_process";\r\n\r\nconst c = `ä ${x}`;\r\nexec(c); // ü\r\n'
    assert mended(RULE, code) == (
        '\ufeffimport { execFile } from "child_process";\r\n\r\nexecFile("ä", [x]); // ü\r\n'
    )
