"""Values that a handler has judged by a schema itself: harmless only where the schema says so, and its answer was asked for."""

import pytest
from tests.taint.support import flows, handler, split

from nodeward.taint.spec import Kind

JOI = 'const Joi = require("joi");\nconst schema = Joi.object({ x: Joi.«string|number»(), t: Joi.string() });'
ZOD = 'const { z } = require("zod");\nconst schema = z.object({ x: z.«string|number»(), t: z.string() });'
YUP = 'const yup = require("yup");\nconst schema = yup.object({ x: yup.«string|number»() });'
AJV = (
    'const Ajv = require("ajv");\nconst ajv = new Ajv();\n'
    "const schema = { type: 'object', properties: { x: { type: '«string|integer»' } } };\n"
    "const validate = ajv.compile(schema);"
)
STRUCT = 'const s = require("superstruct");\nconst Order = s.object({ x: s.«string|number»() });'
NUMBERS = {
    "joi": JOI.replace("«string|number»", "number"),
    "zod": ZOD.replace("«string|number»", "number"),
}

# What stands before the handler, and in it. `«a|b»`: a flows, b is harmless.
CASES: dict[str, tuple[str, str]] = {
    # What the schema says.
    "joi": (JOI, "const { error } = schema.validate(req.body); if (error) return; exec(req.body.x);"),
    "joi by name": (JOI, "const r = schema.validate(req.body); if (r.error) return; exec(req.body.x);"),
    "joi at once": (JOI, "if (schema.validate(req.body).error) return; exec(req.body.x);"),
    "joi renamed": (JOI, "const { error: e } = schema.validate(req.body); if (e) throw e; exec(req.body.x);"),
    "joi compared": (
        JOI,
        "const { error } = schema.validate(req.body); if (error !== undefined) return; exec(req.body.x);",
    ),
    "joi asynchronous": (JOI, "await schema.validateAsync(req.body); exec(req.body.x);"),
    "joi assert": (JOI, "Joi.assert(req.body, schema); exec(req.body.x);"),
    "joi value": (JOI, "const { value } = schema.validate(req.body); exec(value.x);"),
    "joi attempt": (JOI, "exec(Joi.attempt(req.body, schema).x);"),
    "joi under a name": (
        JOI,
        "const b = req.body; const { error } = schema.validate(b); if (error) return; exec(b.x);",
    ),
    "joi helper": (
        JOI + "\nfunction check(order) { return schema.validate(order); }",
        "const { error } = check(req.body); if (error) return; exec(req.body.x);",
    ),
    "zod": (ZOD, "schema.parse(req.body); exec(req.body.x);"),
    "zod result": (ZOD, "const order = schema.parse(req.body); exec(order.x);"),
    "zod in try": (ZOD, "try { schema.parse(req.body); } catch { return; } exec(req.body.x);"),
    "zod safe": (ZOD, "const r = schema.safeParse(req.body); if (!r.success) return; exec(req.body.x);"),
    "zod safe inside": (ZOD, "const r = schema.safeParse(req.body); if (r.success) exec(req.body.x);"),
    "zod data": (ZOD, "const r = schema.safeParse(req.body); if (!r.success) return; exec(r.data.x);"),
    "zod awaited": (ZOD, "exec((await schema.parseAsync(req.body)).x);"),
    "zod of one": ('const { z } = require("zod");', "exec(z.«string|number»().parse(req.query.x));"),
    "yup": (YUP, "schema.validateSync(req.body); exec(req.body.x);"),
    "yup awaited": (YUP, "await schema.validate(req.body); exec(req.body.x);"),
    "yup asked": (YUP, "if (!(await schema.isValid(req.body))) return; exec(req.body.x);"),
    "ajv": (AJV, "if (!validate(req.body)) return; exec(req.body.x);"),
    "ajv named": (AJV, "const ok = validate(req.body); if (!ok) return; exec(req.body.x);"),
    "ajv at once": (AJV, "if (!ajv.validate(schema, req.body)) return; exec(req.body.x);"),
    "superstruct": (STRUCT, "s.assert(req.body, Order); exec(req.body.x);"),
    "superstruct asked": (STRUCT, "if (s.is(req.body, Order)) exec(req.body.x);"),
    "superstruct made": (STRUCT, "exec(s.create(req.body, Order).x);"),
    # Whether its answer was asked for.
    "nobody asks": (
        NUMBERS["joi"],
        "const { error } = schema.validate(req.body); if («req.xhr|error») return; exec(req.body.x);",
    ),
    "asked the other way": (
        NUMBERS["zod"],
        "const r = schema.safeParse(req.body); if («|!»r.success) return; exec(req.body.x);",
    ),
    "goes on after the answer": (
        NUMBERS["joi"],
        "const { error } = schema.validate(req.body); if (error) «next()|return next()»; exec(req.body.x);",
    ),
    "not awaited": (NUMBERS["joi"], "«|await »schema.validateAsync(req.body); exec(req.body.x);"),
    "perhaps not": (NUMBERS["zod"], "«if (req.xhr)|» schema.parse(req.body); exec(req.body.x);"),
    "caught and gone on": (
        NUMBERS["zod"],
        "try { schema.parse(req.body); } catch { «next();|return next();» } exec(req.body.x);",
    ),
    "too late": (
        NUMBERS["zod"],
        "«exec(req.body.x); schema.parse(req.body);|schema.parse(req.body); exec(req.body.x);»",
    ),
    "another part": (NUMBERS["zod"], "schema.parse(req.«query|body»); exec(req.body.x);"),
    "another member": (NUMBERS["zod"], "schema.parse(req.body); exec(req.body.«t|x»);"),
    "another value by then": (
        NUMBERS["zod"],
        "let b = req.body; schema.parse(b); b = req.«query|xhr»; exec(b.x);",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_flows(name: str) -> None:
    assert found(name, 0)


@pytest.mark.parametrize("name", CASES)
def test_it_is_harmless(name: str) -> None:
    assert not found(name, 1)


def found(name: str, number: int) -> bool:
    before, body = (split(part)[number] for part in CASES[name])
    return any(each.flows for each in flows({"app.js": handler(body, before)}, "app.js", Kind.SHELL))


# A file that the handler's loads, and what the handler does with what it exports.
ELSEWHERE: dict[str, tuple[str, str]] = {
    "a schema": (
        'const Joi = require("joi");\nexports.order = Joi.object({ x: Joi.«string|number»() });',
        "const { error } = order.validate(req.body); if (error) return; exec(req.body.x);",
    ),
    "a compiled one": (
        f"{AJV}\nexports.order = validate;",
        "if (!order(req.body)) return; exec(req.body.x);",
    ),
    "a helper": (
        f"{JOI}\nexports.order = (order) => schema.validate(order);",
        "const { error } = order(req.body); if (error) return; exec(req.body.x);",
    ),
}


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("name", ELSEWHERE)
def test_it_stands_in_another_file(name: str, number: int) -> None:
    text, body = (split(part)[number] for part in ELSEWHERE[name])
    files = {"app.js": handler(body, 'const { order } = require("./schemas");'), "schemas.js": text}
    assert any(each.flows for each in flows(files, "app.js")) == (number == 0)


CELEBRATE = 'const { celebrate, Joi } = require("celebrate");\n'
JUDGED = "celebrate({ query: Joi.object({ x: Joi.number() }) })"
# What stands before the handler of a route of the application.
MOUNTED = {
    "above": f"app.use({JUDGED.replace('number', '«string|number»')});",
    "on another router": f"const other = require('express').Router(); «other|app».use({JUDGED});",
    "for some paths": f"app.use(«'/orders', |»{JUDGED});",
    "perhaps": f"«if (process.env.CHECK) {{ app.use({JUDGED}); }}|app.use({JUDGED});»",
}


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("name", MOUNTED)
def test_a_schema_that_is_mounted_before(name: str, number: int) -> None:
    code = handler("exec(req.query.x);", CELEBRATE + split(MOUNTED[name])[number])
    assert any(each.flows for each in flows({"app.js": code}, "app.js")) == (number == 0)


@pytest.mark.parametrize("number", [0, 1])
def test_a_schema_in_the_chain_of_a_route(number: int) -> None:
    judged = JUDGED.replace("number", ("string", "number")[number])
    code = handler("", f"{CELEBRATE}app.route('/x').all({judged}).get((req, res) => exec(req.query.x));")
    assert any(each.flows for each in flows({"app.js": code}, "app.js")) == (number == 0)


@pytest.mark.parametrize("number", [0, 1])
def test_a_schema_behind_the_handler(number: int) -> None:
    parts = [handler("exec(req.query.x);"), f"{CELEBRATE}app.use({JUDGED});"]
    code = "\n".join(parts) if number == 0 else handler("exec(req.query.x);", parts[1])
    assert any(each.flows for each in flows({"app.js": code}, "app.js")) == (number == 0)


# Values that are read as structures: kind, what the schema says, how it is written.
WHOLE: dict[str, tuple[Kind, str]] = {
    "only named members": (Kind.OBJECT, "Joi.object({ name: Joi.string() })«.unknown()|»"),
    "only texts": (Kind.FILTER, "Joi.object({ name: Joi.«any|string»() })"),
}


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("name", WHOLE)
def test_a_value_as_a_whole(name: str, number: int) -> None:
    kind, schema = WHOLE[name]
    before = f'const Joi = require("joi");\nconst schema = {split(schema)[number]};'
    body = "const { error, value } = schema.validate(req.body); if (error) return; exec(value);"
    assert any(each.flows for each in flows({"app.js": handler(body, before)}, "app.js", kind)) == (
        number == 0
    )
