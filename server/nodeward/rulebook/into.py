"""The shape of a dangerous place, as an author writes it: where a value must not come from outside. Judges no code."""

from typing import Annotated, Literal

from msgspec import Meta

from nodeward.rulebook.condition import Condition
from nodeward.rulebook.shape import Names, Shape

Position = int | Annotated[str, Meta(pattern=r"^-?\d+(\.\.)?((\.[\w$-]+|\[\*\])*)$")]


class Into(Shape, frozen=True, kw_only=True):
    """A place that values flow into: arguments of calls, or what is assigned somewhere."""

    call: Names = []
    argument: Annotated[
        Position | list[Position],
        Meta(
            description="Position of the value: `0`, `0.sql` (a property), `1[*]` (an element of a list), "
            "`0..` (this argument and all behind it)."
        ),
    ] = 0
    arguments: Annotated[dict[int, Condition], Meta(description="Only where these hold, by position.")] = {}
    unless: Annotated[dict[int, Condition], Meta(description="Not where one of these holds.")] = {}
    as_option: Annotated[
        bool,
        Meta(
            description="Only elements that the program may read as options: not behind `--`, nor behind an option "
            "that takes them."
        ),
    ] = False
    new: Annotated[bool | None, Meta(description="Only with `new` (true), only without (false).")] = None
    when_version: Annotated[
        dict[str, str], Meta(description="Package and the versions that it concerns.")
    ] = {}
    assign: Annotated[Names, Meta(description="Canonical places that are assigned to.")] = []
    property: Annotated[
        list[str], Meta(description="Properties that are assigned to, of whatever object.")
    ] = []
    attribute: Annotated[
        list[str],
        Meta(
            description="Attributes in JSX: `a.href`; `*` for any element, and a property of the attribute's object: "
            "`*.dangerouslySetInnerHTML.__html`."
        ),
    ] = []
    page: Annotated[
        Literal["said", "possible", "sniffed"] | None,
        Meta(
            description="Only in a response that is said to be HTML (`said`), that is said to be nothing else (`possible`), "
            "that a browser may take for HTML by its beginning (`sniffed`)."
        ),
    ] = None
    tested: Annotated[
        list[str], Meta(description="Names and members of these names on which a branch depends.")
    ] = []
    compared_with: Annotated[
        list[str],
        Meta(description="What is compared with something that is called so and is not itself from outside."),
    ] = []
    named_value: Annotated[
        list[str],
        Meta(
            description="What a function of the project gives to something whose name is in one of these vocabularies."
        ),
    ] = []
    computed: Annotated[
        bool,
        Meta(description="The key in `object[key] = value`, where the object was reached by such a key too."),
    ] = False
    called_key: Annotated[
        bool,
        Meta(description="The key in `object[key](...)`, also where the function is given a name first."),
    ] = False
    method: Annotated[list[str], Meta(description="Methods of whatever object, by their arguments.")] = []
    asked: Annotated[
        list[str],
        Meta(
            description="What methods of these names are called on, where the conditions on their arguments hold."
        ),
    ] = []
    begins: Annotated[
        str | None,
        Meta(description="Only text that is known to begin so, whatever follows and in whatever case."),
    ] = None
