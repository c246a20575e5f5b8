"""The JSON report, described by schemas/check-1.json; written piece by piece."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from blameaware import __version__
from blameaware.language.documents import Place

SCHEMA = 1  # goes up when a reader of the report would have to change


def write(places: Iterable[Place], out: TextIO) -> int:
    """Write the report; return how many findings it has."""
    head = {"schema": SCHEMA, "tool": "blameaware", "version": __version__}
    out.write(json.dumps(head)[:-1] + ', "findings": [')
    count = 0
    for place in places:
        out.write((",\n  " if count else "\n  ") + json.dumps(entry(place)))
        count += 1
    out.write(f'\n], "count": {count}}}\n')
    return count


def entry(place: Place) -> dict[str, Any]:
    """Return one finding as plain data."""
    finding = place.finding
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "pattern": finding.pattern,
        "severity": finding.severity,
        "text": finding.text,
        "agent": finding.agent,
        "reason": finding.reason,
        "question": finding.question,
        "move": finding.move or None,
    }
