"""Plain text that points at the words, like a good compiler."""

import os
from collections.abc import Iterable
from textwrap import wrap
from typing import TextIO
from unicodedata import combining, east_asian_width

from blameaware.language.documents import Place
from blameaware.language.patterns import moves, patterns

WIDEST = 70  # columns of a line that are shown around the words, so that 80 hold it
_PAGE = 79
_BEFORE = 24  # columns that are kept before the words where a line is cut
_COLORS = {"error": "31", "warning": "33", "advice": "36"}


def write(places: Iterable[Place], out: TextIO) -> int:
    """Write every finding with its line; return how many there are."""
    count = 0
    color = _wants_color(out)
    for place in places:
        out.write(_entry(place, color=color))
        count += 1
    if count:
        out.write(f"{count} finding{'s' if count != 1 else ''}.\n")
    return count


def _wants_color(out: TextIO) -> bool:
    """Whether the report goes to a terminal that shows colors, and nobody asked for none."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and out.isatty()


def _entry(place: Place, *, color: bool) -> str:
    finding = place.finding
    pattern = patterns().get(finding.pattern)
    title = pattern.title if pattern else "Silencer"
    shown, start, length = _window(place)
    margin = " " * len(str(place.line))
    code = _COLORS[finding.severity] if color else ""
    move = moves()[finding.move].next if finding.move else ""
    lines = [
        f"{place.path}:{place.line}:{place.column}: {_painted(finding.severity, code)}: "
        f"{title} [{finding.pattern}]",
        f" {place.line} | {shown}",
        f" {margin} | {' ' * start}{_painted('^' * length, code)}",
        *_told(margin, finding.reason),
        *_told(margin, f"Ask instead: {finding.question}" if pattern else ""),
        *_told(margin, f"{move} ({finding.move})" if move else ""),
    ]
    return "\n".join(line for line in lines if line) + "\n\n"


def _told(margin: str, said: str) -> list[str]:
    """Return what is said about a finding, in lines that 80 columns hold."""
    first, further = f" {margin} = ", f" {margin}   "
    return wrap(said, _PAGE, initial_indent=first, subsequent_indent=further)


def _painted(text: str, code: str) -> str:
    return f"\x1b[1;{code}m{text}\x1b[0m" if code else text


def _width(char: str) -> int:
    """Return how many columns of a terminal the character takes."""
    if combining(char) or char in "\u200d\ufe0f":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _columns(text: str) -> int:
    return sum(map(_width, text))


def _visible(char: str) -> str:
    if char == "\t":
        return " "
    return char if char.isprintable() or not _width(char) else "·"


def _window(place: Place) -> tuple[str, int, int]:
    """Return the part of the line to show, and where in it the words begin and how wide they are.

    The last two count columns of a terminal.
    """
    source = place.source
    first = min(max(place.finding_column, 0), len(source))
    last = len(source) if place.end_line != place.line else first + place.end_column - place.column
    left = first
    while left and _columns(source[left - 1 : first]) <= _BEFORE:
        left -= 1
    if len(source) <= WIDEST and _columns(source) <= WIDEST:
        left = 0
    right = left
    room = WIDEST
    while right < len(source) and room >= _width(source[right]):
        room -= _width(source[right])
        right += 1
    text = "".join(map(_visible, source[left:right]))
    lead, tail = "…" if left else "", "…" if right < len(source) else ""
    begin = len(lead) + _columns(source[left:first])
    return f"{lead}{text}{tail}", begin, max(1, _columns(source[first : min(last, right)]))
