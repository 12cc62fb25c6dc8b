"""The expression that a test must speak of, and how else it may be written."""

from dataclasses import dataclass, replace

from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.syntax.nodes import Node

MOST_DEPTH = 12  # tests inside tests, helpers inside helpers


@dataclass(frozen=True, slots=True)
class Subject:
    """The expression that a test must speak of, as it is spelled in the file of `model`."""

    model: Model
    spelled: str
    depth: int = MOST_DEPTH

    def __post_init__(self) -> None:
        object.__setattr__(self, "spelled", self.spelled.replace("?.", "."))

    def within(self) -> "Subject":
        """The same subject, one test further in."""
        return replace(self, depth=self.depth - 1)

    def is_(self, node: Node | None) -> bool:
        """Whether an expression is the subject, also as `String(subject)` or in lower case."""
        if node is None:
            return False
        inner = unwrapped(node)
        if self.model.text(inner).replace("?.", ".") == self.spelled:
            return True
        callee = inner.child_by_field_name("function") if inner.type == "call_expression" else None
        if callee is None:
            return False
        if self.model.text(callee) in ("String", "path.normalize", "path.resolve", "decodeURIComponent"):
            return any(self.is_(each) for each in arguments(inner))
        key = callee.child_by_field_name("property")
        folds = key is not None and self.model.text(key) in ("toLowerCase", "toUpperCase", "toString", "trim")
        return folds and self.is_(callee.child_by_field_name("object"))
