"""What the fixes of pages write really protects: mended servers and pages are run, and what they show is looked at."""

from pathlib import Path

import pytest
from tests.fixes.npm import node, project
from tests.mending import after, mended, proposals

from nodeward.fixes.fix import Fix
from nodeward.rulebook.rule import Example

PAGE = """const app = require("express")();

app.get("/", (req, res) => {
  res.send(`<h1>${req.query.q}</h1>`);
});
const server = app.listen(0, async () => {
  const answer = await fetch(`http://localhost:${server.address().port}/?q=<script>`);
  console.log(await answer.text());
  process.exit();
});
"""
DOM = """globalThis.location = { hash: "#<img src=x>" };
globalThis.document = { body: {} };
document.body.innerHTML = location.hash;
console.log(JSON.stringify(document.body));
"""


@pytest.mark.packages
@pytest.mark.parametrize("package", ["escape-html@1.0.3", "he@1.2.0", "lodash@4.17.21", "validator@13.15.15"])
def test_markup_in_a_parameter_is_shown_as_text(tmp_path: Path, package: str) -> None:
    name, _, version = package.partition("@")
    packages = {"express": "4.21.2", name: version}
    manifest = f'{{"dependencies": {{"{name}": "{version}"}}}}'
    example = Example(bad=PAGE, files={"package.json": manifest})
    (fix,) = proposals("reflected-xss", example)
    assert isinstance(fix, Fix)
    home = project(tmp_path, packages, {"app.js": after("reflected-xss", example, fix)})
    shown = node(home, "app.js")
    assert "<h1>" in shown
    assert "<script>" not in shown
    assert "script" in shown


def test_the_address_is_set_as_text(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(mended("dom-xss", DOM))
    assert node(tmp_path, "page.js").strip() == '{"textContent":"#<img src=x>"}'
