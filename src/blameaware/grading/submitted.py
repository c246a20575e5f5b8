"""Clean submissions: submitted/<learner>/<assignment>/, where nbgrader looks for them."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from blameaware.grading.files import replace_folder
from blameaware.grading.key import Key
from blameaware.grading.layouts import nbgrader_moment, nbgrader_text
from blameaware.grading.notebooks import source_text
from blameaware.grading.outcome import RefusedError
from blameaware.grading.record import COURSE, SCHEMA, read_record
from blameaware.grading.safe_read import read_regular
from blameaware.grading.units import clean_secret

ANSWERS = "answers.json"
TIME = "timestamp.txt"
SECRET = "submission_secret.txt"  # noqa: S105  the name of a file
MAX_TIME = 200


@dataclass(frozen=True, slots=True)
class Submission:
    """What one learner handed in for one assignment, clean.

    `moment` is in UTC; `secret` is the word by which nbgrader gives feedback back, if it came by
    the exchange.
    """

    learner: str
    key: Key
    answers: dict[str, dict[str, Any]] = field(repr=False)
    moment: datetime | None
    secret: str = ""


def folder_of(submitted: Path, learner: str, assignment: str) -> Path:
    """Return the folder of one submission."""
    return submitted / learner / assignment


def write_submission(submitted: Path, submission: Submission) -> None:
    """Write a submission in place of an earlier one."""
    moment = submission.moment or datetime.now(UTC)
    files = {
        f"{submission.key.name}.ipynb": source_text(submission.key).encode(),
        ANSWERS: _answers_text(submission).encode(),
        TIME: (nbgrader_text(moment) + "\n").encode(),
    }
    if submission.secret:
        files[SECRET] = submission.secret.encode()
    replace_folder(folder_of(submitted, submission.learner, submission.key.name), files)


def _answers_text(submission: Submission) -> str:
    table = {
        "schema": SCHEMA,
        "course": COURSE,
        "learner": submission.learner,
        "assignment": submission.key.name,
        "answers": submission.answers,
    }
    return json.dumps(table, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def current_moment(submitted: Path, submission: Submission) -> datetime | None:
    """Return when the submission that is in was handed in; None when none is in."""
    return read_moment(folder_of(submitted, submission.learner, submission.key.name))


def read_moment(folder: Path) -> datetime | None:
    """Return the time in a submission's timestamp.txt, or None."""
    try:
        return nbgrader_moment(read_regular(folder / TIME, MAX_TIME).decode("utf-8", "replace"))
    except RefusedError:
        return None


def read_submission(submitted: Path, learner: str, key: Key) -> Submission:
    """Return what stands in submitted/, whoever put it there.

    A missing or unreadable answers.json counts as no answers: intake said why.
    """
    folder = folder_of(submitted, learner, key.name)
    try:
        record = read_record(read_regular(folder / ANSWERS), datetime.now(UTC))
        answers = record.answers
    except RefusedError:
        answers = {}
    return Submission(learner, key, answers, read_moment(folder), read_secret(folder))


def read_secret(folder: Path) -> str:
    """Return the word in a submission's submission_secret.txt, or ""."""
    try:
        return clean_secret(read_regular(folder / SECRET, MAX_TIME))
    except RefusedError:
        return ""
