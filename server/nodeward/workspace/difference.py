"""The edits that turn one text into another, small enough that what did not change is not touched."""

from difflib import SequenceMatcher

from nodeward.text.edits import Edit
from nodeward.text.span import Span


def differences(old: bytes, new: bytes) -> tuple[Edit, ...]:
    """Edits, all in positions of `old`, that give `new`; lines that stayed the same lie outside them."""
    whole = difference(old, new)
    if whole.span.start == whole.span.end or not whole.new:
        return (whole,) if whole.new or whole.span.start < whole.span.end else ()
    start = old.rfind(b"\n", 0, whole.span.start) + 1
    ends = old.find(b"\n", whole.span.end) + 1 or len(old)
    kept = len(old) - ends
    before, after = (
        old[start:ends].splitlines(keepends=True),
        new[start : len(new) - kept].splitlines(keepends=True),
    )
    edits: list[Edit] = []
    at, line = start, 0
    for kind, first, last, low, high in SequenceMatcher(None, before, after).get_opcodes():
        at += sum(map(len, before[line:first]))
        line = first
        if kind != "equal":
            edit = difference(b"".join(before[first:last]), b"".join(after[low:high]))
            edits.append(Edit(edit.span.moved(at), edit.new))
    return tuple(edits)


def difference(old: bytes, new: bytes) -> Edit:
    """The one edit that turns `old` into `new`, as small as whole characters allow."""
    most = min(len(old), len(new))
    prefix = _common(old, new, most)
    while prefix and (_continues(old, prefix) or _continues(new, prefix)):
        prefix -= 1
    suffix = _common(old[::-1], new[::-1], most - prefix)
    while suffix and _continues(old, len(old) - suffix):
        suffix -= 1
    return Edit(Span(prefix, len(old) - suffix), new[prefix : len(new) - suffix])


def _common(one: bytes, other: bytes, most: int) -> int:
    """How many first bytes, `most` at most, two texts share; halving leaves the comparing to memcmp."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _continues(text: bytes, at: int) -> bool:
    """Whether the byte at `at` is inside a character."""
    return at < len(text) and text[at] & 0xC0 == 0x80
