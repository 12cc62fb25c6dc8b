"""A file of environment variables that git keeps, or would (CWE-538).

Python, because it is about what git knows and ignores, not about a place in the text.
"""

import posixpath
from collections.abc import Iterator

from nodeward.checks.context import Context, Hit, ProjectFile
from nodeward.project.env import Entry, is_env_file, is_example, read_env
from nodeward.project.envuse import shares_env
from nodeward.project.gitindex import is_tracked
from nodeward.project.ignore import ignored
from nodeward.rulebook.rule import Rule
from nodeward.rulebook.secrets.values import looks_like_secret
from nodeward.text.span import Span

_TRACKED = "is in git, and so are its secrets: remove it with `git rm --cached {file}` and replace them"
_OPEN = "is not ignored by git, so the next commit can publish its secrets: add it to .gitignore"


def check(context: Context | ProjectFile, rule: Rule) -> Iterator[Hit]:
    """The file itself, at its first line, where it is in git or could get there."""
    del rule
    if isinstance(context, Context) or not _holds_secrets(context):
        return
    path = context.document.path
    file = posixpath.basename(path)
    known = is_tracked(context.files, path)
    if known or not ignored(context.files, context.root, path):
        problem = (_TRACKED if known else _OPEN).replace("{file}", file)
        state = "tracked" if known else "open"
        yield Hit(None, {"file": file, "problem": problem, "state": state}, _first_line(context))


def _holds_secrets(context: ProjectFile) -> bool:
    """Whether the file is one that is not to be shared; of one that tools want shared, its values decide."""
    name = posixpath.basename(context.document.path).lower()
    if not is_env_file(name) or is_example(name):
        return False
    entries = read_env(context.document.text)
    if name.endswith(".local") or (name == ".env" and not shares_env(context.files, context.root)):
        return any(entry.value for entry in entries)
    return any(_is_secret(context, entry) for entry in entries)


def _is_secret(context: ProjectFile, entry: Entry) -> bool:
    book = context.book
    strength = book.vocabularies["secret"].strength(entry.name)
    password = book.vocabularies["password"].strength(entry.name) is not None
    if strength is not None and looks_like_secret(entry.value, strength, name=entry.name, password=password):
        return True
    return bool(book.formats.find(entry.value))


def _first_line(context: ProjectFile) -> Span:
    """The first line that says something."""
    document = context.document
    lines = (document.lines.line_span(document.text, line) for line in range(len(document.lines.starts)))
    return next(line for line in lines if document.text[line.start : line.end].strip(b"\xef\xbb\xbf \t"))
