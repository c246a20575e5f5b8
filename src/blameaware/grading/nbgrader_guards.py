"""Where nbgrader trusts its surroundings, and has no setting for it: guarded here.

For a new gradebook nbgrader starts the command `alembic` to ask for a version number, and leaves
a half-made gradebook behind when there is no such command. The library says the same at once.

A folder in submitted/ whose name is no text, or a pattern of names, would take formgrader's pages
down or stand for the whole class.

nbgrader reads timestamp.txt of a submission in two places. A text that is no time raises an error
in both, which takes formgrader's page of a whole assignment down; a pipe of that name would block
them for ever.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from nbgrader import api
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR

from blameaware.grading.layouts import is_learner
from blameaware.grading.submitted import read_moment

_submitted_students = NbGraderAPI.get_submitted_students


def guard() -> None:
    """Put our functions in the place of nbgrader's."""
    api.get_alembic_version = alembic_version
    CourseDirectory.get_existing_timestamp = existing_timestamp
    NbGraderAPI.get_submitted_timestamp = submitted_timestamp
    NbGraderAPI.get_submitted_students = submitted_students


def alembic_version() -> str:
    """Return the version of the gradebook's tables that this nbgrader makes."""
    head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    assert head is not None  # noqa: S101  nbgrader ships its versions
    return head


def existing_timestamp(_directory: Any, folder: str) -> datetime | None:  # noqa: ANN401
    """Return the time of the submission in a folder, in UTC without a zone as nbgrader has it.

    None where there is none, or none that can be read.
    """
    moment = read_moment(Path(folder))
    return moment.replace(tzinfo=None) if moment else None


def submitted_timestamp(app: Any, assignment_id: str, student_id: str) -> datetime | None:  # noqa: ANN401
    """Return the time of a submission, as `existing_timestamp` does."""
    directory = app.coursedir
    step = directory.submitted_directory
    folder = directory.format_path(step, student_id, assignment_id)
    return existing_timestamp(directory, folder)


def submitted_students(app: Any, assignment_id: str) -> set[str]:  # noqa: ANN401
    """Return who has handed in an assignment, of those whose name can be a learner's."""
    return {name for name in _submitted_students(app, assignment_id) if is_learner(name)}
