"""nbgrader driven in process: its own classes, under the configuration that its commands see."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from blameaware.errors import UserError
from blameaware.grading.nbgrader_setup import configure, find_alembic


@dataclass(frozen=True, slots=True)
class Opened:
    """A course as nbgrader sees it: its directory and the configuration in force there."""

    directory: Any
    config: Any


def open_course(root: Path, assignment: str, learner: str = "*") -> Opened:
    """Return nbgrader's view of the course at `root`, with nbgrader_config.py read.

    The instructor's own files of configuration count as they do for nbgrader's commands.
    """
    find_alembic()
    app: Any = NbGrader(log_level="ERROR")
    app.load_cwd_config = False
    app.initialize([], root=str(root))
    directory = app.coursedir
    directory.assignment_id, directory.student_id = assignment, learner
    return Opened(directory, app.config)


def generate_assignment_alone(root: Path, assignment: str) -> None:
    """Run `nbgrader generate_assignment` at `root`, a folder without configuration of its own."""
    find_alembic()
    directory: Any = CourseDirectory(root=str(root), assignment_id=assignment)
    config: Any = directory.config.copy()
    configure(config)
    directory.update_config(config)
    _run(GenerateAssignment, Opened(directory, config))


def autograde(root: Path, assignment: str, learner: str = "*") -> None:
    """Run `nbgrader autograde --force` in the course at `root`. Raises UserError."""
    _run(Autograde, open_course(root, assignment, learner))


def generate_feedback(root: Path, assignment: str, learner: str = "*") -> None:
    """Run `nbgrader generate_feedback --force` in the course at `root`. Raises UserError."""
    _run(GenerateFeedback, open_course(root, assignment, learner))


def _run(converter: Any, opened: Opened) -> None:  # noqa: ANN401  one of nbgrader's converters
    worker = converter(coursedir=opened.directory, config=opened.config)
    worker.force = True
    try:
        worker.start()
    except Exception as error:
        name = opened.directory.assignment_id
        raise UserError(f"nbgrader failed on “{name}”: {error}") from error
