"""The batch contract: JSONL with id and text comes in, one answer a line goes out."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from blameaware.errors import UserError
from blameaware.language.engine import analyze
from blameaware.language.findings import NamesPolicy


def run_batch(lines: Iterable[bytes], out: TextIO, names: NamesPolicy) -> int:
    """Answer every line as {id, label, categories, spans}.

    Returns 0: an answer is what was asked for, whatever it says, and programs that read it take
    another exit code for a failure.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        out.write(json.dumps(_answer(_row(line, number), names)) + "\n")
    return 0


def _answer(row: dict[str, Any], names: NamesPolicy) -> dict[str, Any]:
    analysis = analyze(row["text"], names=names)
    found = [f for f in analysis.findings if f.severity != "advice"]
    return {
        "id": row["id"],
        "label": analysis.label,
        "categories": sorted({f.pattern for f in found}),
        "spans": [[f.start, f.end] for f in found],
    }


def _row(line: bytes, number: int) -> dict[str, Any]:
    """Return the object on a line. Raises UserError that names the line."""
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise UserError(f"stdin:{number}: not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"stdin:{number}: not JSON: {error}") from error
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise UserError(
            f'stdin:{number}: a line needs "id" and "text", and the text has to be a string'
        )
    return row
