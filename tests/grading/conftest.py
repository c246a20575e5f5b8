"""A course to grade in: made once with its gradebook, copied for each test module that asks."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from blameaware.grading.course import CONFIG, Course, find_course
from blameaware.grading.ensure import ensure_assignment
from blameaware.grading.key import Key, load_key
from blameaware.grading.nbgrader_apps import open_course

REPOSITORY = find_course(Path(__file__).parent)


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """A course with our assignments and a gradebook that knows "rewriting"."""
    root = tmp_path_factory.mktemp("template")
    shutil.copy(REPOSITORY.root / CONFIG, root)
    shutil.copytree(REPOSITORY.solutions, root / "solutions")
    course = Course(root)
    for name in course.assignments():
        directory = open_course(root, name).directory
        ensure_assignment(directory, load_key(course.key(name)))
    return root


def fresh_course(template: Path, root: Path) -> Course:
    shutil.copytree(template, root, dirs_exist_ok=True)
    return Course(root)


@pytest.fixture
def course(template, tmp_path) -> Course:
    return fresh_course(template, tmp_path / "course")


@pytest.fixture(scope="module")
def shared_course(template, tmp_path_factory) -> Course:
    return fresh_course(template, tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def key() -> Key:
    return load_key(REPOSITORY.key("rewriting"))


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
