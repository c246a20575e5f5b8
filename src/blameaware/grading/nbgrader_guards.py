"""Where nbgrader trusts what learners handed in, and has no setting for it: guarded here.

nbgrader reads timestamp.txt of a submission in two places. A text that is no time raises an error
in both, which takes formgrader's page of a whole assignment down; a pipe of that name would block
them for ever.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from blameaware.grading.submitted import read_moment


def guard() -> None:
    """Put our reading of timestamps in the place of nbgrader's."""
    CourseDirectory.get_existing_timestamp = existing_timestamp
    NbGraderAPI.get_submitted_timestamp = submitted_timestamp


def existing_timestamp(_directory: Any, folder: str) -> datetime | None:  # noqa: ANN401
    """Return the time of the submission in a folder, in UTC without a zone as nbgrader has it.

    None where there is none, or none that can be read.
    """
    moment = read_moment(Path(folder))
    return moment.replace(tzinfo=None) if moment else None


def submitted_timestamp(api: Any, assignment_id: str, student_id: str) -> datetime | None:  # noqa: ANN401
    """Return the time of a submission, as `existing_timestamp` does."""
    directory = api.coursedir
    step = directory.submitted_directory
    folder = directory.format_path(step, student_id, assignment_id)
    return existing_timestamp(directory, folder)
