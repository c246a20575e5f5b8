"""Annotations for GitHub Actions: one workflow command a finding."""

from collections.abc import Iterable
from typing import TextIO

from blameaware.language.documents import Place
from blameaware.language.patterns import patterns

_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def write(places: Iterable[Place], out: TextIO) -> int:
    """Write the annotations; return how many there are."""
    count = 0
    for place in places:
        out.write(_command(place) + "\n")
        count += 1
    return count


def _command(place: Place) -> str:
    finding = place.finding
    pattern = patterns().get(finding.pattern)
    title = pattern.title if pattern else "Silencer"
    fields = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "endLine": str(place.end_line),
        "endColumn": str(place.end_column),
        "title": f"{title} ({finding.pattern})",
    }
    where = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    message = f"{finding.reason} Ask instead: {finding.question}" if pattern else finding.reason
    return f"::{_LEVELS[finding.severity]} {where}::{_data(message)}"


def _data(text: str) -> str:
    """Escape as the workflow commands of GitHub Actions ask for it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
