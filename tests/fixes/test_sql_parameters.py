"""Values handed over beside SQL statements: how each driver's calls are mended, what is refused, and that SQLite finds the same."""

from pathlib import Path

import pytest
from tests.fixes.npm import node, project
from tests.mending import mended

from nodeward.rulebook.rule import NoFix

RULE = "sql-string-building"
PACKAGES = {"sql.js": "1.13.0"}
# What stands in for the drivers: the same calls, answered by SQLite.
DRIVERS = """
const Module = require("module");
const load = Module._load;
const ready = require("sql.js")().then((SQL) => {
  const base = new SQL.Database();
  base.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, owner TEXT, text TEXT)");
  base.run("INSERT INTO notes VALUES (1, 'ann', 'to do'), (2, 'o''neil', '50% off'), (3, 'ann', 'done')");
  const all = (sql, values) => {
    const prepared = base.prepare(sql.replace(/[$](\\d)/g, "?$1"));
    const rows = [];
    for (prepared.bind(values); prepared.step();) rows.push(prepared.getAsObject());
    return rows;
  };
  const fakes = {
    mysql: { createPool: () => ({ query: (sql, values, done) => done ? done(null, all(sql, values)) : values(null, all(sql)) }) },
    pg: { Pool: class { query(sql, values) { return Promise.resolve({ rows: all(sql, values) }); } } },
    "better-sqlite3": class { prepare(sql) { return { all: (...values) => all(sql, values) }; } },
  };
  Module._load = (name, ...rest) => fakes[name] ?? load(name, ...rest);
});
ready.then(async () => {
  const { find } = require("./app.js");
  for (const given of [["ann", 1], ["ann", "3"], ["o'neil", 2], ["x' OR 1=1 OR 'a'='", 1]]) {
    try { console.log(JSON.stringify(await find(...given))); } catch (error) { console.log("refused"); }
  }
});
"""
MYSQL = """const db = require("mysql").createPool({});
exports.find = (owner, id) => new Promise((done) => db.query(%s, (error, rows) => done(rows)));
"""
PG = """const db = new (require("pg").Pool)();
exports.find = async (owner, id) => (await db.query(%s)).rows;
"""
BETTER = """const Database = require("better-sqlite3");
const db = new Database("notes.db");
exports.find = (owner, id) => db.prepare(%s).all(%s);
"""
OTHERS = {
    MYSQL % "`SELECT * FROM notes WHERE owner = '${owner}' AND id = ${id}`": MYSQL
    % '"SELECT * FROM notes WHERE owner = ? AND id = ?", [owner, id]',
    PG
    % "\"SELECT id FROM notes WHERE text LIKE '%\" + owner + \"%' OR owner IN ('\" + owner + \"', 'x') AND id = $1\", [id]": PG
    % "\"SELECT id FROM notes WHERE text LIKE $2 OR owner IN ($3, 'x') AND id = $1\", [id, `%${owner}%`, owner]",
    BETTER % ("`SELECT id FROM notes\n  WHERE id >= ? AND owner = '${owner}' LIMIT ${id}`", "1"): BETTER
    % ("`SELECT id FROM notes\n  WHERE id >= ? AND owner = ? LIMIT ?`", "1, owner, id"),
}


@pytest.mark.parametrize("before", OTHERS)
def test_the_statement_finds_the_same_and_reads_no_value(before: str, tmp_path: Path) -> None:
    after = mended(RULE, before)
    assert after == OTHERS[before]
    said = []
    for i, code in enumerate((before, after)):
        folder = project(tmp_path / str(i), PACKAGES, {"app.js": code, "run.js": DRIVERS})
        said.append(node(folder, "run.js").splitlines())
    plain = [0, 1]
    assert [said[0][i] for i in plain] == [said[1][i] for i in plain]
    assert said[0][3] != said[1][3]  # what was read as SQL before
    assert said[1][3] == "[]"
    assert "refused" in said[0]
    assert "refused" not in said[1]


