"""The shape of a rule file: what an author may write. Knows no YAML and judges no code.

`rules/schema.json` is generated from these classes, so each field's description is what an editor shows
while a rule is written.
"""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from nodeward.findings import Severity

Scalar = str | int | float | bool | None
Names = Annotated[str | list[str], Meta(description="One canonical name, or a list of them.")]


class Shape(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True
):
    """What every part of a rule file has in common: kebab-case keys, none unknown."""


class Profile(StrEnum):
    """From which profile on a rule speaks."""

    RECOMMENDED = "recommended"
    STRICT = "strict"
    AUDIT = "audit"


class Level(StrEnum):
    """A severity, as authors and users write it."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"

    @property
    def severity(self) -> Severity:
        """The severity of findings at this level."""
        return Severity[self.name]


class NoFix(StrEnum):
    """Why a `bad` example offers no fix: a closed list, so that "no fix" stays a decision."""

    CALLER_BUILDS_COMMAND = "the caller builds the command"
    PIPE_NEEDS_SHELL = "the pipe needs a shell"
    REDIRECT_NEEDS_SHELL = "the redirection needs a shell"
    GLOB_NEEDS_SHELL = "the wildcard needs a shell"
    CHAIN_NEEDS_SHELL = "the chained commands need a shell"
    SUBSTITUTION_NEEDS_SHELL = "the substitution needs a shell"
    VARIABLE_NEEDS_SHELL = "the shell variable needs a shell"
    SHELL_OPTION = "the call chooses its own shell"
    PROGRAM_UNKNOWN = "the program's name is not literal"
    WORD_BOUNDARY = "the value may hold more than one word"
    BUILT_ELSEWHERE = "the value is built elsewhere"
    NEEDS_HUMAN = "the right value is a human decision"
    NO_SAFE_EQUIVALENT = "there is no equivalent that keeps the behaviour"
    UNKNOWN_TYPE = "the type of the value is not known"
    NO_PLACE = "there is no place in this file where it would be right"
    DATA_FILE = "a data file has no expressions"
    NO_VERSION = "the installed version is not known"


class Condition(Shape, frozen=True, kw_only=True):
    """A question about one value.

    All fields that are set must hold; an unknown value fails every one but `not-constant`.
    """

    equals: Annotated[list[Scalar], Meta(description="A constant equal to one of these.")] = []
    ignore_case: Annotated[bool, Meta(description="Compare text without regard to case.")] = False
    starts_with: Annotated[list[str], Meta(description="Constant text that begins with one of these.")] = []
    ends_with: Annotated[list[str], Meta(description="Constant text that ends with one of these.")] = []
    contains: Annotated[list[str], Meta(description="Constant text with one of these in it.")] = []
    omits: Annotated[
        list[str],
        Meta(description="Text whose known pieces lack one of these words; the message's {missing} names them."),
    ] = []
    below: Annotated[float | None, Meta(description="A constant number (or size, or time) below this.")] = (
        None
    )
    above: Annotated[float | None, Meta(description="A constant number (or size, or time) above this.")] = (
        None
    )
    unit: Annotated[
        Literal["bytes", "seconds"] | None,
        Meta(description="How text is read as a number: `5mb` in bytes, `15m` in seconds."),
    ] = None
    constant: Annotated[bool, Meta(description="Constant text that is not empty.")] = False
    not_constant: Annotated[
        bool,
        Meta(description="Not known before the program runs; a number or a listed value counts as known."),
    ] = False
    cleaned_by: Annotated[
        list[str], Meta(description="Calls whose result `not-constant` takes for constant.")
    ] = []
    absent: Annotated[bool, Meta(description="Not given at all.")] = False
    is_: Annotated[list[str], Meta(description="A value with one of these canonical names.")] = field(
        name="is", default_factory=list
    )
    has: Annotated[
        dict[str, "Condition"], Meta(description="An object whose property fulfils a condition.")
    ] = {}
    lacks: Annotated[list[str], Meta(description="An object known to have none of these properties.")] = []
    holds: Annotated[
        list[str], Meta(description="An expression with a value of one of these source sets in it.")
    ] = []
    named: Annotated[str | None, Meta(description="An expression whose own name is in this vocabulary.")] = (
        None
    )
    parameters: Annotated[int | None, Meta(description="A function with exactly this many parameters.")] = (
        None
    )
    any_: Annotated[list["Condition"], Meta(description="At least one of these holds.")] = field(
        name="any", default_factory=list
    )


class Options(Shape, frozen=True, kw_only=True):
    """What an options object must or must not say."""

    argument: Annotated[
        int | list[int], Meta(description="Position of the options; a list: the first object.")
    ]
    below: Annotated[str | None, Meta(description="The options stand in this property of the argument.")] = (
        None
    )
    require: Annotated[
        dict[str, list[Scalar]],
        Meta(description="Dotted keys and the values that are good; a fix writes the first."),
    ] = {}
    defaults: Annotated[
        dict[str, Scalar],
        Meta(description="What the library takes for a required key that is not given."),
    ] = {}
    forbid: Annotated[
        dict[str, Condition],
        Meta(description="Dotted keys and what their value must not be."),
    ] = {}


class FixSpec(Shape, frozen=True, kw_only=True):
    """How a finding is mended."""

    builder: Annotated[str, Meta(description="A module of `fixes/`, in kebab-case.")]
    title: Annotated[str, Meta(description="What the editor's menu says.")]
    safe: Annotated[bool, Meta(description="Whether fix-all may apply it without asking.")] = False
    with_: Annotated[dict[str, Scalar | list[Scalar]], Meta(description="What the builder asks for.")] = (
        field(name="with", default_factory=dict)
    )


class Way(Shape, frozen=True, kw_only=True):
    """What every way of looking may say for itself."""

    message: Annotated[str | None, Meta(description="Overrides the rule's message.")] = None
    severity: Annotated[Level | None, Meta(description="Overrides the rule's severity.")] = None
    profile: Annotated[Profile | None, Meta(description="Overrides the rule's profile.")] = None
    fix: Annotated[FixSpec | None, Meta(description="Overrides the rule's fix.")] = None
    files: Annotated[
        list[Literal["server", "browser", "test", "config", "script", "example"]],
        Meta(description="Only files of these kinds; none: every kind but test."),
    ] = []


class Call(Way, frozen=True, kw_only=True):
    """An API is called (or constructed) with these arguments and options."""

    name: Names
    arguments: Annotated[
        dict[int, Condition], Meta(description="Conditions by position; -1 is the last.")
    ] = {}
    unless: Annotated[dict[int, Condition], Meta(description="Silent when one of these holds.")] = {}
    options: Options | None = None
    named: Annotated[str | None, Meta(description="The result is called by a word of this vocabulary.")] = (
        None
    )
    not_named: Annotated[str | None, Meta(description="No word of this vocabulary is near the call.")] = None
    when_version: Annotated[
        dict[str, str], Meta(description="Package and the versions that it concerns.")
    ] = {}
    new: Annotated[bool | None, Meta(description="Only with `new` (true), only without (false).")] = None
    underline: Annotated[
        Literal["call", "callee", "argument", "option", "literal"],
        Meta(
            description="What the squiggle is under: `argument` is the first one with a condition, "
            "`literal` what it or the option was given, wherever it is written in the file."
        ),
    ] = "call"


class Assign(Way, frozen=True, kw_only=True):
    """A value is assigned to a known place."""

    to: Names
    value: Condition = Condition()


class Text(Way, frozen=True, kw_only=True):
    """A literal that looks like something, or is called something."""

    formats: Annotated[
        list[str], Meta(description="Kinds of formats of `rules/models/secret-formats.yml`.")
    ] = []
    named: Annotated[str | None, Meta(description="A vocabulary that the literal's name is in.")] = None
    password: Annotated[
        str | None, Meta(description="The vocabulary of names for short, made up secrets.")
    ] = None
    comments: Annotated[bool, Meta(description="Comments count too.")] = False


class Protection(Shape, frozen=True, kw_only=True):
    """A call that protects an object: what should have happened to it."""

    call: Names
    argument: Annotated[list[str], Meta(description="Some argument is (the result of) one of these.")] = []
    arguments: Annotated[dict[int, Condition], Meta(description="Conditions by position.")] = {}
    parameters: Annotated[
        int | None, Meta(description="Some argument is a function with so many parameters.")
    ] = None
    at_least: Annotated[int, Meta(description="So many different ones are needed.")] = 1


class Absence(Way, frozen=True, kw_only=True):
    """An object is created and its protection is nowhere in the project's view of it."""

    on: Annotated[str, Meta(description="Canonical name of the object that is created.")]
    of: Annotated[list[Protection] | Protection, Meta(description="Any one of these protects.")]
    unless_header: Annotated[
        list[str], Meta(description="Headers that, set by hand anywhere, protect too.")
    ] = []
    unless_rule: Annotated[
        str | None, Meta(description="Silent where this rule reports the same object.")
    ] = None
    routes: Annotated[bool, Meta(description="Only for an object that has a route.")] = True


