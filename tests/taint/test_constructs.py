"""Every construct of the language that carries a value: once with a flow, once, one token later, without."""

import pytest
from tests.taint.support import HELPER, flows, handler, renamed, split

# Name, body of the handler, what stands before it. `«a|b»`: a flows, b is safe.
CONSTRUCTS: dict[str, tuple[str, str]] = {
    "reassignment": ("let dir = req.query.x; dir = «dir|'a'»; exec(dir);", ""),
    "reassigned before": ("let dir = 'a'; dir = «req.query.x|'b'»; exec(dir);", ""),
    "reassigned after": ("let dir = «req.query.x|'b'»; exec(dir); dir = req.query.y;", ""),
    "one branch": ("let dir = 'a'; if (req.xhr) { dir = «req.query.x|'b'»; } exec(dir);", ""),
    "both branches": (
        "let dir = req.query.x; if (req.xhr) { dir = 'a'; } else { dir = «req.query.x|'b'»; } exec(dir);",
        "",
    ),
    "branch that leaves": (
        "let dir = 'a'; if (req.xhr) { dir = req.query.x; «next|return next»(); } exec(dir);",
        "",
    ),
    "else if": (
        "let dir; if (req.xhr) dir = 'a'; else if (req.fresh) dir = «req.query.x|'b'»; else dir = 'c'; exec(dir);",
        "",
    ),
    "loop": (
        "let dir = 'a'; for (let i = 0; i < 3; i++) { exec(dir); dir = «req.query.x|'b'»; }",
        "",
    ),
    "while": ("let dir = ''; while (dir.length < 9) { dir += «req.query.x|'b'»; } exec(dir);", ""),
    "for of": ("for (const item of req.«query|list».x) exec(item);", ""),
    "for in": ("for (const key in «req.query|ALLOWED») exec(key);", ""),
    "try": ("let dir = 'a'; try { dir = «req.query.x|'b'»; next(); } catch { next(); } exec(dir);", ""),
    "catch": ("let dir = 'a'; try { next(); } catch { dir = «req.query.x|'b'»; } exec(dir);", ""),
    "finally": (
        "let dir = req.query.x; try { next(); } finally { dir = «req.query.x|'b'»; } exec(dir);",
        "",
    ),
    "switch": (
        "let dir = 'a'; switch (req.method) { case 'GET': dir = «req.query.x|'b'»; break; default: dir = 'c'; } exec(dir);",
        "",
    ),
    "switch falls through": (
        "switch (req.method) { case 'GET': var dir = req.query.x; «|break;» case 'PUT': exec(dir); }",
        "",
    ),
    "early return": ("let dir = req.query.x; if (!dir) return; exec(«dir|'b'»);", ""),
    "or": ("const dir = «req.query.x|req.app» || 'a'; exec(dir);", ""),
    "nullish": ("const dir = ALLOWED[9] ?? «req.query.x|'b'»; exec(dir);", ""),
    "and": ("const dir = req.xhr && «req.query.x|'b'»; exec(dir);", ""),
    "replaced": ("let dir = req.query.x; if («|!»ALLOWED.includes(dir)) dir = 'a'; exec(dir);", ""),
    "replaced in a block": (
        "let dir = req.query.x; if («req.xhr|!ALLOWED.includes(dir)») { log(dir); dir = 'a'; } exec('ls ' + dir);",
        "",
    ),
    "replaced by another": (
        "let dir = req.query.x; if (!ALLOWED.includes(dir)) dir = «req.query.y|'a'»; exec(dir);",
        "",
    ),
    "replaced perhaps": (
        "let dir = req.query.x; if (!ALLOWED.includes(dir)) { «if (req.xhr) dir = 'a';|dir = 'a';» } exec(dir);",
        "",
    ),
    "given again behind": (
        "let dir = req.query.x; if (!ALLOWED.includes(dir)) dir = 'a'; dir = «req.query.y|'b'»; exec(dir);",
        "",
    ),
    "replaced parameter": (
        "fn(req.query.x);",
        "function fn(dir) { if (!ALLOWED.includes(«'b'|dir»)) dir = 'a'; exec(dir); } const ALLOWED = ['a', 'b'];",
    ),
    "ternary": ("exec(req.xhr ? 'a' : «req.query.x|'b'»);", ""),
    "destructuring": ("const { «query|app»: { x: dir } } = req; exec(dir);", ""),
    "default in a pattern": ("const { dir = «req.query.x|'b'» } = {}; exec(dir);", ""),
    "array pattern": ("const [one, two] = ['a', req.query.x]; exec(«two|one»);", ""),
    "rest in a pattern": ("const { one, ...out } = { one: 'a', two: «req.query.x|'b'» }; exec(out.two);", ""),
    "spread": ("const obj = { ...{ one: req.query.x }, two: 'a' }; exec(obj.«one|two»);", ""),
    "later member hides": ("const obj = { ...{ one: req.query.x }, «two|one»: 'a' }; exec(obj.one);", ""),
    "spread of arguments": (
        "const list = ['a', «req.query.x|'b'»]; fn(...list);",
        "function fn(one, two) { exec(two); }",
    ),
    "rest of arguments": ("fn('a', «req.query.x|'b'»);", "function fn(one, ...list) { exec(list[0]); }"),
    "arguments": ("fn('a', «req.query.x|'b'»);", "function fn() { exec(arguments[1]); }"),
    "template": ("exec(`ls ${«req.query.x|'b'»}`);", ""),
    "tagged template": ("exec(String.raw`ls ${«req.query.x|'b'»}`);", ""),
    "own tag": ("exec(fn`ls ${«req.query.x|'b'»}`);", "function fn(one, two) { return two; }"),
    "optional chaining": ("exec(req?.«query|app»?.x);", ""),
    "await": ("exec(await «req.query.x|'b'»);", ""),
    "await of an async function": (
        "exec(await fn(«req.query.x|'b'»));",
        "async function fn(one) { return one; }",
    ),
    "generator": (
        "for (const item of fn(«req.query.x|'b'»)) exec(item);",
        "function* fn(one) { yield one; }",
    ),
    "getter": ("const obj = { get one() { return «req.query.x|'b'»; } }; exec(obj.one);", ""),
    "getter of a class": (
        "exec(new Job(req.query.x).«one|two»);",
        "class Job { constructor(value) { this.value = value; } get one() { return this.value; } get two() { return 'a'; } }",
    ),
    "object literal": ("const obj = { one: req.query.x, two: 'a' }; exec(obj.«one|two»);", ""),
    "nested object": ("const obj = { one: { two: req.query.x } }; exec(obj.one.«two|key»);", ""),
    "member assigned": ("const obj = {}; obj.one = req.query.x; exec(obj.«one|two»);", ""),
    "member assigned anew": (
        "const obj = { one: req.query.x }; obj.one = «req.query.x|'b'»; exec(obj.one);",
        "",
    ),
    "computed member": ("const obj = {}; obj[req.ip] = «req.query.x|'b'»; exec(obj.one);", ""),
    "constant key": ("const obj = { one: req.query.x, two: 'a' }; exec(obj['«one|two»']);", ""),
    "Object.assign": ("const obj = Object.assign({}, { one: «req.query.x|'b'» }); exec(obj.one);", ""),
    "array": ("const list = ['a', req.query.x]; exec(list[«1|0»]);", ""),
    "push": ("const list = []; list.push(«req.query.x|'b'»); exec(list[0]);", ""),
    "join": ("exec(['ls', «req.query.x|'b'»].join(' '));", ""),
    "Map": ("const out = new Map(); out.set('one', req.query.x); exec(out.get('«one|two»'));", ""),
    "class field": (
        "new Job(«req.query.x|'b'»).start();",
        "class Job { constructor(value) { this.value = value; } start() { exec(this.value); } }",
    ),
    "declared field": (
        "const job = new Job(); job.value = «req.query.x|'b'»; exec(job.value);",
        "class Job { value = 'a'; }",
    ),
    "prototype": (
        "new Job(«req.query.x|'b'»).start();",
        "function Job(value) { this.value = value; } Job.prototype.start = function () { exec(this.value); };",
    ),
    "one object of two": (
        "const one = new Job(req.query.x), two = new Job('b').same(); one.start(); exec(«one|two».command());",
        "class Job { constructor(value) { this.value = value; } same() { return this; } start() {} command() { return this.value; } }",
    ),
    "own method of a prototype": (
        "new Job(«req.query.x|'b'»).start();",
        "function Job(value) { this.value = value; } Job.prototype.cmd = function () { return this.value; };\nJob.prototype.start = function () { const self = this; exec(self.cmd()); };",
    ),
    "own method of a prototype's literal": (
        "new Job(«req.query.x|'b'»).start();",
        "function Job(value) { this.value = value; }\nJob.prototype = { cmd: function () { return this.value; }, start() { exec(this.cmd()); } };",
    ),
    "method under a name": (
        "const slice = Array.prototype.slice; exec(slice.call([«req.query.x|'b'»], 0)[0]);",
        "",
    ),
    "elements that moved": ("const list = ['a', «req.query.x|'b'»]; list.shift(); exec(list[0]);", ""),
    "own function unless another": (
        "const run = options.run || fn; exec([«req.query.x|'b'»].map(run)[0]);",
        "function fn(value) { return value; }",
    ),
    "inherited": (
        "new Two(«req.query.x|'b'»).start();",
        "class Job { constructor(value) { this.value = value; } } class Two extends Job { start() { exec(this.value); } }",
    ),
    "parameter to return": ("exec(fn(«req.query.x|'b'»));", "function fn(value) { return 'ls ' + value; }"),
    "only one call": (
        "fn(req.query.x); exec(fn(«req.query.x|'b'»));",
        "function fn(value) { return value; }",
    ),
    "parameter to sink": ("fn(«req.query.x|'b'»);", "function fn(value) { exec(value); }"),
    "parameter to callback": (
        "fn(«req.query.x|'b'», (value) => exec(value));",
        "function fn(value, done) { done(value); }",
    ),
    "parameter to field": (
        "const obj = {}; fn(obj, «req.query.x|'b'»); exec(obj.one);",
        "function fn(out, value) { out.one = value; }",
    ),
    "captured variable": ("const dir = «req.query.x|'b'»; const run = () => exec(dir); run();", ""),
    "captured parameter": (
        "fn(«req.query.x|'b'»)();",
        "function fn(value) { return () => exec(value); }",
    ),
    "recursion": (
        "fn(«req.query.x|'b'», 3);",
        "function fn(value, one) { if (one) fn(value, one - 1); else exec(value); }",
    ),
    "recursion by its own name": (
        "fn('a', «req.query.x|'b'»);",
        "const fn = function own(value, next) { if (next) own(next); else exec(value); };",
    ),
    "mutual recursion": (
        "one(«req.query.x|'b'»);",
        "function one(value) { two(value); } function two(value) { if (value) one(value); exec(value); }",
    ),
    "map": ("exec([«req.query.x|'b'»].map((item) => 'ls ' + item)[0]);", ""),
    "Array.from": ("exec(Array.from([1], () => «req.query.x|'b'»)[0]);", ""),
    "forEach": ("[«req.query.x|'b'»].forEach((item) => exec(item));", ""),
    "filter": ("exec([«req.query.x|'b'»].filter(Boolean)[0]);", ""),
    "reduce": ("exec([«req.query.x|'b'»].reduce((out, item) => out + item, 'ls'));", ""),
    "reduce to what came before": (
        "const obj = { one: 'a' }; ['k'].reduce((out, item) => { exec(out.«one|two»); return { one: req.query.x }; }, obj);",
        "",
    ),
    "then": ("Promise.resolve(«req.query.x|'b'»).then((value) => exec(value));", ""),
    "new Promise": ("exec(await new Promise((resolve) => resolve(«req.query.x|'b'»)));", ""),
    "Promise.all": ("const [one] = await Promise.all([«req.query.x|'b'»]); exec(one);", ""),
    "callback with an error first": (
        "fn(«req.query.x|'b'», (err, value) => exec(value));",
        "function fn(value, done) { setTimeout(() => done(null, value), 1); }",
    ),
    "emitter": (
        "const bus = new (require('events'))(); bus.on('job', (value) => exec(value)); bus.emit('job', «req.query.x|'b'»);",
        "",
    ),
    "call": ("fn.call(null, «req.query.x|'b'»);", "function fn(value) { exec(value); }"),
    "apply": ("fn.apply(null, [«req.query.x|'b'»]);", "function fn(value) { exec(value); }"),
    "middleware stores": (
        "exec(req.«job|two»);",
        "app.use((req, res, next) => { req.job = req.query.x; next(); });",
    ),
    "locals": (
        "exec(res.locals.«job|two»);",
        "app.use((req, res, next) => { res.locals.job = req.query.x; next(); });",
    ),
    "string method": ("exec(«req.query.x|ALLOWED[0]».trim().toLowerCase());", ""),
    "split": ("exec(«req.query.x|'b'».split(',')[0]);", ""),
    "replace": ("exec(req.query.x.replace(/[^a-z«;|»]/g, ''));", ""),
    "number": ("exec('ls ' + «String|Number»(req.query.x));", ""),
    "length": ("exec('ls ' + req.query.x«|.length»);", ""),
    "a parameter called size": ("exec('ls ' + req.query.«size|x.size»);", ""),
    "comparison": ("exec('ls ' + («req.query.x|req.query.x > 3»));", ""),
    "JSON": ("exec(JSON.parse(«req.query.x|'{}'»).one);", ""),
    "sequence": ("exec((next, «req.query.x|'b'»));", ""),
    "assignment as a value": ("let dir; exec((dir = «req.query.x|'b'»));", ""),
    "default parameter": (
        "fn(undefined, req.query.x);",
        "function fn(one = 'a', two = 'b') { exec(«two|one»); }",
    ),
    "header": ("exec(req.«get|accepts»('host'));", ""),
}
GUARDS: dict[str, tuple[str, str]] = {
    "allow-list": ("const dir = req.query.x; if («|!»ALLOWED.includes(dir)) return; exec(dir);", ""),
    "allow-list around": ("const dir = req.query.x; if («req.xhr|ALLOWED.includes(dir)») exec(dir);", ""),
    "indexOf": ("const dir = req.query.x; if (ALLOWED.indexOf(dir) «!==|===» -1) return; exec(dir);", ""),
    "Set": (
        "const dir = req.query.x; if (!SET.has(«req.ip|dir»)) throw 1; exec(dir);",
        "const SET = new Set(['a']);",
    ),
    "constant": ("const dir = req.query.x; if (dir «===|!==» 'a') return; exec(dir);", ""),
    "anchored": ("const dir = req.query.x; if (!/^[a-z]+«|$»/.test(dir)) return; exec(dir);", ""),
    "alphabet": ("const dir = req.query.x; if (!/^[a-z«;|»]+$/.test(dir)) return; exec(dir);", ""),
    "match": ("const dir = req.query.x; if (!dir.match(/«|^»[a-z]+$/)) return; exec(dir);", ""),
    "typeof": ("const dir = req.query.x; if (typeof dir !== '«string|number»') return; exec(dir);", ""),
    "isInteger": ("const dir = req.query.x; if (!Number.isInteger(«req.ip|dir»)) return; exec(dir);", ""),
    "isNaN": ("const dir = req.query.x; if («!|»isNaN(dir)) return; exec(dir);", ""),
    "and": ("const dir = req.query.x; if (dir && «req.xhr|ALLOWED.includes(dir)») exec(dir);", ""),
    "or": ("const dir = req.query.x; if (!dir || «req.xhr|!ALLOWED.includes(dir)») return; exec(dir);", ""),
    "ternary": ("const dir = req.query.x; exec(ALLOWED.includes(dir) ? «req.query.y|dir» : 'a');", ""),
    "named test": (
        "const dir = req.query.x; const ok = «req.xhr|ALLOWED.includes(dir)»; if (!ok) return; exec(dir);",
        "",
    ),
    "member": ("if (!ALLOWED.includes(req.query.«y|x»)) return; exec(req.query.x);", ""),
    "helper": (
        "const dir = req.query.x; if (!fn(dir)) return; exec(dir);",
        "function fn(value) { return «Boolean(value)|/^[a-z]+$/.test(value)»; }",
    ),
    "helper with returns": (
        "const dir = req.query.x; if (!fn(dir)) return; exec(dir);",
        "function fn(value) { if (!/^[a-z]+«|$»/.test(value)) return false; return true; }",
    ),
    "helper that throws": (
        "const dir = req.query.x; fn(dir); exec(dir);",
        "function fn(value) { if (!ALLOWED.includes(value)) «return|throw» 1; }",
    ),
    "assert": (
        "const dir = req.query.x; assert(ALLOWED.includes(«req.ip|dir»)); exec(dir);",
        "const assert = require('assert');",
    ),
    "written after the test": (
        "let dir = req.query.x; if (!ALLOWED.includes(dir)) return; «dir = req.query.y;|» exec(dir);",
        "",
    ),
    "around a callback": (
        "const dir = req.query.x; if (!ALLOWED.includes(«req.ip|dir»)) return; ALLOWED.forEach(() => exec(dir));",
        "",
    ),
    "another name in a callback": (
        "const dir = req.query.x; if (!ALLOWED.includes(dir)) return; [req.query.y].forEach((«dir|item») => exec(dir));",
        "",
    ),
    "written after a callback": (
        "let dir = req.query.x; if (!ALLOWED.includes(dir)) return; next(() => exec(dir)); «dir = req.query.y|next()»;",
        "",
    ),
    "test of what is derived": (
        "const dir = req.query.x; const cmd = dir.trim(); if (!ALLOWED.includes(«req.ip|cmd»)) return; exec(cmd);",
        "",
    ),
    "test after deriving": (
        "const dir = req.query.x; const cmd = 'ls ' + dir; if (!ALLOWED.includes(«req.ip|dir»)) return; exec(cmd);",
        "",
    ),
    "throws otherwise": (
        "const dir = req.query.x; if (ALLOWED.includes(«req.ip|dir»)) { next(); } else { throw 1; } exec(dir);",
        "",
    ),
    "every": (
        "const list = req.query.x; if (!list.«some|every»((item) => ALLOWED.includes(item))) return; exec(list[0]);",
        "",
    ),
    "some": (
        "const list = req.query.x; if (list.«every|some»((item) => !ALLOWED.includes(item))) return; exec(list[0]);",
        "",
    ),
    "filter": ("exec(req.query.x.filter((item) => ALLOWED.includes(«req.ip|item»))[0]);", ""),
    "filter by name": (
        "exec(req.query.x.filter(fn)[0]);",
        "const fn = (item) => «Boolean(item)|/^[a-z]+$/.test(item)»;",
    ),
    "loop that refuses": (
        "const list = req.query.x; for (let i in list) { if (!ALLOWED.includes(list[i])) «break|return»; } exec(list[i]);",
        "",
    ),
    "process.exit": (
        "const dir = req.query.x; if (!ALLOWED.includes(dir)) «next|process.exit»(); exec(dir);",
        "",
    ),
}
ALL = {**CONSTRUCTS, **{f"guard: {name}": pair for name, pair in GUARDS.items()}}
parametrized = pytest.mark.parametrize("name", ALL)


def found(name: str, number: int, *, elsewhere: bool = False) -> bool:
    """Whether the program of that number has a flow into some command."""
    body, before = (split(part)[number] for part in ALL[name])
    code = handler(body, before, "./helper" if elsewhere else "child_process")
    if not elsewhere:
        return any(each.flows for each in flows({"app.js": code}, "app.js"))
    return any(each.flows for each in flows({"app.js": renamed(code), "helper.js": HELPER}, "helper.js"))


@parametrized
def test_it_flows(name: str) -> None:
    assert found(name, 0)


@parametrized
def test_one_token_makes_it_safe(name: str) -> None:
    assert not found(name, 1)


@parametrized
def test_it_flows_under_other_names_into_another_file(name: str) -> None:
    assert found(name, 0, elsewhere=True)


@parametrized
def test_one_token_makes_it_safe_there_too(name: str) -> None:
    assert not found(name, 1, elsewhere=True)