STATEMENTS = {
    "`SELECT * FROM ${table} WHERE id = 1`": NoFix.NAME_IN_SQL,
    "`SELECT * FROM t WHERE ${where}`": NoFix.NAME_IN_SQL,
    "`SELECT * FROM t ORDER BY ${column} DESC`": NoFix.NAME_IN_SQL,
    "`SELECT * FROM t ORDER BY '${column}'`": NoFix.NAME_IN_SQL,
    "`SELECT `a${column}` FROM t`".replace("`a", "\\`a").replace("` FROM", "\\` FROM"): NoFix.NAME_IN_SQL,
    "`SELECT * FROM t WHERE id IN (${ids})`": NoFix.WORD_BOUNDARY,
    "`SELECT * FROM t WHERE at > now() - interval '${days} days'`": NoFix.NAME_IN_SQL,
    "`SELECT * FROM t LIMIT ${count}`": NoFix.NO_SAFE_EQUIVALENT,
    "`SELECT * FROM t WHERE id = ${id} -- '`": NoFix.NO_SAFE_EQUIVALENT,
    "`SELECT * FROM t WHERE a = 'it''s ${id}'`": NoFix.NO_SAFE_EQUIVALENT,
    "`SELECT * FROM t WHERE a = 'why?' AND id = ${id}`": NoFix.NO_SAFE_EQUIVALENT,
    "`SELECT * FROM t WHERE a = '${escapeIt(id)}'`": NoFix.NO_SAFE_EQUIVALENT,
    "`CREATE TABLE t (a TEXT DEFAULT '${id}')`": NoFix.NAME_IN_SQL,
    "`SELECT * FROM t WHERE a = ${a}${b}`": NoFix.NAME_IN_SQL,
    "`SELECT * FROM t WHERE a = ? AND b = '${b}'`": NoFix.BUILT_ELSEWHERE,
    "`SELECT * FROM t WHERE a = ? AND b = '${b}'`, values": NoFix.BUILT_ELSEWHERE,
    "`SELECT * FROM t WHERE a = ? AND b = '${b}'`, [...values]": NoFix.BUILT_ELSEWHERE,
    "`SELECT * FROM t WHERE b = '${b}'`, options": NoFix.BUILT_ELSEWHERE,
    "text + b": NoFix.BUILT_ELSEWHERE,
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_has_no_placeholder_is_refused(statement: str) -> None:
    code = f'const db = require("mysql").createPool({{}});\nexports.find = (text, a, b, id) => db.query({statement});\n'
    assert mended(RULE, code) == STATEMENTS[statement].value


PLACES = {
    'require("mysql2").createPool(u).query("SELECT 1 FROM t WHERE a = \'" + a + "\' AND b = ?", [b])': 'require("mysql2").createPool(u).query("SELECT 1 FROM t WHERE a = ? AND b = ?", [a, b])',
    'require("mysql2").createPool(u).query(`SELECT 1 FROM t WHERE a = "${a}"`)': 'require("mysql2").createPool(u).query("SELECT 1 FROM t WHERE a = ?", [a])',
    "require(\"knex\")({}).raw(`SELECT 1 FROM t WHERE a = ? AND b = '${b}'`, [a])": 'require("knex")({}).raw("SELECT 1 FROM t WHERE a = ? AND b = ?", [a, b])',
    "new (require(\"pg\").Pool)().query(`UPDATE t SET a = '${a}', b = b WHERE ${T} = $1 RETURNING *`, [b])": 'new (require("pg").Pool)().query(`UPDATE t SET a = $2, b = b WHERE ${T} = $1 RETURNING *`, [b, a])',
}


@pytest.mark.parametrize("call", PLACES)
def test_values_stand_where_their_placeholders_do(call: str) -> None:
    before = f'const T = "id";\nexports.find = (a, b) => {call};\n'
    assert mended(RULE, before) == before.replace(call, PLACES[call])
