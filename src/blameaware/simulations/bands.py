"""Ranges of many runs: the middle and where four fifths of them lie."""

from collections.abc import Sequence
from typing import NamedTuple


class Band(NamedTuple):
    """The 10th, 50th and 90th percentile of some runs, in the unit of the runs."""

    low: float
    mid: float
    high: float

    def rounded(self, digits: int = 0) -> "Band":
        """Return the band with its numbers rounded."""
        return Band(*(round(value, digits) for value in self))


def band(values: Sequence[float]) -> Band:
    """Return the band of at least one value; between two values it is interpolated."""
    ordered = sorted(values)
    return Band(*(_at(ordered, share) for share in (0.1, 0.5, 0.9)))


def _at(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
