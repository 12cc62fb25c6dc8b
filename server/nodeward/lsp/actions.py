"""Code actions: what can be done about the findings at a place. Offers only what has been proven to work."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lsprotocol import types

from nodeward.findings import Finding
from nodeward.fixes.fix import Fix, Refusal
from nodeward.lsp.door import Result
from nodeward.lsp.edits import obstacle, workspace_edit
from nodeward.lsp.mend import Deed, Order, carry_out, data_of
from nodeward.lsp.places import Places
from nodeward.lsp.session import OpenFile, Session
from nodeward.text.span import Span

QUICK_FIX = types.CodeActionKind.QuickFix.value
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.nodeward"
BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Menu:
    """What actions are asked for: a file, the result for its present text, and what the client shows of it."""

    session: Session
    file: OpenFile
    result: Result
    context: types.CodeActionContext

    def order(self, deed: Deed, finding: Finding | None = None, choice: int = 0) -> Order:
        """An order for this version of the file, about a finding or the whole file."""
        order = Order(deed, self.file.uri, self.file.version, choice=choice)
        if finding is None:
            return order
        return replace(order, rule=finding.rule, start=finding.span.start, end=finding.span.end)


def offered(
    session: Session, file: OpenFile, result: Result, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """The actions for a range of a file, fixes first; none for a client that knows commands only."""
    if not session.client.action_literals:
        return []
    menu = Menu(session, file, result, params.context)
    actions: list[types.CodeAction] = []
    if wanted(QUICK_FIX, params.context.only):
        actions += _quick_fixes(menu, _asked(menu, params.range))
    if _whole_file_wanted(params.context):
        actions += _for_whole_file(menu)
    return actions


def resolved(session: Session, file: OpenFile, result: Result, order: Order) -> types.WorkspaceEdit | None:
    """The edit of an action that was offered without it; None where there is nothing left to do."""
    fix = carry_out(session, file.path, result, order)
    return workspace_edit(session, fix, file.path) if isinstance(fix, Fix) else None


def wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind is among those asked for; a kind includes its sub-kinds (LSP 3.17, CodeActionKind)."""
    return not only or any(not one or kind == one or kind.startswith(one + ".") for one in only)


def _whole_file_wanted(context: types.CodeActionContext) -> bool:
    """Where nothing special is asked for, only a user who opens the menu waits for every fix to be proven."""
    if context.only:
        return wanted(FIX_ALL, context.only)
    return context.trigger_kind == types.CodeActionTriggerKind.Invoked


def _asked(menu: Menu, at: types.Range) -> list[Finding]:
    """The findings that the range touches, and those that the client names."""
    places = Places(menu.session, menu.result.document)
    start, end = (places.offset(menu.file.path, position) for position in (at.start, at.end))
    touched = None if start is None or end is None else Span(start, max(start, end))
    named = [diagnostic.data for diagnostic in menu.context.diagnostics if isinstance(diagnostic.data, dict)]
    return [
        finding
        for finding in menu.result.findings
        if (touched and touched.touches(finding.span)) or any(_names(data, finding) for data in named)
    ]


def _names(data: dict[str, object], finding: Finding) -> bool:
    """Whether a diagnostic's `data` means this finding."""
    span = finding.span
    return (data.get("rule"), data.get("start"), data.get("end")) == (finding.rule, span.start, span.end)


def _quick_fixes(menu: Menu, findings: Sequence[Finding]) -> Iterator[types.CodeAction]:
    """What can be done about each finding: mending it, mending all of its rule, silencing it."""
    several: dict[str, Finding] = {}
    for finding in findings:
        fix = carry_out(menu.session, menu.file.path, menu.result, menu.order(Deed.FIX, finding))
        yield from _mending(menu, finding, fix)
        if isinstance(fix, Fix) and _has_siblings(menu, finding):
            several.setdefault(finding.rule, finding)
    for rule, finding in several.items():
        yield from _mending_all(menu, menu.order(Deed.FIX_RULE, finding), f"Fix all of {rule} in this file")
    for finding in findings:
        yield from _silencing(menu, finding)


def _has_siblings(menu: Menu, finding: Finding) -> bool:
    return any(one.rule == finding.rule and one != finding for one in menu.result.findings)


def _mending(menu: Menu, finding: Finding, fix: Fix | Refusal | None) -> Iterator[types.CodeAction]:
    """The one fix of a finding, or why there is none."""
    if fix is None:
        return
    reason = fix.reason.value if isinstance(fix, Refusal) else obstacle(menu.session, fix)
    title = fix.title if isinstance(fix, Fix) else _title(menu.session, finding)
    action = types.CodeAction(title=title, kind=QUICK_FIX, diagnostics=_shown(menu, finding))
    if isinstance(fix, Fix) and reason is None:
        action.is_preferred = True
        yield from _with_edit(menu, action, fix, menu.order(Deed.FIX, finding))
    elif reason and menu.session.client.disabled_actions:
        action.disabled = types.CodeActionDisabled(reason)
        yield action


def _mending_all(menu: Menu, order: Order, title: str, kind: str = QUICK_FIX) -> Iterator[types.CodeAction]:
    fix = carry_out(menu.session, menu.file.path, menu.result, order)
    if isinstance(fix, Fix) and obstacle(menu.session, fix) is None:
        yield from _with_edit(menu, types.CodeAction(title=title, kind=kind), fix, order)


def _for_whole_file(menu: Menu) -> Iterator[types.CodeAction]:
    if menu.result.findings:
        yield from _mending_all(
            menu, menu.order(Deed.FIX_ALL), "Fix all that is safe to fix in this file", FIX_ALL
        )


def _silencing(menu: Menu, finding: Finding) -> Iterator[types.CodeAction]:
    """The comments that suppress a finding; never preferred over mending it."""
    for choice, fix in enumerate(menu.session.workspace.suppressions(menu.file.path, finding)):
        action = types.CodeAction(title=fix.title, kind=QUICK_FIX, diagnostics=_shown(menu, finding))
        yield from _with_edit(menu, action, fix, menu.order(Deed.SILENCE, finding, choice))


def _with_edit(menu: Menu, action: types.CodeAction, fix: Fix, order: Order) -> Iterator[types.CodeAction]:
    """The action with its edit, or with what is needed to ask for it later, where the client can do that."""
    if menu.session.client.lazy_edits:
        action.data = data_of(order)
        yield action
        return
    action.edit = workspace_edit(menu.session, fix, menu.file.path)
    if action.edit:
        yield action


def _shown(menu: Menu, finding: Finding) -> list[types.Diagnostic] | None:
    """The client's own diagnostics of a finding."""
    found = Places(menu.session, menu.result.document).range(finding.path, finding.span)
    return [
        diagnostic
        for diagnostic in menu.context.diagnostics
        if diagnostic.code == finding.rule and diagnostic.range == found
    ] or None


def _title(session: Session, finding: Finding) -> str:
    """What the fix of a rule is called where it cannot be made."""
    rule = session.workspace.rulebook.rules.get(finding.rule)
    title = rule.fix.title if rule and rule.fix else f"Fix {finding.rule}"
    return BLANK.sub(lambda blank: finding.details.get(blank[1], blank[0]), title)
