"""An editor and CI never disagree: the server shows what a scan prints, on whole projects and whatever they decide."""

import json
import shutil
from pathlib import Path

import pytest
from tests.e2e.both_faces import Scan, Shown, files_of, scanned, shown
from tests.fixes import npm
from tests.lsp.editor import MODES

pytestmark = pytest.mark.asyncio
every_mode = pytest.mark.parametrize("mode", MODES)

PROJECTS = Path(__file__).resolve().parents[1] / "projects"
AUDIT = '{"profile": "audit"}\n'
APP = "src/app.js"
# Applications as npm has them: names, versions and how many findings they hold at least.
PUBLISHED = [("json-server@0.17.4", 3), ("ungit@1.5.28", 5)]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return shutil.copytree(PROJECTS / "shop", tmp_path / "shop")


def edited(path: Path, old: str, new: str) -> str:
    """The text of a file with one place changed."""
    text = path.read_bytes().decode()
    assert text.count(old) == 1
    return text.replace(old, new)


async def both(root: Path, mode: str) -> tuple[Scan, Shown]:
    """A scan of a project, and the server with every file of it open; they are the same."""
    scan, files = scanned(root), files_of(root)
    assert files
    server = await shown(root, mode, files)
    assert server.said == scan.said
    assert scan.looked_at <= len(files)
    return scan, server


@every_mode
@pytest.mark.parametrize("project", ["shop", "shop-ts"])
async def test_a_sample_project_has_one_answer(project: str, mode: str, tmp_path: Path) -> None:
    root = shutil.copytree(PROJECTS / project, tmp_path / project)
    (root / "nodeward.json").write_text(AUDIT)
    scan, server = await both(root, mode)
    expected = json.loads((PROJECTS / f"{project}.expected.json").read_text())["findings"]
    assert len(scan.said) >= len(expected)
    assert (scan.status, scan.complaints, server.complaints) == (1, (), ())


@pytest.mark.packages
@pytest.mark.parametrize(("package", "least"), PUBLISHED)
async def test_a_published_application_has_one_answer(package: str, least: int, tmp_path: Path) -> None:
    root = shutil.copytree(npm.unpacked(package), tmp_path / "application")
    (root / "nodeward.json").write_text(AUDIT)
    scan, _ = await both(root, "push")
    assert len(scan.said) >= least


async def test_settings_of_the_client_and_of_the_command_line_have_one_answer(shop: Path) -> None:
    name = "src/services/pricing.js"
    strict, recommended = scanned(shop, "--profile", "strict", name), scanned(shop, name)
    assert strict.said
    assert not recommended.said
    files = {name: (shop / name).read_bytes().decode()}
    assert (await shown(shop, "push", files, {"profile": "strict"})).said == strict.said
    assert (await shown(shop, "push", files)).said == recommended.said


UNSAVED = [
    # What is written instead of what; the rules that are then told.
    ("app.use(cors());\n", 'app.use(require("helmet")());\n', {"static-exposure"}),
    ("app.set(", "/* 😀 größer 日本 */ app.set(", {"cors-wildcard", "helmet-missing", "static-exposure"}),
    ("\n", "\r\n", {"cors-wildcard", "helmet-missing", "static-exposure"}),
    ("app.use(shopSession);\n", "app.use(shopSession;\nif (", {"cors-wildcard", "static-exposure"}),
    ('app.use("/api", customerRoutes);', 'app.get("/", (q, r) => r.cookie("sid", q.id));', {"cookie-flags"}),
]


@every_mode
@pytest.mark.parametrize(("old", "new", "told"), UNSAVED)
async def test_unsaved_text_has_one_answer(shop: Path, mode: str, old: str, new: str, told: set[str]) -> None:
    text = (shop / APP).read_bytes().decode().replace(old, new)
    scan = scanned(shop, "--stdin", "--stdin-filename", APP, text=text)
    assert told <= {one.rule for one in scan.said}
    assert (await shown(shop, mode, {APP: text})).said == scan.said


@every_mode
async def test_a_file_that_was_never_saved_has_one_answer(shop: Path, mode: str) -> None:
    text = 'const { mail } = require("../config");\nmodule.exports = (req, res) => res.cookie("sid", mail);\n'
    name = "src/controllers/fresh.js"
    scan = scanned(shop, "--stdin", "--stdin-filename", name, text=text)
    assert {one.rule for one in scan.said} == {"cookie-flags"}
    assert (await shown(shop, mode, {name: text})).said == scan.said


async def test_a_byte_order_mark_has_one_answer(shop: Path) -> None:
    text = 'require("https").get("https://example.org", { rejectUnauthorized: false });\n'
    (shop / "src" / "marked.js").write_bytes(b"\xef\xbb\xbf" + text.encode())
    scan, _ = await both(shop, "push")
    (found,) = [one for one in scan.said if one.file == "src/marked.js"]
    assert found.start == (0, text.index("reject"))


COMMENTS = {
    # The place, the comment before it, and what is then told of the comment or of the line.
    "src/services/webhooks.js": (
        "const agent = new",
        "// nodeward-disable-next-line tls-verify-disabled -- renewed in May\n",
        None,
    ),
    "src/services/coupons.js": (
        '"use strict";',
        "/* nodeward-disable insecure-random */\n",
        "suppression-without-reason",
    ),
    "src/services/erp.js": (
        '"use strict";',
        "/* nodeward-disable tls-weak-version until 2020-01-01 -- soon */\n",
        "suppression-expired",
    ),
    "src/services/sms.js": (
        '"use strict";',
        "// nodeward-disable-next-line helmet-missing -- not here\n",
        "suppression-unused",
    ),
    "src/logger.js": (
        '"use strict";',
        "// nodeward-disable-line no-such-rule -- really\n",
        "suppression-unknown-rule",
    ),
}


async def test_suppressions_have_one_answer(shop: Path) -> None:
    before = scanned(shop)
    for name, (place, comment, _) in COMMENTS.items():
        (shop / name).write_text(edited(shop / name, place, comment + place))
    scan, _ = await both(shop, "push")
    told = {one.file: one.rule for one in scan.said if one.rule.startswith("suppression-")}
    assert told == {name: notice for name, (*_, notice) in COMMENTS.items() if notice}
    gone = {one.rule for one in before.said} - {one.rule for one in scan.said}
    assert gone == {"tls-verify-disabled", "insecure-random"}


WRONG = [
    ('{"profil": "strict"}', "`profil`"),
    ('{"profile": "strictest"}', "`profile`"),
    ('{"rules": {"no-such-rule": "off"}}', "`rules.no-such-rule`"),
    ('{"rules": ', "nodeward.json"),
]


@pytest.mark.parametrize(("settings", "named"), WRONG)
async def test_a_wrong_setting_is_told_by_both(shop: Path, settings: str, named: str) -> None:
    text = (shop / APP).read_bytes().decode()
    default = scanned(shop, APP)
    (shop / "nodeward.json").write_text(settings)
    scan, server = scanned(shop, APP), await shown(shop, "push", {APP: text})
    assert (scan.status, scan.said) == (2, ())
    assert named in scan.complaints[0]
    assert server.complaints == scan.complaints
    # An editor goes on with the default.
    assert server.said == default.said != ()
