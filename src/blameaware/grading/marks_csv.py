"""Marks as files that Canvas and Moodle import: one assignment, one row a learner.

Canvas finds a learner by its own number (column ID) and takes the points of the column named like
the assignment; the second line gives the points possible. Moodle takes the worksheet of its
offline grading and finds a learner by "Participant" and a number. Both numbers come from the
archive that was taken in.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from blameaware.grading.key import Key
from blameaware.grading.results import Result

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Feedback comments")
# A spreadsheet takes what starts like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def canvas_csv(key: Key, results: Iterable[Result], column: str = "") -> str:
    """Return marks for Canvas. `column` is the assignment as Canvas calls it, "Name (1234)"."""
    rows = [
        [*CANVAS, column or key.title],
        ["    Points Possible", "", "", "", "", f"{key.points:g}"],
    ]
    for result in results:
        name = ", ".join(part for part in (result.last, result.first) if part)
        login = "" if result.lms else result.learner
        rows.append([name or result.learner, result.lms, "", login, "", f"{result.points:g}"])
    return _text(rows)


def moodle_csv(key: Key, results: Iterable[Result], comments: Mapping[str, str]) -> str:
    """Return marks for Moodle; `comments` are remarks of people by learner."""
    rows = [list(MOODLE)]
    for result in results:
        rows.append(
            [
                f"Participant {result.lms}" if result.lms else result.learner,
                " ".join(part for part in (result.first, result.last) if part) or result.learner,
                result.email,
                f"{result.points:g}",
                f"{key.points:g}",
                comments.get(result.learner, ""),
            ]
        )
    return _text(rows)


def plain_csv(key: Key, results: Iterable[Result]) -> str:
    """Return marks with a column for each item, for any other system."""
    names = [entry.name for entry in key.items]
    rows = [["learner", "handed in", *names, "late penalty", "points", "of", "waiting"]]
    for result in results:
        given = [result.items.get(name) for name in names]
        rows.append(
            [
                result.learner,
                f"{result.moment:%Y-%m-%dT%H:%M:%SZ}" if result.moment else "",
                *[f"{one.points:g}" if one else "" for one in given],
                f"{result.penalty:g}",
                f"{result.points:g}",
                f"{key.points:g}",
                "yes" if result.waiting else "no",
            ]
        )
    return _text(rows)


def _text(rows: list[list[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(
        [_no_formula(cell) for cell in row] for row in rows
    )
    return stream.getvalue()


def _no_formula(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
