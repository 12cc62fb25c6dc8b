"""Broken code is normal input: every node of it has a value, every file its exports, calls and applications."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.semantics.library import LIBRARY
from tests.semantics.support import program

from nodeward.program.apps import apps
from nodeward.semantics.callsites import call_sites
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.shapes import elements, shape
from nodeward.semantics.sources import source_in
from nodeward.semantics.values import Array, Object, Site
from nodeward.syntax.nodes import walk

NAMES = frozenset(
    {"child_process.exec", "express", "express.App.get", "express.Response.cookie", "eval", *LIBRARY.returns}
)
SERVER = r"""
const express = require("express"), { exec: run, ...rest } = require("node:child_process");
import util, { promisify as p } from "node:util"; import * as fs from 'fs'; export * from "./lib.ts";
const app = express().set("x", 1); let later; later ??= p(run);
/** @param {import("express").Request} q @returns {import("express").Response} */
async function show(q, { cookie = run, ...more } = {}, [first, , third] = [1, , 3]) {
  const { a: { b = 1 }, [q.key]: c } = await import(`./${q.query.name}.js`), list = [...rest, , 2];
  for (const [k, v] of Object.entries(q.body)) { list.push(`${k}=${v}` + 'x' + 1 + -2 ** 3); }
  label: while (true) { switch (k) { case 1: var hoisted = this.x?.y?.[0]; break label; default: continue } }
  try { return (0, run)("ls " + q.params.id, (error, out) => cookie("sid", out, options)); } catch ({ message }) { throw new Error(message); } finally { delete options.secure; }
}
const options = { httpOnly: true, ...(later && { secure: true }), get name() { return "n" }, ['x' + 1]: 2, show, async *each() { yield* list; } };
options.sameSite = "lax"; Object.assign(options, { path: "/" }); options["domain"] ||= null;
app.get("/:id", wrap(show), [show, show.bind(null)]); app.use((e, q, s, n) => s.send(e.stack)); app.listen(3000);
module.exports = Object.freeze({ app, show, run: (x) => x ? run : rest.spawn }); exports.more = class extends Base { static #own = 1; };
"""
TYPED = r"""
import express, { type Request, Response as R } from "express"; import cp = require("child_process"); import run = cp.exec;
export enum Mode { A = "a", B, C = 1 << 3 } export type Alias<T extends Request> = Readonly<T> & { user: string } | null;
interface Parts extends express.Application { res: R; list(): Promise<R[]> } declare const outside: Parts; namespace N { export const x = 1; }
export abstract class Service<T> extends Base<T> implements Parts {
  @Inject() private readonly db!: Pool; static app: express.Express = express(); #secret = 'x' as const;
  constructor(private server: express.Express, public q?: Request) { super(); this.run = cp.exec.bind(null); this.server.use(this.handle); }
  handle = async (req: Request & { user: { id: string } }, res: Response | undefined): Promise<void> => { res!.cookie(`a${req.query.x}`, <string>req.body, { ...this.options }); };
  get options(): { secure: boolean } { return { secure: Mode.A satisfies string ? true : false }; } abstract todo<T>(x: T): x is T;
  protected async *items(this: Service<T>, ...rest: string[]) { yield this.db.query(`select ${rest[0]}`); }
}
export default new Service(express()); export { Service as "the service", type Alias as Other }; export = Service;
function over(x: string): string; function over(x: any) { return x?.y!.z ?? over`tagged ${x}`; }
"""
WORDS = st.sampled_from(
    [
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "`",
        "${",
        '"',
        "'",
        ".",
        "=>",
        "=",
        ",",
        "...",
        "await ",
        "class ",
        "return ",
        "/*",
        "//",
        "\n",
        "\ud800",
        "é",
    ]
)


@st.composite
def broken(draw: st.DrawFn, source: str) -> str:
    """A source with a few spans deleted, and a few signs put in their place."""
    text = source
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 60))
        text = text[:start] + draw(st.one_of(st.just(""), WORDS)) + text[start + length :]
    return text


def ask_everything(texts: dict[str, str]) -> int:
    """Asks every question about every node; the number of nodes."""
    found = program(texts)
    count = 0
    for path in texts:
        model = found.model(path)
        assert model is not None
        assert model.facts.document.root is not None
        for node in walk(model.facts.document.root):
            value = model.value(node)
            site = Site(model, node)
            source_in(site, ("http-request",))
            is_fixed(site)
            if isinstance(value, Object):
                shape(value)
            elif isinstance(value, Array):
                elements(value)
            count += 1
        call_sites(model, NAMES)
        found.exports(path)
        apps(found, path)
    return count


def test_whole_code() -> None:
    assert ask_everything({"/main.js": SERVER, "/lib.ts": TYPED}) > 1000


@given(broken(SERVER), broken(TYPED))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_broken_code(script: str, typed: str) -> None:
    assert ask_everything({"/main.js": script, "/lib.ts": typed})
