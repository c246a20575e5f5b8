"""Courses for tests: where ours is, fresh copies, and what stands in a gradebook."""

import shutil
import sqlite3
from pathlib import Path

from blameaware.grading.course import Course, find_course

REPOSITORY = find_course(Path(__file__).parent)


def fresh_course(template: Path, root: Path) -> Course:
    shutil.copytree(template, root, dirs_exist_ok=True)
    return Course(root)


def marks_in(course: Course, assignment: str = "rewriting") -> dict[str, dict[str, float]]:
    """Return learner -> item -> automatic score, as they stand in the gradebook."""
    query = """
        select submitted_assignment.student_id, base_cell.name, grade.auto_score
        from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
        join assignment on assignment.id = submitted_assignment.assignment_id
        where assignment.name = ? and base_cell.type = 'GradeCell'
    """
    found: dict[str, dict[str, float]] = {}
    with sqlite3.connect(course.root / "gradebook.db") as book:
        for learner, item, points in book.execute(query, (assignment,)):
            found.setdefault(learner, {})[item] = points
    return found


def hand_in(course: Course, learner: str, text: str, assignment: str = "rewriting") -> None:
    """Put a submission where nbgrader looks, as somebody without intake would."""
    place = course.submitted / learner / assignment
    place.mkdir(parents=True, exist_ok=True)
    (place / "answers.json").write_text(text)
    (place / "timestamp.txt").write_text("2026-10-01 10:00:00.000000 UTC\n")


def change(course: Course, statement: str, *values: object) -> None:
    """Change the gradebook, as a person does in formgrader."""
    with sqlite3.connect(course.root / "gradebook.db") as book:
        book.execute(statement, values)


def ask(course: Course, query: str, *values: object) -> list[tuple[object, ...]]:
    """Return rows of the gradebook."""
    with sqlite3.connect(course.root / "gradebook.db") as book:
        return book.execute(query, values).fetchall()
