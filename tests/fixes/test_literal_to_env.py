"""A secret leaves the code and loses nothing on the way: the program reads from .env what stood in its literal."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.fixes.npm import node, project
from tests.on_disk import apply, found, mend, opened, planted, proposal

from nodeward.fixes.fix import Fix, Refusal
from nodeward.rulebook.rule import NoFix

AUTH, GENERIC = "hardcoded-auth-secret", "secret-generic"
SECRET = "rqr9B33ajZSdmsLwJrZHFvdG"  # made up
CODE = f'const apiKey = "{SECRET}";\nmodule.exports = apiKey;\n'
MOVED = "const apiKey = process.env.API_KEY;\nmodule.exports = apiKey;\n"
DOTENV = '{"name": "shop", "dependencies": {"dotenv": "16.6.1"}}'


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", folder, "-c", "core.excludesFile=", *words], check=True, capture_output=True)


def test_the_value_is_in_its_file_before_it_leaves_the_code(tmp_path: Path) -> None:
    planted(tmp_path, {"a.js": CODE, "package.json": DOTENV})
    fix = mend(tmp_path, "a.js", GENERIC)
    assert [Path(file.path).name for file in fix.files] == [".gitignore", ".env", ".env.example", "a.js"]
    assert [file.note for file in fix.files] == [
        "Keep .env out of git",
        "Write the value to .env",
        "Name API_KEY in .env.example",
        "",
    ]
    assert not fix.safe
    assert fix.title == "Move the secret to API_KEY in .env, then replace it"
    assert (tmp_path / "a.js").read_text() == MOVED
    assert (tmp_path / ".env").read_text() == f"API_KEY={SECRET}\n"
    assert (tmp_path / ".env.example").read_text() == "API_KEY=\n"
    assert (tmp_path / ".gitignore").read_text() == ".env\n"


def test_a_project_that_loads_no_env_file_is_told(tmp_path: Path) -> None:
    planted(tmp_path, {"a.js": CODE})
    fix = proposal(tmp_path, "a.js", GENERIC)
    assert isinstance(fix, Fix)
    assert fix.title.endswith("; nothing loads .env yet, so start Node.js with --env-file=.env")


LOADED = {
    "a dependency": {"package.json": '{"devDependencies": {"dotenv-cli": "10.0.0"}}'},
    "a script": {"package.json": '{"scripts": {"start": "node --env-file=.env server.js"}}'},
    "code": {"main.mjs": 'import { loadEnvFile } from "node:process";\nloadEnvFile();\n'},
}


@pytest.mark.parametrize("way", LOADED)
def test_whatever_loads_env_files_counts(tmp_path: Path, way: str) -> None:
    planted(tmp_path, {"a.js": CODE, **LOADED[way]})
    fix = proposal(tmp_path, "a.js", GENERIC)
    assert isinstance(fix, Fix)
    assert "nothing loads" not in fix.title


# What is there already, and the files after the move: the code's variable, then .env, .env.example and .gitignore.
KEPT = {
    "line endings and a last line without one": (
        {".env": "A=1\r\nB=2", ".env.example": "A=\r\nB=", ".gitignore": "dist\r\n*.log"},
        "API_KEY",
        {
            ".env": f"A=1\r\nB=2\r\nAPI_KEY={SECRET}\r\n",
            ".env.example": "A=\r\nB=\r\nAPI_KEY=\r\n",
            ".gitignore": "dist\r\n*.log\r\n.env\r\n",
        },
    ),
    "the same value": (
        {".env": f"API_KEY='{SECRET}'\n", ".env.example": "API_KEY=your-key\n", ".gitignore": ".env\n"},
        "API_KEY",
        {".env": f"API_KEY='{SECRET}'\n", ".env.example": "API_KEY=your-key\n", ".gitignore": ".env\n"},
    ),
    "the name with another value": (
        {".env": "API_KEY=other\n", ".gitignore": ".env\n"},
        "API_KEY_2",
        {".env": f"API_KEY=other\nAPI_KEY_2={SECRET}\n", ".env.example": "API_KEY_2=\n"},
    ),
    "the name with another value for tests": (
        {".env.test": "API_KEY=test\n", ".gitignore": ".env*\n"},
        "API_KEY_2",
        {".env": f"API_KEY_2={SECRET}\n"},
    ),
    "the name in other code": (
        {"b.js": "const key = process.env.API_KEY;\n"},
        "API_KEY_2",
        {".env": f"API_KEY_2={SECRET}\n"},
    ),
    "the name taken apart": (
        {"lib/b.ts": "const { PORT, API_KEY: key = '' } = process.env\n"},
        "API_KEY_2",
        {".env": f"API_KEY_2={SECRET}\n"},
    ),
    "the name in a schema": (
        {"env.js": "module.exports = cleanEnv(process.env, { API_KEY: str() });\n"},
        "API_KEY_2",
        {".env": f"API_KEY_2={SECRET}\n"},
    ),
    "the name in other people's code": (
        {"node_modules/b/index.js": "process.env.API_KEY\n"},
        "API_KEY",
        {".env": f"API_KEY={SECRET}\n"},
    ),
    "a promise of the name": (
        {".env.example": "API_KEY=\n"},
        "API_KEY",
        {".env": f"API_KEY={SECRET}\n", ".env.example": "API_KEY=\n"},
    ),
    "an example of another name": (
        {".env.sample": "PORT=\n"},
        "API_KEY",
        {".env.sample": "PORT=\nAPI_KEY=\n", ".env": f"API_KEY={SECRET}\n"},
    ),
    "patterns that hide the example too": (
        {".gitignore": ".env*\n"},
        "API_KEY",
        {".env": f"API_KEY={SECRET}\n", ".gitignore": ".env*\n"},
    ),
    "a pattern that was taken back": (
        {".gitignore": ".env\n!.env\n"},
        "API_KEY",
        {".env": f"API_KEY={SECRET}\n", ".gitignore": ".env\n!.env\n.env\n"},
    ),
}


@pytest.mark.parametrize("case", KEPT)
def test_what_is_there_is_kept(tmp_path: Path, case: str) -> None:
    before, name, after = KEPT[case]
    planted(tmp_path, {"a.js": CODE, **before})
    mend(tmp_path, "a.js", GENERIC)
    assert (tmp_path / "a.js").read_text() == MOVED.replace("API_KEY", name)
    for file, text in after.items():
        assert (tmp_path / file).read_bytes().decode() == text


# Code, and the name that its secret gets. S stands for the secret.
NAMED = {
    'const jwtSecret = "S";': "JWT_SECRET",
    'const AUTH_TOKEN = "S";': "AUTH_TOKEN",
    'exports.config = { stripe: { secretKey: "S" } };': "STRIPE_SECRET_KEY",
    'const dbConfig = { user: "a", password: "S" };': "DB_PASSWORD",
    'const c = { db: { options: { password: "S" } } };': "DB_PASSWORD",
    'class Sms { apiKey = "S"; }': "API_KEY",
    'class Sms { constructor() { this.smsToken = "S"; } }': "SMS_TOKEN",
    'settings.mail.password = "S";': "MAIL_PASSWORD",
    'const password = "S";': "PASSWORD",
    'const pwd = "S";': "APP_PWD",
    'const viteApiKey = "S";': "APP_VITE_API_KEY",
    'const headers = { "x-api-key": "S" };': "X_API_KEY",
    'function f(accessToken = "S") {}': "ACCESS_TOKEN",
    "const apiKey = `S`;": "API_KEY",
    'const apiKey = ("S");': "API_KEY",
    'let apiKey; apiKey = "S";': "API_KEY",
}


@pytest.mark.parametrize("code", NAMED)
def test_the_name_follows_the_code(tmp_path: Path, code: str) -> None:
    planted(tmp_path, {"a.js": code.replace('S"', f'{SECRET}"').replace("S`", f"{SECRET}`")})
    mend(tmp_path, "a.js", GENERIC)
    assert (tmp_path / ".env").read_text() == f"{NAMED[code]}={SECRET}\n"
    assert f"process.env.{NAMED[code]}" in (tmp_path / "a.js").read_text()
    assert found(tmp_path, "a.js", GENERIC) == []


# Code that keeps its literal, and why.
REFUSED = {
    f'exports.check = (key) => key === "{SECRET}"; const apiKey = "{SECRET}"; apiKey == x;': NoFix.FAILS_OPEN,
    f'const apiKeys = ["{SECRET}"]; exports.f = (k) => apiKeys.includes(k);': None,
    f'const o = {{ apiKey: "{SECRET}" }}; exports.f = (k) => o.apiKey !== k;': NoFix.FAILS_OPEN,
    f'const apiKey = "{SECRET}"; switch (x) {{ case apiKey: }}': NoFix.FAILS_OPEN,
    f'const process = f(); const apiKey = "{SECRET}";': NoFix.BUILT_ELSEWHERE,
    f'const apiKey = "\\1{SECRET}";': NoFix.BUILT_ELSEWHERE,
    f'"use client"; const apiKey = "{SECRET}";': NoFix.IN_BROWSER,
    f"const apiKey = tag`{SECRET}`;": None,
}


@pytest.mark.parametrize("code", [code for code, why in REFUSED.items() if why])
def test_where_it_would_be_wrong_there_is_no_fix(tmp_path: Path, code: str) -> None:
    planted(tmp_path, {"a.js": code})
    assert proposal(tmp_path, "a.js", GENERIC) == Refusal(REFUSED[code] or NoFix.NO_PLACE)


@pytest.mark.parametrize("code", [code for code, why in REFUSED.items() if not why])
def test_what_is_no_value_of_a_name_is_not_reported(tmp_path: Path, code: str) -> None:
    planted(tmp_path, {"a.js": code})
    assert found(tmp_path, "a.js", GENERIC) == []


def test_a_file_that_git_keeps_takes_no_secret(tmp_path: Path) -> None:
    planted(tmp_path, {"a.js": CODE, ".env": "PORT=1\n"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".env")
    assert proposal(tmp_path, "a.js", GENERIC) == Refusal(NoFix.KNOWN_TO_GIT)


def test_where_env_is_shared_the_secret_goes_to_env_local(tmp_path: Path) -> None:
    manifest = '{"dependencies": {"next": "16.0.0"}}'
    planted(
        tmp_path,
        {"lib/a.js": CODE, ".env": "PORT=1\n", "package.json": manifest, ".gitignore": ".env*.local\n"},
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".env")
    mend(tmp_path, "lib/a.js", GENERIC)
    assert (tmp_path / ".env.local").read_text() == f"API_KEY={SECRET}\n"
    assert (tmp_path / ".env").read_text() == "PORT=1\n"
    assert (tmp_path / ".gitignore").read_text() == ".env*.local\n"


def test_a_dollar_stays_in_the_code_where_env_files_give_it_a_meaning(tmp_path: Path) -> None:
    code = 'const session = require("express-session");\nsession({ secret: "a$HOME-b" });\n'
    planted(tmp_path, {"a.js": code, "package.json": '{"dependencies": {"next": "16.0.0"}}'})
    assert proposal(tmp_path, "a.js", AUTH) == Refusal(NoFix.NOT_IN_ENV)
    planted(tmp_path, {"package.json": DOTENV})
    assert isinstance(proposal(tmp_path, "a.js", AUTH), Fix)


def test_a_value_that_no_file_can_hold_stays(tmp_path: Path) -> None:
    for value in ("a\\x00b", "\\ud800 half", "both\\r\\nends and \\\\n `'\\\" quotes"):
        planted(tmp_path, {"a.js": f'require("cookie-parser")("{value}");\n'})
        assert proposal(tmp_path, "a.js", AUTH) == Refusal(NoFix.NOT_IN_ENV)


def test_the_env_file_of_the_whole_repository_is_used(tmp_path: Path) -> None:
    planted(tmp_path, {".env": "PORT=1\n", ".gitignore": ".env\n", "packages/api/a.js": CODE})
    planted(tmp_path / "packages/api", {})
    git(tmp_path, "init", "-q")
    mend(tmp_path, "packages/api/a.js", GENERIC)
    assert (tmp_path / ".env").read_text() == f"PORT=1\nAPI_KEY={SECRET}\n"
    assert not (tmp_path / "packages/api/.env").exists()


def test_secrets_of_one_name_in_one_file_do_not_meet(tmp_path: Path) -> None:
    other = SECRET[::-1]
    code = f'const a = {{ apiKey: "{SECRET}" }}, b = {{ apiKey: "{other}" }}, c = {{ apiKey: "{SECRET}" }};\n'
    planted(tmp_path, {"a.js": code})
    fix = opened(tmp_path).fix_all((tmp_path / "a.js").as_posix(), GENERIC)
    assert fix is not None
    apply(fix)
    assert (tmp_path / ".env").read_text() == f"API_KEY={SECRET}\nAPI_KEY_2={other}\n"
    moved = "const a = { apiKey: process.env.API_KEY }, b = { apiKey: process.env.API_KEY_2 }, c = { apiKey: process.env.API_KEY };\n"
    assert (tmp_path / "a.js").read_text() == moved


def test_a_word_before_the_literal_stays_a_word(tmp_path: Path) -> None:
    code = 'const csrf = require("csrf-csrf");\ncsrf.doubleCsrf({ getSecret: function () { return"keyboard cat" } });\n'
    planted(tmp_path, {"a.js": code})
    mend(tmp_path, "a.js", AUTH)
    after = code.replace('return"keyboard cat"', "return process.env.CSRF_SECRET")
    assert (tmp_path / "a.js").read_text() == after


def test_a_template_in_a_file_of_windows_ends_its_lines_as_the_program_sees_them(tmp_path: Path) -> None:
    planted(tmp_path, {"a.js": 'require("cookie-parser")(`one\r\ntwo`);\r\n', ".env": "A=1\r\n"})
    mend(tmp_path, "a.js", AUTH)
    assert (tmp_path / "a.js").read_bytes() == b'require("cookie-parser")(process.env.COOKIE_SECRET);\r\n'
    assert (tmp_path / ".env").read_bytes() == b'A=1\r\nCOOKIE_SECRET="one\\ntwo"\r\n'


PROGRAM = """
require("dotenv").config({ quiet: true });
const jwt = require("jsonwebtoken");
const jwtSecret = SECRET;
const [, , token] = process.argv;
console.log(token ? jwt.verify(token, jwtSecret).sub : jwt.sign({ sub: "7" }, jwtSecret));
"""
PACKAGES = {"dotenv": "16.6.1", "jsonwebtoken": "9.0.2"}
LITERALS = [
    "'keyboard cat # 1'",
    "`one\ntwo $HOME \\`three\\``",
    '"it\'s \\"so\\" \\\\ \\u{1f511}"',
    '"plain-0123456789"',
]


@pytest.mark.packages
@pytest.mark.parametrize("literal", LITERALS)
def test_tokens_stay_valid(tmp_path: Path, literal: str) -> None:
    planted(tmp_path, {})
    project(tmp_path, PACKAGES, {"app.js": PROGRAM.replace("SECRET", literal), "package.json": DOTENV})
    before = node(tmp_path, "app.js").strip()
    mend(tmp_path, "app.js", AUTH)
    assert literal not in (tmp_path / "app.js").read_text()
    after = node(tmp_path, "app.js").strip()
    for token in (before, after):
        assert node(tmp_path, "app.js", token).strip() == "7"
    (tmp_path / "app.js").write_text(PROGRAM.replace("SECRET", literal))
    assert node(tmp_path, "app.js", after, DOTENV_CONFIG_PATH="/nonexistent").strip() == "7"


TYPED = """
import jwt from 'jsonwebtoken'

