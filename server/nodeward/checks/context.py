"""What a check may look at: one file in its project, and the book of rules."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from nodeward.findings import Finding, Severity, Step
from nodeward.program.program import Program
from nodeward.rulebook.book import Rulebook, severity
from nodeward.rulebook.plan import Planned
from nodeward.rulebook.rule import Profile, Rule, Way
from nodeward.rulebook.secrets.formats import SecretMatch
from nodeward.rulebook.secrets.values import looks_like_secret
from nodeward.rulebook.vocabulary import Strength
from nodeward.semantics.callsites import CallSite, call_sites
from nodeward.semantics.model import Model
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node
from nodeward.text.codec import decode, encode
from nodeward.text.files import Files
from nodeward.text.span import Span

T = TypeVar("T")

_ORDER = (Profile.RECOMMENDED, Profile.STRICT, Profile.AUDIT)
MOST_QUOTED = 60  # characters of code that a message repeats
MOST_READ = 4000  # characters of code of which so many may be left
ELLIPSIS = "…"
_STRING = re.compile(r"""(["'`])((?:\\[\s\S]|(?!\1)[^\\])*+)(?:\1|$)""")


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule that is switched on: under which profile it may speak, and the severity that the user gave it."""

    rule: Rule
    profile: Profile = Profile.RECOMMENDED
    severity: Severity | None = None
    forced: bool = False  # named in the settings: then its profile does not matter
    library_input: bool | None = None  # whether a library's input counts; None: as the package says

    def speaks(self, way: Way | None = None) -> bool:
        """Whether the rule, looking this way, speaks under the profile."""
        own = (way.profile if way is not None else None) or self.rule.profile
        return self.forced or _ORDER.index(own) <= _ORDER.index(self.profile)


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file that is not code under judgement: package.json, .env."""

    document: Document
    files: Files
    root: str
    book: Rulebook


class Context:
    """One file of code under judgement."""

    def __init__(self, program: Program, model: Model, book: Rulebook, kind: str, root: str) -> None:
        self.program = program
        self.model = model
        self.book = book
        self.kind = kind  # of the file: server, browser, test, config, script, example
        self.root = root  # folder of the nearest package.json, or of the file
        self.notes: list[str] = []  # for the log: what was not looked at to its end
        self._derived: dict[str, object] = {}

    def calls(self, name: str) -> list[CallSite]:
        """The calls of the file to a library function that some rule of the book names."""
        return self.all_calls().get(name, [])

    def all_calls(self) -> Mapping[str, list[CallSite]]:
        """All such calls by their canonical names."""
        return self._calls

    @cached_property
    def _calls(self) -> Mapping[str, list[CallSite]]:
        return call_sites(self.model, self.book.call_names)

    def may_concern(self, planned: Planned) -> bool:
        """Whether a way can find something here, by the calls and words that it looks for."""
        return (
            planned.always
            or not planned.words.isdisjoint(self._words)
            or not planned.calls.isdisjoint(self.all_calls())
        )

    @cached_property
    def _words(self) -> frozenset[str]:
        return self.book.words.intersection(self.model.facts.names)

    def cached(self, key: str, make: Callable[[], T]) -> T:
        """Something that several rules ask for, made once for this file."""
        if key not in self._derived:
            self._derived[key] = make()
        return cast("T", self._derived[key])

    def secrets(self) -> list[SecretMatch]:
        """The secrets of known formats in the file."""
        return self.cached("secrets", lambda: self.book.formats.find(self.model.facts.document.text))

    def concerns(self, way: Way) -> bool:
        """Whether a way of looking wants files of this kind; one that names none wants all but tests."""
        return self.kind in way.files if way.files else self.kind != "test"

    def vocabulary(self, name: str) -> Callable[[str], Strength | None]:
        """How strongly a name belongs to a vocabulary: "strong", "weak" or None."""
        return self.book.vocabularies[name].strength


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a way of looking found something, before it becomes a finding: a node, or a span of plain text."""

    node: Node | None
    details: Mapping[str, str]
    span: Span | None = None
    steps: tuple[Step, ...] = ()
    severity: Severity | None = None


def finding(path: str, active: ActiveRule, way: Way | None, hit: Hit) -> Finding:
    """The finding of a rule at a place."""
    rule = active.rule
    template = (way.message if way is not None else None) or rule.message
    own = way.severity if way is not None else None
    level = active.severity or hit.severity or severity(rule, hit.details, own)
    return Finding(
        rule=rule.id,
        path=path,
        span=_place(hit),
        message=filled(template, hit.details),
        severity=level,
        steps=hit.steps,
        details=hit.details,
    )


def _place(hit: Hit) -> Span:
    if hit.span is not None:
        return hit.span
    assert hit.node is not None, "a hit in plain text says its span"
    return Span(hit.node.start_byte, hit.node.end_byte)


def filled(template: str, details: Mapping[str, str]) -> str:
    """A message with its `{names}` replaced by details; a name without one stays as it is."""
    for key, value in details.items():
        template = template.replace("{" + key + "}", value)
    return template


def hidden(book: Rulebook, code: str) -> str:
    """A piece of a file that is to be repeated, without the secrets in it: those of a known format, and what looks like one."""
    data = encode(code[:MOST_READ])
    return _covered(data, [match.secret_span for match in book.formats.find(data)])


def _covered(data: bytes, secrets: Iterable[Span]) -> str:
    for secret in sorted(secrets, reverse=True):
        data = data[: max(0, secret.start)] + encode(ELLIPSIS) + data[secret.end :]
    return _STRING.sub(_without_secret, decode(data))


def _without_secret(found: re.Match[str]) -> str:
    quote, inner = found.group(1), found.group(2)
    return f"{quote}{ELLIPSIS}{quote}" if looks_like_secret(inner, "weak") else found.group()


def quoted(context: Context, node: Node) -> str:
    """The code of a node as a message repeats it: one line, and not too long."""
    document = context.model.facts.document
    place = Span(node.start_byte, min(node.end_byte, node.start_byte + MOST_READ))
    # What tells a secret may stand outside of the node, so that the whole file is asked.
    known = (match.secret_span.moved(-place.start) for match in context.secrets())
    inside = [secret for secret in known if secret.start < place.end - place.start and secret.end > 0]
    text = " ".join(_covered(document.text[place.start : place.end], inside).split())
    return text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1] + "…"
