"""After any sequence of edits a document is what a fresh reading of the client's text would be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodeward.syntax.document import Document, _tell
from nodeward.syntax.languages import Language
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit, apply_edit
from nodeward.text.lines import Encoding, Position, edit_from_client
from nodeward.text.span import Span

JAVASCRIPT = """#!/usr/bin/env node
'use strict'; // caf\u00e9 \U0001f600
const { exec: run } = require("child_process"), fs = require('fs');
/** Runs what a request asks for.
 * @param {import('express').Request} req */
async function* list(req, res, ...rest) {
  const name = req.query.name ?? `guest ${rest.length > 1 ? `${rest[0]}` : "none"}`;
  run(`ls -l ${name}`, { shell: true, cwd: __dirname }, (err, out) => { if (err) throw err; res.send(out) })
  for await (const [key, { value = 1 }] of rest) yield* key / 2 / value;
  label: while (i --> 0) { if (/[/"'`]\\/(?:a|b)+$/giu.test(name)) continue label; else break }
  return html`<p class="${name}">\U0001f680 ${/* who */ name}</p>`
}
class Store extends Map { #seen = new Set(); static { this.x = 0x1F }
  get size() { return this.#seen?.size ** 2 } set ['a' + 1](v) { delete this.v, void 0 } }
const page = <Page title="a &amp; b" {...props} on={() => go(1)}>text {/* note */}{items.map(i => <li key={i}>{i}</li>)}</Page>;
var \u00fcber = a ? b : c, re = x => ({ x, 'y': [ , 1e3, 10n], [z]: !0 });
export default page
"""
TYPESCRIPT = """import express, { type Request } from 'express'; import fs = require("fs")
/* \u2028 separators \u2029 and \u0085 */ const lines = '\u2028\u2029';
declare module "x" { export const y: number }
enum Role { Admin = 1 << 2, User = 'u' }
interface Row<T extends object = {}> extends Base { readonly id?: T['id']; [key: string]: unknown; (a: number): void }
type Pick2<T, K extends keyof T> = { -readonly [P in K]?: T[P] } & (A | `on${string}`) extends infer R ? R : never;
@Controller('users') export abstract class Users<T> implements Row<T> {
  private constructor(@Inject() private readonly db: Db, public name!: string) { super() }
  @Get(':id') async find(this: Users<T>, @Param('id') id: string = "\U0001f600"): Promise<Row<T>[]> {
    return (await this.db.query(`SELECT * FROM users WHERE id = ${id}`) as any)!.rows satisfies unknown[]
  }
}
function isRow(x: unknown): x is Row<any>; function isRow<T,>(x: T): boolean { return <boolean>(a < b) }
const f = <T,>(x: T): T => x, g = f<number>(1), h = new Map<string, Array<number>>(); let u!: unique symbol
namespace N.M { export import a = b.c } export type { Role } from './role.js'; export = Users
"""
TSX = """import * as React from 'react'
/* \U0001f600 */ type Props<T> = React.PropsWithChildren<{ html: string; items?: T[] }>
export const View: React.FC<Props<string>> = ({ html, items = [], ...rest }: Props<string>): JSX.Element => {
  const ref = useRef<HTMLDivElement>(null!)
  return <><div ref={ref} dangerouslySetInnerHTML={{ __html: html as string }} data-x='1' {...rest} />
    {items.map((item, i) => i % 2 ? <Item<string> key={item} a:b="c">{item}&nbsp;text</Item> : null)} {/* end */}
  </>
}
function pick<T extends object>(x: T, k: keyof T) { return x[k]! }
"""
JSON = """{ // settings
  "name": "caf\u00e9 \U0001f600 \\u2028", "version": "1.0.0", /* block */
  "scripts": { "start": "node . --port=1", "x": null },
  "list": [1, -2.5e3, true, false, [], {}, "\\"\\\\"]
}
"""
SEEDS = {
    Language.JAVASCRIPT: [JAVASCRIPT, "", "\ufeff" + JAVASCRIPT.replace("\n", "\r\n"), "a;\rb;\r\nc\n\x0cd"],
    Language.TYPESCRIPT: [TYPESCRIPT, "\ufeff", TYPESCRIPT.replace("\n", "\r\n"), "let a = '\ud83d';\rb"],
    Language.TSX: [TSX, TSX.replace("react'\n", "react';\r"), "\ufeff" + TSX],
    Language.JSON: [JSON, "\ufeff" + JSON.replace("\n", "\r\n"), '\r["\ud83d", 1]', ""],
    Language.PLAIN: ["API_KEY=x\r\nB=\u2028\ud83d\r\U0001f600\n"],
}
SNIPPETS = [
    *"(){}[]<>\"'`/\\;,.:=+-*!?#@ $x1\n\r\t\x00",
    *[
        "\r\n",
        "\n\n",
        "\u2028",
        "\u0085",
        "\x0c",
        "\ufeff",
        "\u00e9",
        "\U0001f600",
        "\ud83d",
        "\ude00",
        "\udfff",
    ],
    *["/*", "*/", "//", "/** a */", "${", "=>", "</", "/>", "<a>", "</a>", "<!--", "-->", '"s"', "`t${u}`"],
    *["eval(x)", "if (a) { b() }\n", "else ", "async ", "function f() {}", "/a[/]b/g", "let \u00fc = 1\r\n"],
    *[": string", "<T>", "as any", '"k": [1, {}],', "true", "return\n", "#p", "0x1f", "...", "?.", "\r\r\n"],
]


@dataclass(frozen=True)
class Step:
    """One edit, to be fitted to whatever text it meets: `size` code units at `place` give way to `new`."""

    place: int
    size: int
    new: str
    undo: bool = False  # take back the last step that is not yet taken back, instead
    more: bool = False  # sent in one event with the step that follows


@dataclass
class Client:
    """An editor's own idea of a text: UTF-16 code units, and the edits that take back what was done."""

    units: list[int]
    done: list[tuple[int, int, list[int]]]
    encoding: Encoding

    def edit(self, step: Step) -> tuple[Position, Position, str] | None:
        """Makes one step; what it sends, or None where there is nothing to do."""
        if step.undo and self.done:
            start, size, new = self.done.pop()
            if (start, start + size) == (self._seat(start), self._seat(start + size)):
                return self._replace(start, start + size, new)
            self.done.clear()  # the step left a place, inside a CRLF or a pair, that no position can name
            return None
        start = self._seat(step.place % (len(self.units) + 1))
        end = self._seat(min(start + step.size, len(self.units)))
        new = units(step.new)
        self.done.append((start, len(new), self.units[start:end]))
        return self._replace(start, end, new)

    def _replace(self, start: int, end: int, new: list[int]) -> tuple[Position, Position, str]:
        sent = self._position(start), self._position(end), string(new)
        self.units[start:end] = new
        return sent

    def _seat(self, at: int) -> int:
        """The next place before `at` that a position can name."""
        if 0 < at < len(self.units) and self.units[at - 1 : at + 1] == [13, 10]:
            return at - 1
        if self.encoding is not Encoding.UTF16 and splits(self.units, at):
            return at - 1
        return at

    def _position(self, at: int) -> Position:
        line, start = 0, 0
        for index, unit in enumerate(self.units[:at]):
            if unit == 10 or (unit == 13 and self.units[index + 1 : index + 2] != [10]):
                line, start = line + 1, index + 1
        return Position(line, width(self.units[start:at], self.encoding))


def units(text: str) -> list[int]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[i] | raw[i + 1] << 8 for i in range(0, len(raw), 2)]


def string(code_units: Sequence[int]) -> str:
    """What the JSON of a message reads as: pairs are one character."""
    text = ""
    for unit in code_units:
        if 0xDC00 <= unit <= 0xDFFF and text and "\ud800" <= text[-1] <= "\udbff":
            text = text[:-1] + chr(0x10000 + ((ord(text[-1]) - 0xD800) << 10) + unit - 0xDC00)
        else:
            text += chr(unit)
    return text


def splits(code_units: Sequence[int], at: int) -> bool:
    pair = code_units[at - 1 : at + 1] if at else []
    return len(pair) == 2 and 0xD800 <= pair[0] <= 0xDBFF and 0xDC00 <= pair[1] <= 0xDFFF


def width(code_units: Sequence[int], encoding: Encoding) -> int:
    if encoding is Encoding.UTF16:
        return len(code_units)
    text = string(code_units)
    return len(text) if encoding is Encoding.UTF32 else len(text.encode("utf-8", "surrogatepass"))


def play(document: Document, client: Client, steps: Sequence[Step]) -> Iterator[Document]:
    """The documents after each event; the client's text changes along with them."""
    edits: list[Edit] = []
    text, lines = document.text, document.lines
    for step in steps:
        sent = client.edit(step)
        if sent is None:
            continue
        edit = edit_from_client(text, lines, (sent[0], sent[1]), sent[2], client.encoding)
        text = apply_edit(text, edit)
        lines = lines.splice(text, edit)
        edits.append(edit)
        if step.more:
            continue
        document = document.change(edits)
        edits = []
        yield document
    if edits:
        yield document.change(edits)


def shape(node: Node) -> list[tuple[object, ...]]:
    """A tree as plain data, in preorder: types, bytes, rows, field names, depth."""
    seen: list[tuple[object, ...]] = []
    cursor = node.walk()
    while True:
        here = cursor.node
        assert here is not None
        seen.append(
            (
                cursor.depth,
                cursor.field_name,
                here.type,
                here.start_byte,
                here.end_byte,
                here.start_point,
                here.end_point,
                here.is_named,
                here.is_extra,
            )
        )
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return seen


def assert_fresh(document: Document, client: Client) -> None:
    """The document is the client's, and what reading it from nothing gives."""
    assert document.text == string(client.units).encode("utf-8", "surrogatepass")
    fresh = Document.open(document.path, document.text, document.language)
    assert document == fresh
    assert document.lines == fresh.lines
    assert dict(document.words) == dict(fresh.words)
    if document.root is None or fresh.root is None:
        assert document.language is Language.PLAIN
        return
    assert document.has_error == fresh.has_error
    if not document.has_error:
        assert shape(document.root) == shape(fresh.root)


def opened(language: Language, seed: int, encoding: Encoding) -> tuple[Document, Client]:
    text = SEEDS[language][seed % len(SEEDS[language])]
    raw = text.encode("utf-8", "surrogatepass")
    return Document.open("/work/file", raw, language), Client(units(text), [], encoding)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    text=st.lists(st.sampled_from(["a", "\n", "\r\n", "\r", "\U0001f600", " "]), max_size=8).map("".join),
    bounds=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    new=st.sampled_from(["", "b", "\n", "c\r\n\U0001f600d", "\r", "\n\n "]),
)
def test_the_tree_is_told_the_right_rows_and_columns(text: str, bounds: tuple[int, int], new: str) -> None:
    before = Document.open("/a.js", text.encode())
    start, end = sorted(min(bound, len(before.text)) for bound in bounds)
    edit = Edit(Span(start, end), new.encode())
    after = Document.open("/a.js", apply_edit(before.text, edit))
    assert before.tree is not None
    told = before.tree.copy()
    _tell(told, before.text, before.lines, edit)
    assert after.root is not None
    assert told.root_node.end_byte == len(after.text)
    assert told.root_node.end_point == after.root.end_point


step_strategy = st.builds(
    Step,
    place=st.integers(0, 5000),
    size=st.one_of(st.just(0), st.integers(1, 40)),
    new=st.one_of(st.just(""), st.sampled_from(SNIPPETS)),
    undo=st.booleans(),
    more=st.sampled_from([False, False, False, True]),
)


@pytest.mark.parametrize("language", Language)
@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 3),
    encoding=st.sampled_from(Encoding),
    steps=st.lists(step_strategy, min_size=1, max_size=12),
)
def test_a_changed_document_is_a_fresh_one(
    language: Language, seed: int, encoding: Encoding, steps: list[Step]
) -> None:
    document, client = opened(language, seed, encoding)
    for changed in play(document, client, steps):
        assert_fresh(changed, client)


def random_steps(random: Random) -> list[Step]:
    """As the strategy above draws them, in longer runs that keep coming back to a text without errors."""
    return [
        Step(
            place=random.randrange(5000),
            size=random.choice([0, 0, 1, 2, random.randrange(40)]),
            new=random.choice(["", random.choice(SNIPPETS)]),
            undo=random.random() < 0.55,
            more=random.random() < 0.2,
        )
        for _ in range(40)
    ]


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.PLAIN])
def test_long_runs_break_and_mend_the_tree(language: Language) -> None:
    random = Random(language.value)
    grew = shrank = whole = broke = mended = 0
    for run in range(16):
        before, client = opened(language, run, random.choice(list(Encoding)))
        for after in play(before, client, random_steps(random)):
            assert_fresh(after, client)
            grew += len(after.text) > len(before.text)
            shrank += len(after.text) < len(before.text)
            whole += not after.has_error
            broke += after.has_error and not before.has_error
            mended += before.has_error and not after.has_error
            before = after
    assert shrank >= grew / 2
    assert grew >= shrank / 2
    assert min(broke, mended) >= 20
    assert whole >= 80