class Entry(Way, frozen=True, kw_only=True):
    """A value in a project file."""

    file: Annotated[str, Meta(description="The file's name.")]
    below: Annotated[list[str], Meta(description="Keys whose properties are looked at.")]
    value: Condition = Condition()
    version: Annotated[
        Literal["open"] | None, Meta(description="A version range without an upper bound.")
    ] = None


class SeverityCase(Shape, frozen=True, kw_only=True):
    """A severity for findings with certain details; without `when`, for all others."""

    is_: Level = field(name="is")
    when: Annotated[dict[str, str], Meta(description="Details of the finding, each exactly so.")] = {}


class Example(Shape, frozen=True, kw_only=True):
    """Code and what must be said of it: the rule's test and its documentation."""

    bad: str | None = None
    good: str | None = None
    file: Annotated[str, Meta(description="The file's path in the project.")] = "app.js"
    files: Annotated[dict[str, str], Meta(description="Other files of the project.")] = {}
    underlines: str | None = None
    message: Annotated[str | None, Meta(description="The whole message.")] = None
    severity: Level | None = None
    profile: Annotated[Profile | None, Meta(description="Judge under this profile; else the rule's own.")] = (
        None
    )
    fixed: str | None = None
    fixed_files: Annotated[dict[str, str], Meta(description="Other files after the fix.")] = {}
    no_fix: NoFix | None = None


class Rule(Shape, frozen=True, kw_only=True):
    """One weakness: what it is, why it matters, what to look for, what to do, proof."""

    id: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="The file's name.")]
    title: str
    profile: Profile = Profile.RECOMMENDED
    severity: Level | list[SeverityCase]
    cwe: Annotated[list[int], Meta(min_length=1, description="Primary weakness first.")]
    owasp: list[str] = []
    article: Annotated[str | None, Meta(description="The advice that it implements.")] = None
    message: Annotated[str, Meta(description="One sentence: what is wrong and what to do.")]
    why: str
    instead: str
    call: Call | list[Call] = []
    assign: Assign | list[Assign] = []
    literal: Text | list[Text] = []
    absence: Absence | list[Absence] = []
    entry: Entry | list[Entry] = []
    check: Annotated[str | None, Meta(description="`special.<name>`: a Python check, where no way fits.")] = (
        None
    )
    looks_at: Annotated[list[str], Meta(description="The calls that the special check asks for.")] = []
    twin_of: Annotated[
        list[str], Meta(description="Silent where one of these rules reports the same place.")
    ] = []
    fix: FixSpec | None = None
    examples: Annotated[list[Example], Meta(min_length=1)]
