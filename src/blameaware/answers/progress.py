"""What the answers say about progress: done, mastered, due again, time spent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from blameaware.answers.records import Record
from blameaware.answers.review import MASTERED, due_on
from blameaware.bank.index import Entry


@dataclass(frozen=True)
class Standing:
    """Where a learner stands in one chapter (or in all)."""

    name: str
    items: int
    done: int
    mastered: int
    due: int
    seconds: int


def score_of(record: Mapping[str, Any]) -> float | None:
    """Return the best score in a record, 0 to 1, or None when it was never checked."""
    score = record.get("best")
    if isinstance(score, int | float) and not isinstance(score, bool):
        return min(1.0, max(0.0, float(score)))
    return None


def seconds_of(record: Mapping[str, Any]) -> int:
    """Return the time spent on an item in seconds."""
    seconds = record.get("seconds")
    return max(0, seconds) if type(seconds) is int else 0


def standing(
    name: str, items: Iterable[Entry], answers: Mapping[str, Record], today: date
) -> Standing:
    """Count over the items of a chapter. An item is done once it has been checked."""
    ids = [item.id for item in items]
    found = [answers[item_id] for item_id in ids if item_id in answers]
    scores = [score for record in found if (score := score_of(record)) is not None]
    due = [day for record in found if (day := due_on(record)) and day <= today]
    return Standing(
        name,
        len(ids),
        len(scores),
        sum(score >= MASTERED for score in scores),
        len(due),
        sum(seconds_of(record) for record in found),
    )


# What is kept besides exercises: tests, pulse, certificate, and simulations (“sim:…”).
OWN_IDS = frozenset({"pretest", "posttest", "pulse", "certificate", "role"})


def unknown_ids(answers: Mapping[str, Record], known: Iterable[str]) -> list[str]:
    """Return ids that no item has (any more), without those of assignments (“name/item”)."""
    ids = OWN_IDS.union(known)
    return sorted(n for n in answers if n not in ids and "/" not in n and ":" not in n)
