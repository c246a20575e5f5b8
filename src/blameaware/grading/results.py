"""Reading marks out of nbgrader's gradebook: the whole class in three queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Given:
    """The marks of one item: what we gave, what a person gave, and whether one still has to."""

    auto: float | None
    manual: float | None
    extra: float
    waiting: bool

    @property
    def points(self) -> float:
        """Return the points that count, as nbgrader counts them."""
        base = self.auto if self.manual is None else self.manual
        return round((base or 0.0) + self.extra, 2)


@dataclass(slots=True)
class Result:
    """One learner's marks for one assignment, as they stand in the gradebook.

    `lms`, `first` and `last` are what the LMS calls the learner, where that is known.
    """

    learner: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms: str = ""
    moment: datetime | None = None
    penalty: float = 0.0
    items: dict[str, Given] = field(default_factory=dict)
    remark: str = ""

    @property
    def points(self) -> float:
        """Return the points in all, after a late penalty."""
        total = sum(given.points for given in self.items.values())
        return round(max(0.0, total - self.penalty), 2)

    @property
    def waiting(self) -> bool:
        """Tell whether a person still has to read something."""
        return any(given.waiting for given in self.items.values())


def read_results(db_url: str, course: str, assignment: str) -> dict[str, Result]:
    """Return every learner's result for an assignment, by learner id, in their order."""
    with Gradebook(db_url, course) as book, Session(book.engine) as session:
        found = _submissions(session, assignment)
        _add_grades(session, assignment, found)
        _add_remarks(session, assignment, found)
        results = sorted(found.values(), key=lambda result: result.learner)
        return {result.learner: result for result in results}


def _submissions(session: Session, assignment: str) -> dict[str, Result]:
    """Return results without marks by the row id of their notebook."""
    rows = session.execute(
        select(
            SubmittedNotebook.id,
            SubmittedNotebook.late_submission_penalty,
            SubmittedAssignment.timestamp,
            Student.id.label("learner"),
            Student.first_name,
            Student.last_name,
            Student.email,
            Student.lms_user_id,
        )
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Student, Student.id == SubmittedAssignment.student_id)
        .where(Assignment.name == assignment)
    )
    return {row.id: _result(row) for row in rows}


def _result(row: Any) -> Result:  # noqa: ANN401  a row
    return Result(
        row.learner,
        row.first_name or "",
        row.last_name or "",
        row.email or "",
        row.lms_user_id or "",
        row.timestamp,
        row.late_submission_penalty or 0.0,
    )


def _notebooks(assignment: str) -> Any:  # noqa: ANN401  a query
    """Return a query for the row ids of an assignment's submitted notebooks."""
    return (
        select(SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
    )


def _add_grades(session: Session, assignment: str, found: Mapping[str, Result]) -> None:
    rows = session.execute(
        select(
            Grade.notebook_id,
            BaseCell.name,
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.needs_manual_grade,
        )
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .where(BaseCell.type == "GradeCell", Grade.notebook_id.in_(_notebooks(assignment)))
    )
    for row in rows:
        found[row.notebook_id].items[row.name] = Given(
            row.auto_score, row.manual_score, row.extra_credit or 0.0, row.needs_manual_grade
        )


def _add_remarks(session: Session, assignment: str, found: Mapping[str, Result]) -> None:
    """Add what a person wrote under the notebook in formgrader."""
    rows = session.execute(
        select(Comment.notebook_id, Comment.manual_comment).where(
            Comment.manual_comment.is_not(None), Comment.notebook_id.in_(_notebooks(assignment))
        )
    )
    for row in rows:
        found[row.notebook_id].remark = row.manual_comment
