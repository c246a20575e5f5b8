"""What was said of each answer when it was marked: a table of ours beside nbgrader's.

Judging a rewrite takes far longer than writing a page about it, and a page has to give the reasons
that led to the marks. So the judgments are kept in the transaction of the marks, and used as long
as answers and key are those that were marked.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, Text, create_engine, delete, inspect, select
from sqlalchemy.orm import Session

from blameaware import __version__
from blameaware.bank.judgment import Judgment, Note
from blameaware.grading.digest import digest_of_answers
from blameaware.grading.key import Key
from blameaware.grading.marked import Marked, insert_rows
from blameaware.grading.score import Mark, Marks, answer_of, score, without_answer
from blameaware.grading.submitted import Submission

JUDGED = Table(
    "blameaware_judged",
    MetaData(),
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("source", String(64), nullable=False),
    Column("judgments", Text(), nullable=False),
)


def write_judged(session: Session, key: Key, batch: Sequence[Marked]) -> None:
    """Keep the judgments of a batch, except of those that could not be judged whole."""
    ids = [marked.learner for marked in batch]
    session.execute(
        delete(JUDGED).where(JUDGED.c.assignment == key.name, JUDGED.c.student.in_(ids))
    )
    rows = [
        {
            "assignment": key.name,
            "student": marked.learner,
            "source": _source(key, marked.answers),
            "judgments": _as_text(marked.marks),
        }
        for marked in batch
        if marked.marks.complete
    ]
    insert_rows(session, JUDGED, rows)


class Judged:
    """The judgments of an assignment, read one submission at a time. Use as a context manager."""

    def __init__(self, db_url: str, key: Key) -> None:
        """Open the gradebook at `db_url`; nothing is written to it."""
        self._key = key
        self._engine = create_engine(db_url)
        self._known = inspect(self._engine).has_table(JUDGED.name)

    def __enter__(self) -> "Judged":
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the gradebook."""
        self._engine.dispose()

    def marks(self, submission: Submission) -> Marks:
        """Return the marks of a submission: as they were given, or anew when it has changed."""
        table = self._kept(submission)
        if table is None:
            return score(self._key, submission.answers)
        return Marks(tuple(_marks(self._key, submission.answers, table)))

    def _kept(self, submission: Submission) -> dict[str, Any] | None:
        if not self._known:
            return None
        query = select(JUDGED.c.source, JUDGED.c.judgments).where(
            JUDGED.c.assignment == self._key.name, JUDGED.c.student == submission.learner
        )
        with Session(self._engine) as session:
            row = session.execute(query).one_or_none()
        if row is None or row.source != _source(self._key, digest_of_answers(submission)):
            return None
        table: dict[str, Any] = json.loads(row.judgments)
        return table


def _source(key: Key, answers: str) -> str:
    """Return a digest of what judgments depend on; `answers` is the digest of the answers."""
    return hashlib.sha256(f"{__version__}\n{key.digest}\n{answers}".encode()).hexdigest()


def _as_text(marks: Marks) -> str:
    table = {
        mark.entry.name: {
            "points": mark.points,
            "human": mark.human,
            "judgment": asdict(mark.judgment),
        }
        for mark in marks.marks
        if mark.value is not None
    }
    return json.dumps(table, ensure_ascii=True)


def _marks(
    key: Key, answers: Mapping[str, Mapping[str, Any]], table: Mapping[str, Any]
) -> list[Mark]:
    """Return the marks that `table` holds, in the order of the key."""
    marks = []
    for entry in key.items:
        kept, answer = table.get(entry.name), answer_of(key, entry, answers)
        if kept is None or answer is None:
            marks.append(without_answer(entry))
            continue
        fields = dict(kept["judgment"])
        fields["notes"] = tuple(Note(**note) for note in fields["notes"])
        judgment = Judgment(**fields)
        marks.append(Mark(entry, answer["value"], kept["points"], judgment, kept["human"]))
    return marks
