"""The rows of grades and remarks in nbgrader's gradebook. Marks of people are never touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from nbgrader.api import Comment, Grade
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from blameaware.grading.marked import Marked, insert_rows

COLUMNS = (
    Grade.notebook_id,
    Grade.cell_id,
    Grade.id,
    Grade.auto_score,
    Grade.manual_score,
    Grade.extra_credit,
)


@dataclass(frozen=True, slots=True)
class Cells:
    """Row ids of an assignment's cells by name: graded ones, and those for remarks."""

    graded: Mapping[str, str]
    remarks: Mapping[str, str]


def write_grades(
    session: Session,
    cells: Cells,
    batch: Sequence[Marked],
    notebooks: Mapping[str, str],
    unchanged: set[str],
) -> dict[str, float]:
    """Write the grades of a batch; return each learner's score with people's marks in it.

    `notebooks` are the row ids of the learners' notebooks; `unchanged` are those whose answers
    were marked before as they are.
    """
    ids = list(notebooks.values())
    rows = session.execute(select(*COLUMNS).where(Grade.notebook_id.in_(ids)))
    known = {(row.notebook_id, row.cell_id): row for row in rows}
    fresh: list[dict[str, Any]] = []
    scores = {}
    for marked in batch:
        notebook, total = notebooks[marked.learner], 0.0
        for name, points, human in _wanted(cells, marked):
            row = known.get((notebook, name))
            total += score_of(row, points)
            if row is None:
                fresh.append(_grade(notebook, name, points, human=human))
            elif row.auto_score != points or marked.learner not in unchanged:
                _update(session, row, points, human=human)
        scores[marked.learner] = total
    insert_rows(session, Grade, fresh)
    _write_remarks(session, cells, ids)
    return scores


def _wanted(cells: Cells, marked: Marked) -> Iterable[tuple[str, float, bool]]:
    """Yield (cell, points, whether a person looks) for every grade of a submission.

    The cell for remarks has no points to give, and nobody has to look at it.
    """
    for name, mark in marked.marks.by_item().items():
        yield cells.graded[name], mark.points, mark.human
    for cell in cells.remarks.values():
        yield cell, 0.0, False


def score_of(row: Any, points: float) -> float:  # noqa: ANN401  a row, or None
    """Return a grade's score as nbgrader computes it: a person's mark before ours."""
    if row is None:
        return points
    base: float = points if row.manual_score is None else row.manual_score
    return base + (row.extra_credit or 0.0)


def _update(session: Session, row: Any, points: float, *, human: bool) -> None:  # noqa: ANN401
    """Update one grade whose answer or mark is another now.

    A person's mark stays as it is, and the person is asked to look again.
    """
    needs = human or row.manual_score is not None
    values = {"auto_score": points, "needs_manual_grade": needs}
    session.execute(update(Grade).where(Grade.id == row.id).values(**values))


def _grade(notebook: str, cell: str, points: float, *, human: bool) -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        "notebook_id": notebook,
        "cell_id": cell,
        "auto_score": points,
        "needs_manual_grade": human,
    }


def _write_remarks(session: Session, cells: Cells, notebooks: Sequence[str]) -> None:
    """Make the place for a remark where it is missing."""
    rows = session.execute(
        select(Comment.notebook_id, Comment.cell_id).where(Comment.notebook_id.in_(notebooks))
    )
    known = {(row.notebook_id, row.cell_id) for row in rows}
    missing = [
        {"id": uuid4().hex, "notebook_id": notebook, "cell_id": cell}
        for notebook in notebooks
        for cell in cells.remarks.values()
        if (notebook, cell) not in known
    ]
    insert_rows(session, Comment, missing)
