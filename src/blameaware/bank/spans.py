"""Where marked words stand in a text: spans of code points, end not included."""

from typing import NamedTuple

from blameaware.bank.models import Blame, LookAlike


class Span(NamedTuple):
    """A stretch of a text in code points."""

    start: int
    end: int

    def overlap(self, other: "Span") -> int:
        """Return how many code points both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def find(text: str, mark: Blame | LookAlike) -> Span | None:
    """Return where a mark's words stand in `text` (the nth time), or None."""
    start = -1
    for _ in range(mark.nth):
        start = text.find(mark.words, start + 1)
        if start < 0:
            return None
    return Span(start, start + len(mark.words))


def merged(spans: list[Span]) -> list[Span]:
    """Return the spans in order with overlapping and touching ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