export class Tokens {
  private readonly options = { secret: 'one' as string }
  constructor(private readonly secretKey = 'zYC2zAOLraw4CaBQsWcHjBiIPDI7BpGx') {}
  issue = (id: string): string => jwt.sign({ sub: id }, 'changeme-changeme')
  header(): string {
    return `Token ${'rqr9B33ajZSdmsLwJrZHFvdG'}`
  }
  read = (token: string) => jwt.verify(token, Buffer.from("wklXUfQI1y68RcL5Bs9TwBEOxdvCPpiG"))
}
export const apiKey: string = 'rqr9B33ajZSdmsLwJrZHFvdG'
"""
COMPILER = {"typescript": "5.9.3", "@types/node": "20.19.25", "@types/jsonwebtoken": "9.0.10"}
BRACKETS = {"noPropertyAccessFromIndexSignature": True}


@pytest.mark.packages
@pytest.mark.parametrize("extra", [{}, BRACKETS], ids=["strict", "brackets"])
def test_strict_typescript_still_compiles(tmp_path: Path, extra: dict[str, bool]) -> None:
    options = {
        "strict": True,
        "module": "nodenext",
        "noEmit": True,
        "esModuleInterop": True,
        "skipLibCheck": True,
        **extra,
    }
    settings = json.dumps({"compilerOptions": options, "files": ["a.ts"]})
    planted(tmp_path, {})
    project(tmp_path, COMPILER, {"a.ts": TYPED, "tsconfig.json": settings})
    for rule in (AUTH, GENERIC):
        while found(tmp_path, "a.ts", rule):
            mend(tmp_path, "a.ts", rule)
    mended = (tmp_path / "a.ts").read_text()
    assert mended.count("process.env") == 4
    assert node(tmp_path, "node_modules/typescript/bin/tsc", "-p", ".") == ""
