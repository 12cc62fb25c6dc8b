"""`codeAction/resolve`."""

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams

from nodeward.lsp.actions import resolved
from nodeward.lsp.demand import present
from nodeward.lsp.mend import order_of
from nodeward.lsp.session import Session

METHOD = types.CODE_ACTION_RESOLVE


def handle(session: Session, action: types.CodeAction) -> types.CodeAction:
    """Add the edit to an action that was offered without it."""
    order = order_of(action.data)
    if order is None:
        raise JsonRpcInvalidParams(f"{action.title!r} is no action of this server")
    found = present(session, order.uri)
    if found is None or found[0].version != order.version:
        raise JsonRpcContentModified
    action.edit = resolved(session, *found, order)
    return action
