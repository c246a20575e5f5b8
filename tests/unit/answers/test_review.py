"""When an item is due again: 1, 3 and 7 days after it was missed."""

from datetime import date, timedelta

import pytest

from blameaware.answers import review

MONDAY = date(2026, 11, 23)


def day(number):
    return MONDAY + timedelta(days=number)


def test_the_schedule_of_something_missed_once():
    record = {"review": review.after({}, 0.4, MONDAY)}
    due = []
    while (when := review.due_on(record)) is not None:
        due.append((when - MONDAY).days)
        record = {"review": review.after(record, 1.0, when)}
    assert due == [1, 4, 11]
    assert record == {"review": {"step": 3}}


@pytest.mark.parametrize(
    ("entry", "score", "today", "expected"),
    [
        (None, 0.9, 0, None),  # never missed: nothing to plan
        (None, 0.79, 0, {"step": 0, "due": "2026-11-24"}),
        ({"step": 1, "due": "2026-11-26"}, 0.2, 3, {"step": 0, "due": "2026-11-27"}),
        ({"step": 1, "due": "2026-11-26"}, 1.0, 1, {"step": 1, "due": "2026-11-26"}),  # too early
        (
            {"step": 1, "due": "2026-11-26"},
            1.0,
            9,
            {"step": 2, "due": "2026-12-09"},
        ),  # late is fine
        ({"step": 3}, 1.0, 30, {"step": 3}),
        ({"step": 3}, 0.1, 30, {"step": 0, "due": "2026-12-24"}),
        ({"step": "x"}, 1.0, 0, None),
        ({"step": 1, "due": "soon"}, 1.0, 0, {"step": 1}),
    ],
)
def test_after_a_try(entry, score, today, expected):
    assert review.after({"review": entry}, score, day(today)) == expected


def test_due_items_come_longest_waiting_first():
    answers = {
        "today": {"review": {"step": 0, "due": "2026-11-23"}},
        "older": {"review": {"step": 0, "due": "2026-11-20"}},
        "later": {"review": {"step": 0, "due": "2026-11-24"}},
        "never": {},
        "odd": {"review": "x"},
    }
    assert review.due_items(answers, MONDAY) == ["older", "today"]
