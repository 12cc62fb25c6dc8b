"""In a real Neovim, with the real server, on whole projects: squiggles follow the typing and fixes reach the disk."""

import difflib
import json
import re
import shutil
import sysconfig
from dataclasses import replace
from pathlib import Path

import pytest
from tests.e2e import neovim
from tests.e2e.neovim import (
    Session,
    Step,
    erased,
    fixed,
    opened,
    saved,
    see,
    see_none,
    typed_after,
    typed_before,
)

pytestmark = pytest.mark.editor

PROJECTS = Path(__file__).resolve().parents[1] / "projects"
README = neovim.EDITOR / "README.md"
SERVER = Session(server=(str(Path(sysconfig.get_path("scripts")) / "nodeward"), "lsp"))
STRICT = replace(SERVER, settings={"nodeward": {"profile": "strict"}})


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return shutil.copytree(PROJECTS / "shop", tmp_path / "shop")


@pytest.fixture
def shop_ts(tmp_path: Path) -> Path:
    return shutil.copytree(PROJECTS / "shop-ts", tmp_path / "shop-ts")


def run(project: Path, steps: list[Step], session: Session = SERVER) -> None:
    outcome = neovim.play(project, steps, session)
    assert outcome.ok, outcome.story


def underlined(rule: str) -> str:
    """The text under the one squiggle of a rule in the shop."""
    expected = json.loads((PROJECTS / "shop.expected.json").read_text(encoding="utf-8"))
    findings: list[dict[str, str]] = expected["findings"]
    return next(finding["text"] for finding in findings if finding["rule"] == rule)


def changes(project: Path, file: str) -> tuple[list[str], list[str]]:
    """The lines that a file of the copy lost and gained, blank ones left out."""
    before = PROJECTS / project.name / file
    old = before.read_text(encoding="utf-8").splitlines() if before.exists() else []
    new = (project / file).read_text(encoding="utf-8").splitlines()
    difference = [line for line in difflib.ndiff(old, new) if line[2:].strip()]
    return [line[2:] for line in difference if line[0] == "-"], [
        line[2:] for line in difference if line[0] == "+"
    ]


def changed_files(project: Path) -> set[str]:
    files = {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()}
    sample = PROJECTS / project.name
    return {
        file
        for file in files
        if not (sample / file).exists() or (sample / file).read_bytes() != (project / file).read_bytes()
    }


def test_a_squiggle_goes_and_comes_back_with_the_text(shop: Path) -> None:
    rule, weakness = "tls-verify-disabled", ", rejectUnauthorized: false"
    run(
        shop,
        [
            opened("src/services/webhooks.js"),
            see(rule, underlined(rule)),
            erased(weakness),
            see_none(rule),
            *typed_after("keepAlive: true", weakness),
            see(rule, underlined(rule)),
            saved(),
        ],
    )
    assert changed_files(shop) == set()


def test_a_squiggle_appears_in_a_clean_handler(shop: Path) -> None:
    call = 'res.cookie("session_token", "1");'
    run(
        shop,
        [
            opened("src/controllers/catalogue.js"),
            see_none(),
            *typed_after("const { sort, page } = req.valid.query;", f"\n  {call}"),
            see("cookie-flags"),
            erased(call),
            see_none("cookie-flags"),
        ],
    )


def test_a_squiggle_stays_under_its_text_behind_other_scripts(shop: Path) -> None:
    rule = "tls-verify-disabled"
    run(
        shop,
        [
            opened("src/services/webhooks.js"),
            see(rule, underlined(rule)),
            *typed_before("rejectUnauthorized", "/* 😀 größer 日本 */ "),
            see(rule, underlined(rule)),
        ],
    )


def test_hints_live_on_beside_broken_code(shop: Path) -> None:
    run(
        shop,
        [
            opened("src/controllers/auth.js"),
            see("cookie-flags"),
            *typed_before("function logout(req, res) {", "if (wait.what({\n"),
            see("cookie-flags"),
        ],
    )


def test_the_fix_adds_helmet(shop: Path) -> None:
    run(shop, [opened("src/app.js"), fixed("helmet-missing"), see_none("helmet-missing"), saved()])
    added = ['const helmet = require("helmet");', "app.use(helmet());"]
    assert changes(shop, "src/app.js") == ([], added)
    assert changed_files(shop) == {"src/app.js"}


