"""A stretch of a text, in byte offsets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The bytes from `start` up to, not including, `end`."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies within this span, ends included."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two share a byte or meet at an end."""
        return self.start <= other.end and other.start <= self.end

    def moved(self, by: int) -> "Span":
        """The span `by` bytes further on."""
        return Span(self.start + by, self.end + by)
