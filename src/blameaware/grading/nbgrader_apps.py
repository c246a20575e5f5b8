"""nbgrader driven in process: its own classes with our configuration."""

import logging
from pathlib import Path

from nbgrader.converters import GenerateAssignment
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
    """Run `nbgrader generate_assignment --force` in the course at `root`.

    Raises UserError with what nbgrader logged when it fails.
    """
    directory, config = course_directory(root, assignment)
    converter = GenerateAssignment(coursedir=directory, config=config)
    converter.force = True
    converter.log = logging.getLogger("blameaware.nbgrader")
    try:
        converter.start()
    except Exception as error:
        raise UserError(f"nbgrader could not release “{assignment}”: {error}") from error
