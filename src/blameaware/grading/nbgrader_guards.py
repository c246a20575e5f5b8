"""Where nbgrader trusts what learners handed in, and has no setting for it: guarded here.

`CourseDirectory.get_existing_timestamp` reads timestamp.txt of a submission. A text that is no
time makes it call a method that its class does not have, which takes formgrader's page of a whole
assignment down; a pipe of that name would block it for ever.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from blameaware.grading.submitted import read_moment


def guard() -> None:
    """Put our reading of timestamps in the place of nbgrader's."""
    CourseDirectory.get_existing_timestamp = existing_timestamp


def existing_timestamp(_directory: Any, folder: str) -> datetime | None:  # noqa: ANN401
    """Return the time of the submission in a folder, in UTC without a zone as nbgrader has it.

    None where there is none, or none that can be read.
    """
    moment = read_moment(Path(folder))
    return moment.replace(tzinfo=None) if moment else None
