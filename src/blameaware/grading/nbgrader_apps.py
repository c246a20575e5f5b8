"""nbgrader driven in process: its own classes with our configuration."""

from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from blameaware.errors import UserError
from blameaware.grading.nbgrader_setup import configure, find_alembic


def course_directory(root: Path, assignment: str) -> tuple[CourseDirectory, Config]:
    """Return nbgrader's view of a course and the configuration that goes with it."""
    find_alembic()
    config = Config()
    configure(config)
    directory = CourseDirectory(config=config, root=str(root), assignment_id=assignment)
    return directory, config


def generate_assignment(root: Path, assignment: str) -> None:
    """Run `nbgrader generate_assignment --force` in the course at `root`. Raises UserError."""
    _run(GenerateAssignment, root, assignment)


def autograde(root: Path, assignment: str, learner: str = "*") -> None:
    """Run `nbgrader autograde --force` in the course at `root`. Raises UserError."""
    _run(Autograde, root, assignment, learner)


def _run(converter: type[Any], root: Path, assignment: str, learner: str = "*") -> None:
    """Run one of nbgrader's converters as its command and formgrader do."""
    directory, config = course_directory(root, assignment)
    directory.student_id = learner
    worker = converter(coursedir=directory, config=config)
    worker.force = True
    try:
        worker.start()
    except Exception as error:
        raise UserError(f"nbgrader failed on “{assignment}”: {error}") from error
