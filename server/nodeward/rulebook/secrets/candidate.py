"""A match that is still to be judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from nodeward.rulebook.secrets.format import Lists, SecretFormat


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a format's pattern found, as text, with what the checks compare it with.

    `now` is the present in seconds since 1970, or 0 where nobody asks whether a token has ended.
    """

    format: SecretFormat
    whole: str
    secret: str
    groups: Mapping[str, str]
    lists: Lists
    now: int
