"""When to look at an item again: 1, 3 and 7 days after it was missed, then it is settled.

Spacing follows the plain schedule of the course, kept in the record itself as
"review": {"step": 0..3, "due": "2026-11-24"}; step 3 means settled. Local dates, no account.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from blameaware.answers.records import Record

DAYS = (1, 3, 7)
MASTERED = 0.8


def after(record: Mapping[str, Any], score: float, today: date) -> dict[str, Any] | None:
    """Return the review entry after a try with `score` (0 to 1), or None when none is needed.

    Missing it starts over at one day; getting it when it was due moves one step on; getting it
    earlier leaves the plan as it is.
    """
    step, due = _entry(record)
    if score < MASTERED:
        return {"step": 0, "due": (today + timedelta(days=DAYS[0])).isoformat()}
    if step is None:
        return None
    if due is None or today < due:
        return {"step": step, "due": due.isoformat()} if due else {"step": step}
    if step + 1 >= len(DAYS):
        return {"step": len(DAYS)}
    return {"step": step + 1, "due": (today + timedelta(days=DAYS[step + 1])).isoformat()}


def due_items(answers: Mapping[str, Record], today: date) -> list[str]:
    """Return the ids that are due today, the longest due first."""
    found = [(due, name) for name, record in answers.items() if (due := due_on(record))]
    return [name for due, name in sorted(found) if due <= today]


def due_on(record: Mapping[str, Any]) -> date | None:
    """Return the day on which a record's item is due, or None."""
    return _entry(record)[1]


def _entry(record: Mapping[str, Any]) -> tuple[int | None, date | None]:
    """Return (step, due) of a record; None for what is missing or unreadable."""
    entry = record.get("review")
    if not isinstance(entry, dict) or type(entry.get("step")) is not int:
        return None, None
    step = min(max(entry["step"], 0), len(DAYS))
    try:
        return step, date.fromisoformat(entry["due"])
    except (KeyError, TypeError, ValueError):
        return step, None
