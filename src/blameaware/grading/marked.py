"""What each submission in the gradebook was marked from: a table of ours beside nbgrader's.

It is written in the transaction of the marks, so after a crash a submission is either marked and
known as such, or neither.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, MetaData, String, Table, delete, insert, select
from sqlalchemy.orm import Session

from blameaware.grading.score import Marks

MARKED = Table(
    "blameaware_marked",
    MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("answers", String(64), nullable=False),
    Column("at", DateTime(), nullable=False),
)
# In place of a digest where an answer could not be judged, so that the next run tries again.
UNFINISHED = "unfinished"
# SQLite takes at most 32,766 values in a statement, PostgreSQL's driver 65,535.
MOST_VALUES = 5_000


@dataclass(frozen=True, slots=True)
class Marked:
    """One submission with its marks, ready to be written.

    `digest` names everything that it was marked from, `answers` the answers alone; `person` has
    further columns of the student.
    """

    learner: str
    moment: datetime | None
    marks: Marks
    digest: str
    answers: str
    person: Mapping[str, str]


def digests_in(session: Session, assignment: str) -> dict[str, str]:
    """Return, by learner, what each submission of an assignment was marked from."""
    rows = session.execute(
        select(MARKED.c.student, MARKED.c.digest).where(MARKED.c.assignment == assignment)
    )
    return {row.student: row.digest for row in rows}


def unchanged_in(session: Session, assignment: str, batch: Sequence[Marked]) -> set[str]:
    """Return the learners of a batch whose answers are those that were marked last."""
    rows = session.execute(
        select(MARKED.c.student, MARKED.c.answers).where(
            MARKED.c.assignment == assignment,
            MARKED.c.student.in_([marked.learner for marked in batch]),
        )
    )
    before = {row.student: row.answers for row in rows}
    return {marked.learner for marked in batch if before.get(marked.learner) == marked.answers}


def write_digests(session: Session, assignment: str, batch: Sequence[Marked]) -> None:
    """Write what the submissions of a batch were marked from."""
    ids = [marked.learner for marked in batch]
    session.execute(
        delete(MARKED).where(MARKED.c.assignment == assignment, MARKED.c.student.in_(ids))
    )
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        {
            "assignment": assignment,
            "student": marked.learner,
            "digest": marked.digest,
            "answers": marked.answers,
            "at": now,
        }
        for marked in batch
    ]
    insert_rows(session, MARKED, rows)


def insert_rows(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:  # noqa: ANN401
    """Insert rows, as many at a time as any database takes."""
    for start in range(0, len(rows), MOST_VALUES):
        session.execute(insert(table), rows[start : start + MOST_VALUES])
