"""What the shapes of all files of `rules/` have in common."""

from typing import Annotated

from msgspec import Meta, Struct

Scalar = str | int | float | bool | None
Names = Annotated[str | list[str], Meta(description="One canonical name, or a list of them.")]


class Shape(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True
):
    """What every part of a rule file has in common: kebab-case keys, none unknown."""
