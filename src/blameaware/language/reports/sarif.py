"""SARIF 2.1.0, as code scanning services read it.

Services want paths relative to the repository, help for every rule, a fingerprint that stays when
lines above a finding come or go, and no more than 25,000 results in a run.
"""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePath
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
    "help": {
        "text": "Give the pattern and a reason, or take the silencer out.",
        "markdown": "Write `<!-- blameaware: ok PATTERN, reason -->`, or take the silencer out.",
    },
    "defaultConfiguration": {"level": "warning"},
    "properties": {"tags": ["language"]},
}
_MOST_RESULTS = 25_000  # GitHub's code scanning takes no run that has more
_PRINT = 16  # hexadecimal digits of a fingerprint


def write(places: Iterable[Place], out: TextIO) -> int:
    """Write the log, result by result; return how many there are."""
    driver = {"name": "blameaware", "version": __version__, "rules": _rules()}
    out.write(
        f'{{"$schema": {json.dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {{"driver": '
        f'{json.dumps(driver)}}}, "columnKind": "unicodeCodePoints", "results": ['
    )
    count = 0
    seen: Counter[str] = Counter()
    for place in places:
        if count < _MOST_RESULTS:
            out.write((",\n" if count else "\n") + json.dumps(_result(place, seen)))
        count += 1
    out.write(f'\n], "invocations": [{json.dumps(_invocation(count))}]}}]}}\n')
    return count


def _invocation(count: int) -> dict[str, Any]:
    """Return how the run went; results that had to be left out are named here."""
    if count <= _MOST_RESULTS:
        return {"executionSuccessful": True}
    text = f"{count - _MOST_RESULTS} of {count} findings are left out: a run holds {_MOST_RESULTS}."
    notes = [{"level": "warning", "message": {"text": text}}]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _rules() -> list[dict[str, Any]]:
    return [*(_rule(pattern) for pattern in patterns().values()), _SILENCER]


def _rule(pattern: Pattern) -> dict[str, Any]:
    return {
        "id": pattern.id,
        "name": "".join(word.capitalize() for word in pattern.id.split("-")),
        "shortDescription": {"text": pattern.title},
        "fullDescription": {"text": pattern.what},
        "help": {
            "text": f"Ask instead: {pattern.question} Source: {pattern.source}.",
            "markdown": _help(pattern),
        },
        "defaultConfiguration": {"level": _LEVELS[pattern.severity]},
        "properties": {"tags": ["language"]},
    }


def _help(pattern: Pattern) -> str:
    """Return what a reader of the finding is told about its pattern, in Markdown."""
    flagged = "\n".join(f"- {text}" for text in pattern.examples)
    fine = "\n".join(f"- {text}" for text in pattern.look_alikes)
    return (
        f"{pattern.what}\n\n**Ask instead:** {pattern.question}\n\n"
        f"Pointed at:\n\n{flagged}\n\nLeft alone:\n\n{fine}\n\nSource: {pattern.source}."
    )


def _result(place: Place, seen: Counter[str]) -> dict[str, Any]:
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
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(place, seen)},
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(place.path)}, "region": region}}
        ],
    }


def _fingerprint(place: Place, seen: Counter[str]) -> str:
    """Return a name for the finding that does not depend on its line number."""
    words = " ".join(place.finding.text.split())
    named = f"{place.path}\0{place.finding.pattern}\0{words}"
    digest = sha256(named.encode()).hexdigest()[:_PRINT]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _uri(path: str) -> str:
    """Return the path from the folder where the command runs, as a reference in a URI."""
    pure = PurePath(path)
    if pure.is_absolute() and pure.is_relative_to(Path.cwd()):
        pure = pure.relative_to(Path.cwd())
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
