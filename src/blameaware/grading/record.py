"""From the bytes of an answers file to clean answers, with notes on every repair."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from blameaware.grading.careful_json import parse_json
from blameaware.grading.outcome import RefusedError
from blameaware.grading.shapes import MAX_TEXT, clean_text, clean_value

SCHEMA = 1
COURSE = "blameaware"
MAX_ANSWERS = 2_000
MOST_SHOWN = 999_999
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Record:
    """What one answers file says: whose it is, and the answers by id.

    `learner` is the name in the file, which anybody may have written. `assignment` narrows the
    file to one assignment; None for all. `named` are the ids that stood there, whether or not
    their answers could be used.
    """

    learner: str | None
    assignment: str | None
    answers: dict[str, dict[str, Any]]
    named: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)


def read_record(data: bytes, now: datetime) -> Record:
    """Return the record in an answers file. Raises RefusedError when there is none in it."""
    value, notes = parse_json(data)
    table = _whole(value)
    answers: dict[str, dict[str, Any]] = {}
    entries = _entries(table)
    for name, entry in entries.items():
        if "/" not in name:
            continue  # practice in a chapter, which nobody marks
        cleaned = _answer(name, entry, now, notes)
        if cleaned is not None:
            answers[clean_text(name)] = cleaned
    learner = _optional_text(table.get("learner"))
    named = frozenset(clean_text(name) for name in entries)
    return Record(learner, _optional_text(table.get("assignment")), answers, named, notes)


def _whole(value: object) -> dict[str, Any]:
    if isinstance(value, list):
        many = len(value) > 1
        raise RefusedError(
            "it holds several submissions; hand in one file for each"
            if many
            else "it is a list, not an answers file"
        )
    if not isinstance(value, dict):
        raise RefusedError("it is not an answers file")
    if value.get("course", COURSE) != COURSE:
        raise RefusedError("it belongs to another course")
    _check_schema(value.get("schema", SCHEMA))
    return value


def _check_schema(schema: object) -> None:
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise RefusedError(f"its schema is not a number of ours (this reads {SCHEMA})")
    if schema > SCHEMA:
        shown = min(schema, MOST_SHOWN)
        raise RefusedError(
            f"it was made by a newer version (schema {shown}, this reads {SCHEMA}); "
            "update blameaware and take it in again"
        )


def _entries(table: dict[str, Any]) -> dict[str, Any]:
    entries = table.get("answers")
    if not isinstance(entries, dict):
        raise RefusedError("it has no table of answers, so it is not an answers file")
    if len(entries) > MAX_ANSWERS:
        raise RefusedError(f"it has {len(entries)} answers; the most is {MAX_ANSWERS}")
    return entries


def _optional_text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return clean_text(value[:200]).strip() or None


def _answer(name: str, entry: object, now: datetime, notes: list[str]) -> dict[str, Any] | None:
    """Return one clean answer, or None with a note when it cannot be one."""
    shown = clean_text(name)[:60]
    if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
        notes.append(f"{shown}: it has no kind, so it is not an answer; it was left out")
        return None
    try:
        value = clean_value(entry["kind"], entry.get("value"))
    except ValueError as error:
        notes.append(f"{shown}: {error}; it was left out")
        return None
    if isinstance(value, str) and len(str(entry["value"])) > MAX_TEXT:
        notes.append(f"{shown}: cut to {MAX_TEXT:,} characters")
    extras = {
        "confidence": _confidence(entry.get("confidence")),
        "tries": _tries(entry.get("tries")),
        "at": _moment(entry.get("at"), now, shown, notes),
    }
    given = {field: extra for field, extra in extras.items() if extra is not None}
    return {"kind": entry["kind"], "value": value, **given}


def _confidence(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def _tries(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**6:
        return None
    return value


def _moment(value: object, now: datetime, shown: str, notes: list[str]) -> str | None:
    """Return a time as the record writes it; a time to come is a clock that is off."""
    if not isinstance(value, str):
        return None
    moment = parse_moment(value)
    if moment is None:
        notes.append(f"{shown}: its time cannot be read; it was left out")
        return None
    if moment > now + CLOCKS_DIFFER:
        notes.append(f"{shown}: its time lies in the future; it was left out")
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_moment(text: str) -> datetime | None:
    """Return an ISO time in UTC (a time without a zone is taken as UTC), or None.

    None, too, for a time before this century: a clock that was never set wrote it.
    """
    try:
        moment = datetime.fromisoformat(text.strip()[:40])
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= EARLIEST else None