def test_the_fix_adds_helmet_to_the_dependencies_too(shop_ts: Path) -> None:
    run(shop_ts, [opened("src/app.ts"), fixed("helmet-missing"), see_none("helmet-missing"), saved()])
    assert changes(shop_ts, "src/app.ts") == ([], ["import helmet from 'helmet'", "app.use(helmet())"])
    assert "helmet" in json.loads((shop_ts / "package.json").read_text())["dependencies"]
    assert changed_files(shop_ts) == {"src/app.ts", "package.json"}


def test_the_fix_switches_exec_to_exec_file(shop: Path) -> None:
    rule = "shell-string-exec"
    run(shop, [opened("src/services/images.js"), fixed(rule), see_none(rule), saved()], STRICT)
    assert changes(shop, "src/services/images.js") == (
        [
            'const { exec } = require("node:child_process");',
            "  exec(`convert ${source} -resize 320x320 ${target}`, { timeout: 15_000 }, done);",
        ],
        [
            'const { execFile } = require("node:child_process");',
            '  execFile("convert", [source, "-resize", "320x320", target], { timeout: 15_000 }, done);',
        ],
    )


def test_the_fix_adds_the_missing_cookie_flags(shop: Path) -> None:
    run(shop, [opened("src/controllers/auth.js"), fixed("cookie-flags"), see_none("cookie-flags"), saved()])
    call = '    res.cookie("remember_token", tokens.issueRefresh(user), { httpOnly: true, maxAge: 14 * DAY'
    assert changes(shop, "src/controllers/auth.js") == (
        [f"{call} }});"],
        [f'{call}, secure: true, sameSite: "lax" }});'],
    )


def test_the_fix_moves_a_secret_to_the_environment(shop: Path) -> None:
    rule = "secret-generic"
    run(shop, [opened("src/services/sms.js"), fixed(rule), see_none(rule), saved()])
    value = underlined(rule).strip('"')
    lost, gained = changes(shop, "src/services/sms.js")
    assert lost == [f'  apiKey: "{value}",']
    name = re.fullmatch(r"  apiKey: process\.env\.([A-Z_]*API_KEY),", gained[0])
    assert name
    assert changes(shop, ".env") == ([], [f"{name[1]}={value}"])
    assert changes(shop, ".env.example") == ([], [f"{name[1]}="])
    assert ".env" in (shop / ".gitignore").read_text().splitlines()
    assert changed_files(shop) == {"src/services/sms.js", ".env", ".env.example", ".gitignore"}


def test_secrets_are_moved_one_after_the_other_before_anything_is_saved(tmp_path: Path) -> None:
    project = tmp_path / "app"
    project.mkdir()
    secrets = {"jwtSecret": "kT9-vQ27xLpa83NdWz61-hRfy", "sessionSecret": "mB4-xW91qRtz52LcYp08-dKjs"}
    lines = [f'exports.{name} = "{secret}";\n' for name, secret in secrets.items()]
    (project / "keys.js").write_text("".join(lines))
    (project / "package.json").write_text('{"name": "app"}\n')
    (project / ".gitignore").write_text("node_modules/\n")
    steps = [fixed("secret-generic", f'"{secret}"') for secret in secrets.values()]
    run(project, [opened("keys.js"), *steps, see_none(), saved()])
    written = {file: (project / file).read_text() for file in (".gitignore", ".env", ".env.example")}
    assert written == {
        ".gitignore": "node_modules/\n.env\n",
        ".env": "JWT_SECRET=kT9-vQ27xLpa83NdWz61-hRfy\nSESSION_SECRET=mB4-xW91qRtz52LcYp08-dKjs\n",
        ".env.example": "JWT_SECRET=\nSESSION_SECRET=\n",
    }


def test_saving_applies_the_safe_fixes_with_the_lua_of_the_readme(shop: Path) -> None:
    mine = replace(SERVER, lua=tuple(neovim.lua_blocks(README)))
    steps = [opened("src/partner/app.js"), see("hsts-weak"), saved()]
    run(shop, [*steps, see_none("hsts-weak")], mine)
    lost, gained = changes(shop, "src/partner/app.js")
    assert lost == ["app.use(helmet({ strictTransportSecurity: { maxAge: 86400 } }));"]
    assert gained == ["app.use(helmet({ strictTransportSecurity: { maxAge: 31536000 } }));"]


def test_a_file_of_secrets_that_git_would_keep_is_underlined(shop: Path) -> None:
    (shop / ".git").mkdir()
    run(shop, [opened(".env"), see("env-not-gitignored")])


def test_a_shell_script_starts_no_server(shop: Path) -> None:
    (shop / "build.sh").write_text("echo built\n")
    outcome = neovim.play(shop, [opened("build.sh")], replace(SERVER, patience=500))
    assert "waiting for the server" in outcome.problem, outcome.story
