"""How each SQL library takes values beside a statement: what its placeholders look like, and where the values go."""

from dataclasses import dataclass
from enum import StrEnum

from nodeward.fixes.sql_text import Dialect


class Place(StrEnum):
    """Where the values of a statement are handed over."""

    LIST = "list"  # a list behind the statement
    STATEMENT = "statement"  # arguments of what is called on the prepared statement
    INPUT = "input"  # `.input(name, value)` before the statement
    REPLACEMENTS = "replacements"  # an option behind the statement
    OBJECT = "object"  # an object behind the statement, by name
    TAG = "tag"  # the holes of a tagged template


_PLAIN = Dialect()


@dataclass(frozen=True, slots=True)
class Driver:
    """One library's way; `sign` begins a placeholder, `numbered` says whether a number or name follows it."""

    place: Place
    dialect: Dialect = _PLAIN
    sign: str = "?"
    numbered: bool = False
    tag: str = ""  # the function that is the tag


_MARKS = Driver(Place.LIST, Dialect(double_quoted_text=True, marks=True))
_SQLITE = Driver(Place.LIST, Dialect(counts=True))
_PREPARED = Driver(Place.STATEMENT, Dialect(counts=True))
_POSTGRES = Driver(Place.LIST, Dialect(counts=True), "$", numbered=True)
_FRAGMENT = Driver(Place.LIST, Dialect(fragments=True, marks=True))
_NAMED = Driver(Place.OBJECT, Dialect(fragments=True), ":", numbered=True)

_DRIVERS = {
    "mysql.Connection": _MARKS,
    "mysql2.Connection": _MARKS,
    "mariadb.Connection": _MARKS,
    "pg.Client": _POSTGRES,
    "pg-promise.Database": _POSTGRES,
    "postgres.Sql": _POSTGRES,
    "sqlite3.Database": _SQLITE,
    "better-sqlite3.Database.prepare": _PREPARED,
    "node-sqlite.Database.prepare": _PREPARED,
    "mssql.Request": Driver(Place.INPUT, Dialect(), "@", numbered=True),
    "oracledb.Connection": Driver(Place.LIST, Dialect(), ":", numbered=True),
    "sequelize.Database.query": Driver(Place.REPLACEMENTS, Dialect(marks=True)),
    "knex.Knex.raw": _FRAGMENT,
    "knex.Builder": _FRAGMENT,
    "typeorm.Builder.where": _NAMED,
    "typeorm.Builder.andWhere": _NAMED,
    "typeorm.Builder.orWhere": _NAMED,
    "typeorm.Builder.having": _NAMED,
    "typeorm.Builder.andHaving": _NAMED,
    "typeorm.Builder.orHaving": _NAMED,
    "neon.Sql.query": _POSTGRES,
    "@vercel/postgres.sql.query": _POSTGRES,
    "@vercel/postgres.db.query": _POSTGRES,
    "vercel-postgres.Client": _POSTGRES,
    "planetscale.Connection": _MARKS,
    "@prisma/client.PrismaClient.$queryRawUnsafe": Driver(Place.TAG, tag="$queryRaw"),
    "@prisma/client.PrismaClient.$executeRawUnsafe": Driver(Place.TAG, tag="$executeRaw"),
}
# Methods that take a statement and nothing beside it, or a list of lists.
_ALONE = frozenset({"oracledb.Connection.executeMany", "sqlite3.Database.exec", "sqlite3.Database.prepare"})


def driver_of(api: str) -> Driver | None:
    """The way of the library that a sink belongs to, by its canonical name; None where there is none, or none for sure."""
    if api in _ALONE:
        return None
    return _DRIVERS.get(api) or _DRIVERS.get(api.rpartition(".")[0])
