"""Writing marks into nbgrader's own gradebook: one writer, one transaction a batch.

`blameaware grade`, `nbgrader autograde` and formgrader's button all write through here, so they
cannot disagree.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

from nbgrader.api import (
    Assignment,
    BaseCell,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from blameaware.grading.grade_rows import Cells, write_grades
from blameaware.grading.judged import JUDGED, write_judged
from blameaware.grading.key import Key
from blameaware.grading.marked import (
    MARKED,
    Marked,
    digests_in,
    insert_rows,
    unchanged_in,
    write_digests,
)


class LatePolicy(Protocol):
    """Says how many points a late submission loses; nbgrader's plugins do."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the penalty in points, None for none."""


class Writer:
    """Writes marks of one assignment. Use as a context manager."""

    def __init__(self, db_url: str, key: Key, policy: LatePolicy | None, course: str) -> None:
        """Open the gradebook at `db_url`, in which the assignment stands already."""
        self._book = Gradebook(db_url, course)
        self._key = key
        self._policy = policy
        for table in (MARKED, JUDGED):
            table.metadata.create_all(self._book.engine)
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
        self._cells = Cells(
            {name: id_ for id_, name, kind in rows if kind == "GradeCell"},
            {name: id_ for id_, name, kind in rows if kind == "TaskCell"},
        )

    def digests(self) -> dict[str, str]:
        """Return, by learner, what each submission in the gradebook was marked from."""
        with Session(self._book.engine) as session:
            return digests_in(session, self._key.name)

    def write(self, batch: Sequence[Marked]) -> None:
        """Write a batch of submissions in one transaction."""
        with Session(self._book.engine) as session, session.begin():
            self._students(session, batch)
            submissions = self._submissions(session, batch)
            notebooks = self._notebooks(session, submissions)
            unchanged = unchanged_in(session, self._key.name, batch)
            scores = write_grades(session, self._cells, batch, notebooks, unchanged)
            self._penalties(session, batch, submissions, notebooks, scores)
            write_digests(session, self._key.name, batch)
            write_judged(session, self._key, batch)

    def _students(self, session: Session, batch: Sequence[Marked]) -> None:
        ids = [marked.learner for marked in batch]
        known = set(session.scalars(select(Student.id).where(Student.id.in_(ids))))
        fresh = [{"id": id_} for id_ in ids if id_ not in known]
        insert_rows(session, Student, fresh)
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
        insert_rows(session, SubmittedAssignment, fresh)
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
        insert_rows(
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


def _naive(moment: datetime | None) -> datetime | None:
    """Return a time as nbgrader stores it: in UTC, without saying so."""
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)
