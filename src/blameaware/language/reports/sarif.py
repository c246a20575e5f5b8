"""SARIF 2.1.0, as code scanning services read it."""

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from blameaware import __version__
from blameaware.language.documents import Place
from blameaware.language.patterns import Pattern, patterns

_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SILENCER = {
    "id": "silencer",
    "name": "Silencer",
    "shortDescription": {"text": "A silencer that is not needed or not complete"},
    "fullDescription": {"text": "A silencer names a pattern and a reason, and covers a finding."},
    "help": {"text": "Give the pattern and a reason, or take the silencer out."},
    "defaultConfiguration": {"level": "warning"},
}


def write(places: Iterable[Place], out: TextIO) -> int:
    """Write the log, result by result; return how many there are."""
    driver = {"name": "blameaware", "version": __version__, "rules": _rules()}
    out.write(
        f'{{"$schema": {json.dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {{"driver": '
        f'{json.dumps(driver)}}}, "columnKind": "unicodeCodePoints", "results": ['
    )
    count = 0
    for place in places:
        out.write((",\n" if count else "\n") + json.dumps(_result(place)))
        count += 1
    out.write("\n]}]}\n")
    return count


def _rules() -> list[dict[str, Any]]:
    return [*(_rule(pattern) for pattern in patterns().values()), _SILENCER]


def _rule(pattern: Pattern) -> dict[str, Any]:
    return {
        "id": pattern.id,
        "name": "".join(word.capitalize() for word in pattern.id.split("-")),
        "shortDescription": {"text": pattern.title},
        "fullDescription": {"text": pattern.what},
        "help": {"text": f"Ask instead: {pattern.question} Source: {pattern.source}."},
        "defaultConfiguration": {"level": _LEVELS[pattern.severity]},
    }


def _result(place: Place) -> dict[str, Any]:
    finding = place.finding
    region = {
        "startLine": place.line, "startColumn": place.column,
        "endLine": place.end_line, "endColumn": place.end_column,
    }  # fmt: skip
    message = (
        f"{finding.reason} Ask instead: {finding.question}" if finding.move else finding.reason
    )
    return {
        "ruleId": finding.pattern,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(place.path)}, "region": region}}
        ],
    }


def _uri(path: str) -> str:
    return quote(PurePath(path).as_posix())
