"""What a client may have done by name (LSP 3.17, workspace/executeCommand). A client that knows none of it misses nothing else."""

from collections.abc import Callable, Mapping

from pygls.exceptions import JsonRpcInvalidParams

from nodeward.lsp import survey
from nodeward.lsp.session import Session
from nodeward.rulebook.pages import page


def scan_workspace(session: Session, _arguments: tuple[object, ...]) -> None:
    """Look at every file of the folders; what is found is shown as it comes."""
    survey.begin(session)


def explain_rule(session: Session, arguments: tuple[object, ...]) -> str:
    """The page of a rule in Markdown, by the rule's id; raises JsonRpcInvalidParams where there is no such rule."""
    rule = session.workspace.rulebook.rules.get(str(arguments[0])) if arguments else None
    if rule is None:
        raise JsonRpcInvalidParams(f"nodeward.explainRule takes the id of a rule, not {list(arguments)}")
    return page(rule)


COMMANDS: Mapping[str, Callable[[Session, tuple[object, ...]], object]] = {
    "nodeward.scanWorkspace": scan_workspace,
    "nodeward.explainRule": explain_rule,
}
