"""Plain text that points at the words, like a good compiler."""

from collections.abc import Iterable
from typing import TextIO

from blameaware.language.documents import Place
from blameaware.language.patterns import moves, patterns

WIDEST = 100  # code points of a line that are shown around the words


def write(places: Iterable[Place], out: TextIO) -> int:
    """Write every finding with its line; return how many there are."""
    count = 0
    for place in places:
        out.write(_entry(place))
        count += 1
    if count:
        out.write(f"{count} finding{'s' if count != 1 else ''}.\n")
    return count


def _entry(place: Place) -> str:
    finding = place.finding
    pattern = patterns().get(finding.pattern)
    title = pattern.title if pattern else "Silencer"
    shown, start = _window(place)
    length = max(1, min(_length(place), len(shown) - start))
    margin = " " * len(str(place.line))
    lines = [
        f"{place.path}:{place.line}:{place.column}: {finding.severity}: "
        f"{title} [{finding.pattern}]",
        f" {place.line} | {shown}",
        f" {margin} | {' ' * start}{'^' * length}",
        f" {margin} = {finding.reason}",
        f" {margin} = Ask instead: {finding.question}" if pattern else "",
        f" {margin} = {moves()[finding.move].next} ({finding.move})" if finding.move else "",
    ]
    return "\n".join(line for line in lines if line) + "\n\n"


def _length(place: Place) -> int:
    if place.end_line != place.line:
        return len(place.source)
    return place.end_column - place.column


def _window(place: Place) -> tuple[str, int]:
    """Return the part of the line to show, and where the words begin in it."""
    text = "".join(
        " " if char == "\t" else char if char.isprintable() else "·" for char in place.source
    )
    start = min(max(place.finding_column, 0), len(text))
    if len(text) <= WIDEST:
        return text, start
    left = max(0, start - WIDEST // 3)
    cut = text[left : left + WIDEST]
    lead = "…" if left else ""
    tail = "…" if left + WIDEST < len(text) else ""
    return f"{lead}{cut}{tail}", start - left + len(lead)
