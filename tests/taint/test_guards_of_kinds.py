"""What makes a path, an address, a target of a redirect or a header harmless: once with a flow, once, one token later, without."""

import pytest
from tests.taint.support import flows, handler, split

from nodeward.taint.spec import Kind

BEFORE = """const fs = require("fs");
const path = require("path");
const url = require("url");
const ROOT = "/srv/files";
const BASE = "https://shop.example";
const HOSTS = new Set(["api.example"]);
"""
# Body of the handler, where `exec` stands for a place that reads its argument as the kind says.
PATHS = {
    "last part": "exec(path.join(ROOT, path.«normalize|basename»(req.query.x)));",
    "inside a root": "const full = path.resolve(ROOT, req.query.x); if («|!»full.startsWith(ROOT + path.sep)) return; exec(full);",
    "inside a root around": "const full = path.join(ROOT, req.query.x); if («req.xhr|full.startsWith(ROOT)») exec(full);",
    "indexOf a root": "const full = path.resolve(ROOT, req.query.x); if (full.indexOf(ROOT) «===|!==» 0) return; exec(full);",
    "slice of a root": (
        "const full = path.resolve(ROOT, req.query.x); if (full.slice(0, ROOT.length) «===|!==» ROOT) return; exec(full);"
    ),
    "not normalized": (
        "const full = «ROOT + '/' + req.query.x|path.join(ROOT, req.query.x)»; if (!full.startsWith(ROOT)) return; exec(full);"
    ),
    "not normalized at all": (
        "const full = «|path.normalize»(req.query.x); if (!full.startsWith('/srv/files/')) return; exec(full);"
    ),
    "relative": (
        "const full = path.resolve(ROOT, req.query.x); const rel = path.relative(ROOT, «__dirname|full»);"
        " if (rel.startsWith('..') || path.isAbsolute(rel)) return; exec(full);"
    ),
    "relative at once": (
        "const full = path.resolve(ROOT, req.query.x); if («|!»path.relative(ROOT, full).startsWith('..')) exec(full);"
    ),
    "relative itself": (
        "const rel = path.relative(ROOT, path.join(ROOT, req.query.x)); if («|!»rel.startsWith('..')) exec(path.join(ROOT, rel));"
    ),
    "beginning of what is not normalized": (
        "const rel = path.normalize(req.query.x); if («req.query.x|rel».startsWith('..')) return; exec(path.join(ROOT, rel));"
    ),
    "up refused": "const x = req.query.x; if (x.includes('«~|.»')) return; exec(path.join(ROOT, x));",
    "dots refused": "const x = req.query.x; if («|!»x.includes('..')) exec(path.join(ROOT, x));",
    "dots looked for": "const x = req.query.x; if (x.indexOf('..') «===|!==» -1) return; exec(path.join(ROOT, x));",
    "dots in an expression": "const x = req.query.x; if (/\\.«|\\.»/.test(x)) return; exec(path.join(ROOT, x));",
    "dots with a separator": "const x = req.query.x; if («|!»/(^|[\\\\/])\\.\\.([\\\\/]|$)/.test(x)) exec(path.join(ROOT, x));",
    "separators refused": "const x = req.query.x; if (/[«|/»\\\\]/.test(x)) return; exec(path.join(ROOT, x));",
    "other signs refused": "const x = req.query.x; if (/[^\\w«/|.»-]/.test(x)) return; exec(path.join(ROOT, x));",
    "separators taken out": "exec(path.join(ROOT, req.query.x.replace(/[«|/»\\\\]/g, '')));",
    "other signs taken out": "exec(path.join(ROOT, req.query.x.replace(/[^\\w«/|-»]/g, '')));",
    "dots taken out": "exec(path.join(ROOT, «req.query.x.replace(/\\.\\./g, '')|encodeURIComponent(req.query.x)»));",
    "dots taken out in front": (
        "exec(path.join(ROOT, path.«dirname|normalize»(req.query.x).replace(/^(\\.\\.(\\/|\\\\|$))+/, '')));"
    ),
    "anchored": "const x = req.query.x; if (!/^[\\w«/|.»-]+$/.test(x)) return; exec(path.join(ROOT, x));",
    "anchored at one end": "const x = req.query.x; if (!/^[\\w.-]+«|$»/.test(x)) return; exec(path.join(ROOT, x));",
    "matched": "const x = req.query.x; const ok = x.match(/^[\\w.-]+«|$»/); if (!ok) return; exec(path.join(ROOT, x));",
    "what the folder holds": (
        "const x = req.query.x; if (!fs.readdirSync(ROOT).includes(«req.ip|x»)) return; exec(path.join(ROOT, x));"
    ),
    "other name of the same place": (
        "const full = path.join(ROOT, req.query.x); const real = fs.realpathSync(«__dirname|full»);"
        " if (!real.startsWith(ROOT)) return; exec(full);"
    ),
    "number": "exec(path.join(ROOT, «String|Number»(req.query.x) + '.json'));",
    "extension alone": "exec(path.join(ROOT, 'a' + path.«normalize|extname»(req.query.x)));",
    "helper with a root": (
        "const full = path.resolve(ROOT, req.query.x); if (!inside(full)) return; exec(full);"
        " function inside(file) { return «Boolean(file)|file.startsWith(ROOT + path.sep)»; }"
    ),
    "helper that throws": (
        "exec(inside(req.query.x)); function inside(name) { const full = path.resolve(ROOT, name);"
        " if (!full.startsWith(ROOT)) «full.trim()|throw new Error()»; return full; }"
    ),
    "package that says so": (
        "const x = req.query.x; const { «isString|isSafePath» } = require('some-package'); if (!«isString|isSafePath»(x)) return;"
        " exec(path.join(ROOT, x));"
    ),
}
ADDRESSES = {
    "constant host": "exec(`https://api.example«|/»${req.query.x}`);",
    "host of a constant": "exec(BASE + '«|/»' + req.query.x);",
    "host from a setting": "exec(`${«req.query.y|process.env.API»}/${req.query.x}`);",
    "no host yet": "exec('https://' + «req.query.x|'a.example/' + req.query.x»);",
    "question": "exec(`«https://|/find?q=»${req.query.x}`);",
    "encoded": "exec(`https://${«String|encodeURIComponent»(req.query.x)}.example/`);",
    "number": "exec('http://' + «String|Number»(req.query.x));",
    "host compared": "const to = new URL(req.query.x); if (to.hostname «===|!==» 'api.example') return; exec(req.query.x);",
    "host compared, object used": "const to = new URL(req.query.x); if (to.host «===|!==» 'api.example') return; exec(to);",
    "host compared, text used": "const to = new URL(req.query.x); if (to.host «===|!==» 'api.example') return; exec(to.href);",
    "host compared, text made": (
        "const to = new URL(req.query.x); if (to.origin «===|!==» BASE) return; exec(to.toString());"
    ),
    "scheme compared": "const to = new URL(req.query.x); if (to.«protocol|host» !== 'api.example') return; exec(to.href);",
    "host in a list": "const to = new URL(req.query.x); if (!ALLOWED.includes(to.«protocol|hostname»)) return; exec(to.href);",
    "host in a set": "const to = new URL(req.query.x); if (!HOSTS.has(«req.ip|to.host»)) return; exec(req.query.x);",
    "host in a list at once": (
        "const x = req.query.x; if (!ALLOWED.includes(new URL(«req.query.y|x»).hostname)) return; exec(x);"
    ),
    "host by another name": (
        "const to = new URL(req.query.x); const host = to.«port|hostname»; if (!HOSTS.has(host)) return; exec(to.href);"
    ),
    "host taken out": (
        "const { «protocol|hostname» } = new URL(req.query.x); if (!HOSTS.has(«protocol|hostname»)) return; exec(req.query.x);"
    ),
    "host of url.parse": "const to = url.parse(req.query.x); if (to.«path|host» !== 'api.example') return; exec(req.query.x);",
    "end of a host": "const to = new URL(req.query.x); if (!to.hostname.endsWith('«|.»example.com')) return; exec(to.href);",
    "beginning": "const x = req.query.x; if (!x.startsWith('https://api.example«|/»')) return; exec(x);",
    "beginning of a constant": "const x = req.query.x; if (!x.startsWith(BASE + '«|/»')) return; exec(x);",
    "beginning in an expression": "const x = req.query.x; if (!/^https:\\/\\/api\\.example«|\\/»/.test(x)) return; exec(x);",
    "both schemes": "const x = req.query.x; if (!/«|^»https?:\\/\\/(?:www\\.)?api\\.example\\//i.test(x)) return; exec(x);",
    "any host": "const x = req.query.x; if (!/^https:\\/\\/«.*|api»\\.example\\//.test(x)) return; exec(x);",
    "allow-list": "const x = req.query.x; if (!ALLOWED.includes(«req.ip|x»)) return; exec(x);",
    "helper that parses": (
        "const x = req.query.x; if (!allowed(x)) return; exec(x);"
        " function allowed(text) { try { return «Boolean(new URL(text).host)|HOSTS.has(new URL(text).host)»; } catch { return false; } }"
    ),
}
REDIRECTS = {
    "own page": "exec('/«|page/»' + req.query.x);",
    "question": "exec('/«|?next=»' + req.query.x);",
    "encoded": "exec(«encodeURI|encodeURIComponent»(req.query.x));",
    "slash and no second": "const x = req.query.x; if (!x.startsWith('/') || x.startsWith('/«a|/»')) return; exec(x);",
    "slash and no second around": "const x = req.query.x; exec(x.startsWith('/') && «req.xhr|!x.startsWith('//')» ? x : '/');",
    "no second alone": "const x = req.query.x; if («req.xhr|!x.startsWith('/')») return; if (x.startsWith('//')) return; exec(x);",
    "signs": "const x = req.query.x; if (x[0] «===|!==» '/' || x[1] === '/') return; exec(x);",
    "characters": "const x = req.query.x; if (x.charAt(0) !== '/' || x.charAt(1) «!==|===» '/') return; exec(x);",
    "in an expression": "const x = req.query.x; if (!/^\\/«|(?!\\/)»/.test(x)) return; exec(x);",
    "in an expression with a class": "const x = req.query.x; if (!x.match(/^\\/[«/|^/\\\\»]/)) return; exec(x);",
    "in an expression with a letter": "const x = req.query.x; exec(/^\\/«|[a-z]»/.test(x) ? x : '/');",
    "same origin": "const to = new URL(req.query.x, BASE); if (to.origin «===|!==» BASE) return; exec(req.query.x);",
    "path alone": "exec(new URL(req.query.x, BASE).«href|pathname»);",
    "question alone": "const to = new URL(req.query.x, BASE); exec(to.«href|search»);",
    "helper": (
        "const x = req.query.x; exec(local(x) ? x : '/');"
        " function local(to) { return to.startsWith('/') && !to.startsWith('/«a|/»'); }"
    ),
    "package that says so": "const local = require('«url|is-local-url»'); const x = req.query.x; if (!local(x)) return; exec(x);",
    "one of two": "exec(req.query.x ? «req.query.x|'/a'» : '/b');",
    "base from a setting": "exec(«req.query.y|process.env.APP_URL» + req.query.x);",
}
HEADERS = {
    "lines taken out": "exec(req.query.x.replace(/[\\r«|\\n»]/g, ''));",
    "encoded": "exec(«decodeURIComponent|encodeURIComponent»(req.query.x));",
    "number": "exec(«String|Number»(req.query.x));",
    "letters": "const x = req.query.x; if (!/^[\\w «\\n|.»-]+$/.test(x)) return; exec(x);",
}
ALL = {
    (kind, name): code
    for kind, cases in (
        (Kind.PATH, PATHS),
        (Kind.URL, ADDRESSES),
        (Kind.REDIRECT, REDIRECTS),
        (Kind.HEADER, HEADERS),
    )
    for name, code in cases.items()
}
parametrized = pytest.mark.parametrize(("kind", "name"), ALL)


def found(kind: Kind, name: str, number: int) -> bool:
    code = handler(split(ALL[kind, name])[number], BEFORE)
    return any(each.flows for each in flows({"app.js": code}, "app.js", kind))


@parametrized
def test_it_flows(kind: Kind, name: str) -> None:
    assert found(kind, name, 0)


@parametrized
def test_one_token_makes_it_safe(kind: Kind, name: str) -> None:
    assert not found(kind, name, 1)
