"""Makes the start of the server twice as fast: the classes of lsprotocol are built when they are first used.

Importing `lsprotocol.types` takes five times as long as everything else that pygls needs, nearly all of it in
`attrs.define`, which writes and compiles the methods of some 550 classes; a server uses a tenth of them. While
that module is imported, `define` only leaves two marks on a class, and whoever touches one builds the class.

It rests on habits of lsprotocol 2025.0.0: that it says `attrs.define`, and that `_hooks` remembers with a flag
that the names in annotations have been resolved. Another lsprotocol is only slower, not wrong.
"""

import sys
import threading
from collections.abc import Callable
from typing import Any

import attrs

_MARK = "__nodeward_define__"  # on a class that is not built: the arguments that `define` was given


class _Fields:
    """Stands where attrs keeps a built class's fields."""

    def __init__(self, build: Callable[[type], None]) -> None:
        self._build = build

    def __get__(self, instance: object, owner: type) -> Any:
        """The fields of the class that asks, or of the base that it has them from; built by now."""
        holder = next(cls for cls in owner.__mro__ if "__attrs_attrs__" in vars(cls))
        self._build(holder)
        return owner.__attrs_attrs__  # type: ignore[attr-defined]


def install() -> bool:
    """Import lsprotocol lazily; False where somebody has imported it before, for then it is too late."""
    if "lsprotocol.types" in sys.modules:
        return False
    names: dict[str, Any] = {}
    define = attrs.define
    attrs.define = _marking(define, names)
    try:
        from lsprotocol import types  # noqa: PLC0415 - this moment is the point
    finally:
        attrs.define = define
    from lsprotocol import _hooks  # noqa: PLC0415 - brings other users of `define` with it

    names.update(types.ALL_TYPES_MAP)
    _hooks._resolved_forward_references = True  # noqa: SLF001 - resolving builds; each class does it for itself
    return True


def _marking(define: Callable[..., Any], names: dict[str, Any]) -> Callable[..., Any]:
    """A stand-in for `define`. `names` resolves annotations; it may be filled later."""
    lock = threading.RLock()

    def build(cls: type) -> None:
        """Build a class in place (so without slots), after its bases."""
        with lock:
            for base in cls.__mro__[1:]:
                build(base)
            arguments = vars(cls).get(_MARK)
            if arguments is None:
                return
            for name in (_MARK, "__init__", "__attrs_attrs__"):
                delattr(cls, name)
            define(cls, **{**arguments, "slots": False})
            attrs.resolve_types(cls, names, {})

    fields = _Fields(build)

    def first_init(self: object, *args: object, **kwargs: object) -> None:
        build(type(self))
        type(self).__init__(self, *args, **kwargs)

    def mark(cls: type | None = None, **arguments: object) -> Any:
        if cls is None:
            return lambda late: mark(late, **arguments)
        if "__init__" in vars(cls):
            return define(cls, **arguments)
        setattr(cls, _MARK, arguments)
        cls.__init__ = first_init  # type: ignore[misc]
        cls.__attrs_attrs__ = fields  # type: ignore[attr-defined]
        return cls

    return mark
