"""What makes a value harmless depends on as what it is read: as a link, as markup, as something that is to stay secret."""

import pytest
from tests.taint.support import flows, handler, split

from nodeward.taint.spec import Kind

# Kind of the sink, body of the handler. `«a|b»`: a flows, b is safe.
CASES: dict[str, tuple[Kind, str]] = {
    "link: scheme compared": (
        Kind.LINK,
        "const x = req.query.x; if (new URL(x).«search|protocol» === 'https:') exec(x);",
    ),
    "link: scheme in a list": (
        Kind.LINK,
        "const x = req.query.x; if (ALLOWED.includes(new URL(x).«search|protocol»)) exec(x);",
    ),
    "link: expression": (Kind.LINK, "const x = req.query.x; if (/^«java|https?:»/.test(x)) exec(x);"),
    "link: begins": (Kind.LINK, "const x = req.query.x; if (x.startsWith('«javascript|https»:')) exec(x);"),
    "link: constant in front": (Kind.LINK, "exec(`«javascript:| /a/»${req.query.x}`);"),
    "link: unknown in front": (Kind.LINK, "exec(`${«''|next»}${req.query.x}`);"),
    "markup: a whole object": (Kind.HTML, "exec(req.query«.x|»);"),
    "markup: encoded": (Kind.HTML, "exec(Buffer.from(req.query.x).toString(«'utf8'|'base64'»));"),
    "path: encoded": (Kind.PATH, "exec(Buffer.from(req.query.x).toString(«'base64'|'hex'»));"),
    "markup: written out": (Kind.HTML, "exec(«JSON.stringify|Number»(req.query));"),
    "log: a whole object": (Kind.LOG, "exec(req.body«.x|»);"),
    "confidential: a part": (Kind.CONFIDENTIAL, "exec(req.query.x.slice(«7|0, 4»));"),
    "confidential: the end": (Kind.CONFIDENTIAL, "exec(req.query.x.slice(«7|-4»));"),
    "confidential: one character": (Kind.CONFIDENTIAL, "exec(req.query.x.«trim|charAt»(0));"),
    "confidential: masked": (Kind.CONFIDENTIAL, "exec(req.query.x.replace(«'Bearer '|/./g», '*'));"),
    "confidential: a helper that masks": (
        Kind.CONFIDENTIAL,
        "const «show|mask» = (y) => y; exec(«show|mask»(req.query.x));",
    ),
    "confidential: a helper that escapes": (
        Kind.CONFIDENTIAL,
        "const «escape2|hash» = (y) => y; exec(«escape2|hash»(req.query.x));",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_flows_until_one_token_makes_it_safe(name: str) -> None:
    kind, body = CASES[name]
    bad, good = ({"app.js": handler(code)} for code in split(body))
    assert any(each.flows for each in flows(bad, "app.js", kind))
    assert not any(each.flows for each in flows(good, "app.js", kind))
