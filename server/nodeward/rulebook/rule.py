"""The shape of a rule file: what an author may write. Knows no YAML and judges no code.

`rules/schema.json` is generated from these classes, so each field's description is what an editor shows
while a rule is written.
"""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, field

from nodeward.findings import Severity
from nodeward.rulebook.condition import Condition, Options
from nodeward.rulebook.into import Into
from nodeward.rulebook.protection import Protection
from nodeward.rulebook.shape import Names, Scalar, Shape
from nodeward.taint.spec import Kind


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
    BUILT_INTO_SHELL = "the command is built into the shell"
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
    KNOWN_TO_GIT = "git already keeps this file, so hiding it now is not enough"
    NOT_IN_ENV = "a .env file cannot hold this value"
    IN_COMMENT = "a comment reads no variable"
    IN_BROWSER = "what runs in a browser can keep no secret"
    FAILS_OPEN = "where the variable is not set, the comparison would let anyone pass"
    NAME_IN_SQL = "a placeholder can stand for a value only"


class FixSpec(Shape, frozen=True, kw_only=True):
    """How a finding is mended."""

    builder: Annotated[str, Meta(description="A module of `fixes/`, in kebab-case.")]
    title: Annotated[str, Meta(description="What the editor's menu says.")]
    safe: Annotated[bool, Meta(description="Whether fix-all may apply it without asking.")] = False
    with_: Annotated[dict[str, Scalar | list[Scalar]], Meta(description="What the builder asks for.")] = (
        field(name="with", default_factory=dict)
    )


Circumstance = Literal["development", "this-machine", "shortened", "picked"]
SilentWhen = Annotated[
    list[Circumstance],
    Meta(
        description="Silent in code for development only, towards the machine itself, for text of which only a "
        "part is used, for a choice among given values."
    ),
]


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


class Taint(Way, frozen=True, kw_only=True):
    """A value that somebody else chooses flows into a dangerous place."""

    from_: Annotated[list[str], Meta(description="Source sets; library input is always one.")] = field(
        name="from"
    )
    into: Annotated[list[str | Into], Meta(min_length=1, description="Sink sets of models, or places.")]
    kind: Annotated[Kind, Meta(description="As what the value is read there.")]
    cleaned_by: Annotated[list[str], Meta(description="Calls whose result is harmless there.")] = []
    named: Annotated[str | None, Meta(description="Only sources whose own name is in this vocabulary.")] = (
        None
    )
    unproven: Annotated[
        bool,
        Meta(description="Whatever value is not known before the program runs, wherever it comes from."),
    ] = False
    callers: Annotated[
        bool, Meta(description="What a library's callers hand in counts too, where the library's input does.")
    ] = True
    when_asked: Annotated[bool, Meta(description="It counts only where the setting libraryInput is on.")] = (
        False
    )
    structured: Annotated[
        bool, Meta(description="Only values of which the sender chooses keys and nested types.")
    ] = False
    unless_installed: Annotated[
        list[str], Meta(description="Silent where package.json names one of these: it cleans every request.")
    ] = []


class Call(Way, frozen=True, kw_only=True):
    """An API is called (or constructed) with these arguments and options."""

    name: Names
    arguments: Annotated[
        dict[int, Condition], Meta(description="Conditions by position; -1 is the last.")
    ] = {}
    either: Annotated[
        dict[int, Condition], Meta(description="Conditions by position, of which at least one holds.")
    ] = {}
    unless: Annotated[dict[int, Condition], Meta(description="Silent when one of these holds.")] = {}
    options: Options | None = None
    named: Annotated[str | None, Meta(description="The result is called by a word of this vocabulary.")] = (
        None
    )
    not_named: Annotated[
        str | list[str], Meta(description="No word of this vocabulary (or these) is near the call.")
    ] = []
    not_within: Annotated[
        str | None,
        Meta(description="Not in a file, class, object or function that a word of this vocabulary names."),
    ] = None
    silent_when: SilentWhen = []
    beside: Annotated[list[str], Meta(description="Only in a file that calls one of these too.")] = []
    not_beside: Annotated[list[str], Meta(description="Not in a file that calls one of these.")] = []
    signs_in: Annotated[
        list[str],
        Meta(
            description="Calls that tell who someone is: the detail `signs-in` is `yes` where the file, or one that "
            "it loads, makes one."
        ),
    ] = []
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
    silent_when: SilentWhen = []
    underline: Annotated[
        Literal["assignment", "literal"],
        Meta(
            description="What the squiggle is under: `literal` is what was assigned, wherever it is written in the file."
        ),
    ] = "assignment"


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
    sure: Annotated[bool, Meta(description="Only what is certain to be a secret that works.")] = False
    looks_in: Annotated[
        list[str], Meta(description="Names of project files in which the formats are looked for too.")
    ] = []


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
    below: Annotated[list[str], Meta(description="Keys of a JSON file whose properties are looked at.")] = []
    keys: Annotated[list[str], Meta(description="Only entries of these names; none: all.")] = []
    not_named: Annotated[str | None, Meta(description="No entry whose name is in this vocabulary.")] = None
    value: Annotated[
        Condition,
        Meta(description="What the text is or holds; the squiggle is under what it is found to contain."),
    ] = Condition()
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
    each: Annotated[
        list[str], Meta(description="The example holds with each of these in place of `$each`.")
    ] = []
    hidden: Annotated[bool, Meta(description="A test only, no documentation.")] = False
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
    taint: Taint | list[Taint] = []
    call: Call | list[Call] = []
    assign: Assign | list[Assign] = []
    literal: Text | list[Text] = []
    absence: Absence | list[Absence] = []
    entry: Entry | list[Entry] = []
    check: Annotated[str | None, Meta(description="`special.<name>`: a Python check, where no way fits.")] = (
        None
    )
    looks_at: Annotated[list[str], Meta(description="The calls that the special check asks for.")] = []
    looks_in: Annotated[
        list[str], Meta(description="The names of the project files that the special check asks for.")
    ] = []
    twin_of: Annotated[
        list[str], Meta(description="Silent where one of these rules reports the same place.")
    ] = []
    fix: FixSpec | None = None
    examples: Annotated[list[Example], Meta(min_length=1)]
