"""`blameaware rewrite`: judge rewrites, one for a person to read, or many as lines of JSON."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, TextIO

from blameaware.errors import UserError
from blameaware.language.findings import Finding, NamesPolicy
from blameaware.language.rewrite import check_rewrite
from blameaware.language.rewrite_task import LONGEST, RewriteTask, Verdict

_IN_A_BATCH = {"empty": "loses_facts", "too_long": "off_topic"}
_SCALE_NAMES = {
    "blame_removed": "blame removed",
    "facts_kept": "facts kept",
    "condition_added": "condition added",
    "next_step": "usable next step",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `blameaware rewrite`."""
    parser.add_argument("text", nargs="?", default="-", help="the rewrite, or - for stdin")
    parser.add_argument("--statement", help="the blame-laden statement")
    parser.add_argument("--context", default="", help="where it was said")
    parser.add_argument(
        "--fact", action="append", default=[], metavar="FACT", help="a fact to keep (repeat)"
    )
    parser.add_argument(
        "--sheet", action="append", default=[], metavar="SENTENCE", help="a further true sentence"
    )
    parser.add_argument(
        "--format",
        choices=("text", "jsonl"),
        default="text",
        help="jsonl reads {id, statement, context, facts, text} lines on stdin",
    )
    parser.add_argument(
        "--names", choices=("neutral-names-ok", "roles-only"), default="neutral-names-ok"
    )


def run(args: argparse.Namespace) -> int:
    """Judge, print, and return 0; a line that cannot be read ends with exit code 2."""
    if args.format == "jsonl":
        _run_batch(sys.stdin.buffer, sys.stdout, args.names)
        return 0
    if not args.statement:
        raise UserError('nothing to compare with: add --statement "..." or use --format jsonl')
    task = RewriteTask(args.statement, args.context, tuple(args.fact), tuple(args.sheet))
    text = sys.stdin.read() if args.text == "-" else args.text
    sys.stdout.write(in_words(check_rewrite(task, text.strip(), names=args.names)) + "\n")
    return 0


def _run_batch(lines: Iterable[bytes], out: TextIO, names: NamesPolicy) -> None:
    """Judge line by line; every answer is out before the next line is read."""
    for row in _rows(lines):
        verdict = check_rewrite(row["task"], row["text"], names=names)
        out.write(json.dumps(_answer(row["id"], verdict), ensure_ascii=False) + "\n")
        out.flush()


def _rows(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, number)


def _row(line: bytes, number: int) -> dict[str, Any]:
    """Return id, task and text of one line. Raises UserError that names the line."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UserError(f"line {number} is not UTF-8 text (byte {error.start + 1})") from None
    except (ValueError, RecursionError) as error:
        raise UserError(f"line {number} is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise UserError(f"line {number} must be an object with id, statement, facts and text")
    strings = [_string(row, key, number) for key in ("statement", "context", "text")]
    statement, context, text = strings
    facts, sheet = (_strings(row, key, number) for key in ("facts", "fact_sheet"))
    return {
        "id": row.get("id"),
        "task": RewriteTask(statement, context, facts, sheet),
        "text": text,
    }


def _string(row: dict[str, Any], key: str, number: int) -> str:
    value = row.get(key, "" if key == "context" else None)
    if not isinstance(value, str):
        raise UserError(f'line {number}: "{key}" must be a string')
    return value


def _strings(row: dict[str, Any], key: str, number: int) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UserError(f'line {number}: "{key}" must be a list of strings')
    return tuple(value)


def _answer(name: object, verdict: Verdict) -> dict[str, Any]:
    """Return the line of JSON that answers one rewrite."""
    return {
        "id": name,
        "verdict": _IN_A_BATCH.get(verdict.verdict, verdict.verdict),
        "scales": asdict(verdict.scales),
        "missing_facts": list(verdict.missing_facts),
        "findings": [asdict(finding) for finding in verdict.findings],
    }


def in_words(verdict: Verdict) -> str:
    """Return a verdict as a few lines for a person."""
    if verdict.verdict == "too_long":
        return f"This is longer than {LONGEST:,} characters. One or two sentences are enough."
    marks = asdict(verdict.scales)
    lines = [verdict.good, *(_pointed(finding) for finding in verdict.findings)]
    lines += [f"Not there yet: {fact}" for fact in verdict.missing_facts]
    lines += [f"Check this, it is new: {', '.join(verdict.invented)}" if verdict.invented else ""]
    lines += [verdict.question, verdict.next]
    lines += ["", f"Verdict: {verdict.verdict.replace('_', ' ')}  ({verdict.scales.total} of 8)"]
    lines += [f"  {name}: {marks[key]} of 2" for key, name in _SCALE_NAMES.items()]
    return "\n".join(line for index, line in enumerate(lines) if line or index == len(lines) - 6)


def _pointed(finding: Finding) -> str:
    return f'"{finding.text}": {finding.reason}'
