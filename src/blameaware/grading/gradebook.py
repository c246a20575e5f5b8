"""Writing marks into nbgrader's own gradebook: one writer, one transaction a batch.

`blameaware grade`, `nbgrader autograde` and formgrader's button all write through here, so they
cannot disagree. Marks of people are never touched. Beside nbgrader's tables stands one of ours,
which says what each submission was marked from; it is written in the same transaction, so after
a crash a submission is either marked and known as such, or neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Column, DateTime, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from blameaware.grading.key import Key
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


class LatePolicy(Protocol):
    """Says how many points a late submission loses; nbgrader's plugins do."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the penalty in points, None for none."""


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


class Writer:
    """Writes marks of one assignment. Use as a context manager."""

    def __init__(self, db_url: str, key: Key, policy: LatePolicy | None, course: str) -> None:
        """Open the gradebook at `db_url`, in which the assignment stands already."""
        self._book = Gradebook(db_url, course)
        self._key = key
        self._policy = policy
        MARKED.metadata.create_all(self._book.engine)
        with Session(self._book.engine) as session:
            self._read_assignment(session)

    def __enter__(self) -> "Writer":
        """Return the writer."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the gradebook."""
        self._book.close()

    def _read_assignment(self, session: Session) -> None:
        assignment = session.execute(
            select(Assignment.id, Assignment.duedate).where(Assignment.name == self._key.name)
        ).one()
        self._assignment, self.duedate = assignment
        self._notebook = session.execute(
            select(Notebook.id).where(
                Notebook.assignment_id == self._assignment, Notebook.name == self._key.name
            )
        ).scalar_one()
        rows = session.execute(
            select(BaseCell.id, BaseCell.name, BaseCell.type).where(
                BaseCell.notebook_id == self._notebook
            )
        ).all()
        self._cells = {name: id_ for id_, name, kind in rows if kind == "GradeCell"}
        self._tasks = {name: id_ for id_, name, kind in rows if kind == "TaskCell"}

    def digests(self) -> dict[str, str]:
        """Return, by learner, what each submission in the gradebook was marked from."""
        with Session(self._book.engine) as session:
            rows = session.execute(
                select(MARKED.c.student, MARKED.c.digest).where(
                    MARKED.c.assignment == self._key.name
                )
            )
            return {row.student: row.digest for row in rows}

    def write(self, batch: Sequence[Marked]) -> None:
        """Write a batch of submissions in one transaction."""
        with Session(self._book.engine) as session, session.begin():
            self._students(session, batch)
            submissions = self._submissions(session, batch)
            notebooks = self._notebooks(session, submissions)
            scores = self._grades(session, batch, notebooks)
            self._penalties(session, batch, submissions, notebooks, scores)
            self._digests(session, batch)

    def _students(self, session: Session, batch: Sequence[Marked]) -> None:
        ids = [marked.learner for marked in batch]
        known = set(session.scalars(select(Student.id).where(Student.id.in_(ids))))
        fresh = [{"id": id_} for id_ in ids if id_ not in known]
        _insert(session, Student, fresh)
        for marked in batch:
            if marked.person and marked.learner not in known:
                session.execute(
                    update(Student).where(Student.id == marked.learner).values(**marked.person)
                )

    def _submissions(self, session: Session, batch: Sequence[Marked]) -> dict[str, tuple[str, Any]]:
        """Return (row id, extension) of each learner's submission, made where it is missing."""
        ids = [marked.learner for marked in batch]
        rows = session.execute(
            select(
                SubmittedAssignment.student_id,
                SubmittedAssignment.id,
                SubmittedAssignment.extension,
                SubmittedAssignment.timestamp,
            ).where(
                SubmittedAssignment.assignment_id == self._assignment,
                SubmittedAssignment.student_id.in_(ids),
            )
        ).all()
        found = {student: (id_, extension) for student, id_, extension, _ in rows}
        times = {student: timestamp for student, _, _, timestamp in rows}
        fresh = []
        for marked in batch:
            moment = _naive(marked.moment)
            if marked.learner not in found:
                id_ = uuid4().hex
                found[marked.learner] = (id_, None)
                fresh.append(
                    {
                        "id": id_,
                        "assignment_id": self._assignment,
                        "student_id": marked.learner,
                        "timestamp": moment,
                    }
                )
            elif moment is not None and times[marked.learner] != moment:
                session.execute(
                    update(SubmittedAssignment)
                    .where(SubmittedAssignment.id == found[marked.learner][0])
                    .values(timestamp=moment)
                )
        _insert(session, SubmittedAssignment, fresh)
        return found

    def _notebooks(
        self, session: Session, submissions: Mapping[str, tuple[str, Any]]
    ) -> dict[str, str]:
        """Return the row id of each learner's notebook, made with empty grades where missing."""
        ids = {id_: learner for learner, (id_, _) in submissions.items()}
        rows = session.execute(
            select(SubmittedNotebook.assignment_id, SubmittedNotebook.id).where(
                SubmittedNotebook.notebook_id == self._notebook,
                SubmittedNotebook.assignment_id.in_(ids),
            )
        )
        found = {ids[assignment]: id_ for assignment, id_ in rows}
        fresh = {learner: uuid4().hex for learner in submissions if learner not in found}
        _insert(
            session,
            SubmittedNotebook,
            [
                {
                    "id": id_,
                    "notebook_id": self._notebook,
                    "assignment_id": submissions[learner][0],
                }
                for learner, id_ in fresh.items()
            ],
        )
        return found | fresh

    def _grades(
        self, session: Session, batch: Sequence[Marked], notebooks: Mapping[str, str]
    ) -> dict[str, float]:
        """Write the grades of a batch; return each learner's score with people's marks in it."""
        rows = session.execute(
            select(
                Grade.notebook_id,
                Grade.cell_id,
                Grade.id,
                Grade.auto_score,
                Grade.manual_score,
                Grade.extra_credit,
                Grade.needs_manual_grade,
            ).where(Grade.notebook_id.in_(list(notebooks.values())))
        )
        known = {(row.notebook_id, row.cell_id): row for row in rows}
        same = self._unchanged(session, batch)
        fresh: list[dict[str, Any]] = []
        scores = {}
        for marked in batch:
            notebook, total = notebooks[marked.learner], 0.0
            for name, mark in marked.marks.by_item().items():
                row = known.get((notebook, self._cells[name]))
                total += mark.points
                if row is None:
                    fresh.append(_grade(notebook, self._cells[name], mark.points, mark.human))
                else:
                    total += _by_people(row, mark.points) - mark.points
                    if row.auto_score != mark.points or marked.learner not in same:
                        self._update_grade(session, row, mark.points, human=mark.human)
            for cell in self._tasks.values():
                row = known.get((notebook, cell))
                if row is None:
                    fresh.append(_grade(notebook, cell, 0.0, human=False))
                else:
                    total += _by_people(row, 0.0)
                    self._settle_task(session, row)
            scores[marked.learner] = total
        _insert(session, Grade, fresh)
        self._comments(session, notebooks.values())
        return scores

    def _unchanged(self, session: Session, batch: Sequence[Marked]) -> set[str]:
        """Return the learners whose answers are those that were marked last."""
        rows = session.execute(
            select(MARKED.c.student, MARKED.c.answers).where(
                MARKED.c.assignment == self._key.name,
                MARKED.c.student.in_([marked.learner for marked in batch]),
            )
        )
        before = {row.student: row.answers for row in rows}
        return {m.learner for m in batch if before.get(m.learner) == m.answers}

    def _update_grade(self, session: Session, row: Any, points: float, *, human: bool) -> None:  # noqa: ANN401  a row
        """Update one grade whose answer or mark is another now.

        A person's mark stays as it is, and the person is asked to look again.
        """
        needs = human or row.manual_score is not None
        session.execute(
            update(Grade)
            .where(Grade.id == row.id)
            .values(auto_score=points, needs_manual_grade=needs)
        )

    def _settle_task(self, session: Session, row: Any) -> None:  # noqa: ANN401  a row
        """Take nbgrader's flag off the cell for remarks, which has no points to give."""
        if row.auto_score is None:
            session.execute(
                update(Grade)
                .where(Grade.id == row.id)
                .values(auto_score=0.0, needs_manual_grade=False)
            )

    def _comments(self, session: Session, notebooks: Iterable[str]) -> None:
        """Make the place for a remark where it is missing."""
        ids = list(notebooks)
        rows = session.execute(
            select(Comment.notebook_id, Comment.cell_id).where(Comment.notebook_id.in_(ids))
        )
        known = {(notebook, cell) for notebook, cell in rows}
        _insert(
            session,
            Comment,
            [
                {"id": uuid4().hex, "notebook_id": notebook, "cell_id": cell}
                for notebook in ids
                for cell in self._tasks.values()
                if (notebook, cell) not in known
            ],
        )

    def _penalties(
        self,
        session: Session,
        batch: Sequence[Marked],
        submissions: Mapping[str, tuple[str, Any]],
        notebooks: Mapping[str, str],
        scores: Mapping[str, float],
    ) -> None:
        for marked in batch:
            late = self._seconds_late(marked.moment, submissions[marked.learner][1])
            penalty = self._penalty(marked.learner, scores[marked.learner], late)
            session.execute(
                update(SubmittedNotebook)
                .where(
                    SubmittedNotebook.id == notebooks[marked.learner],
                    SubmittedNotebook.late_submission_penalty.is_distinct_from(penalty),
                )
                .values(late_submission_penalty=penalty)
            )

    def _seconds_late(self, moment: datetime | None, extension: Any) -> float:  # noqa: ANN401
        if self.duedate is None or moment is None:
            return 0.0
        due = self.duedate + extension if extension else self.duedate
        stamp = _naive(moment)
        return max(0.0, (stamp - due).total_seconds()) if stamp else 0.0

    def _penalty(self, learner: str, points: float, late: float) -> float | None:
        """Return what nbgrader's own AssignLatePenalties would write."""
        if self._policy is None or late <= 0:
            return None
        penalty = self._policy.late_submission_penalty(learner, points, late)
        return None if penalty is None else min(max(0.0, penalty), points)

    def _digests(self, session: Session, batch: Sequence[Marked]) -> None:
        ids = [marked.learner for marked in batch]
        session.execute(
            delete(MARKED).where(MARKED.c.assignment == self._key.name, MARKED.c.student.in_(ids))
        )
        now = datetime.now(UTC).replace(tzinfo=None)
        rows = [
            {
                "assignment": self._key.name,
                "student": marked.learner,
                "digest": marked.digest,
                "answers": marked.answers,
                "at": now,
            }
            for marked in batch
        ]
        session.execute(insert(MARKED), rows)


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:  # noqa: ANN401
    for start in range(0, len(rows), MOST_VALUES):
        session.execute(insert(table), rows[start : start + MOST_VALUES])


def _grade(notebook: str, cell: str, points: float, human: bool) -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        "notebook_id": notebook,
        "cell_id": cell,
        "auto_score": points,
        "needs_manual_grade": human,
    }


def _by_people(row: Any, points: float) -> float:  # noqa: ANN401  a row
    """Return a grade's score as nbgrader computes it: a person's mark before ours."""
    base: float = points if row.manual_score is None else row.manual_score
    return base + (row.extra_credit or 0.0)


def _naive(moment: datetime | None) -> datetime | None:
    """Return a time as nbgrader stores it: in UTC, without saying so."""
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)
