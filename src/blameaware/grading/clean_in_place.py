"""Clean a submission that somebody put into submitted/ without intake."""

from collections.abc import Iterator
from pathlib import Path

from blameaware.grading.course import Course
from blameaware.grading.files import remove
from blameaware.grading.intake import Intake
from blameaware.grading.key import load_key
from blameaware.grading.notebooks import source_text
from blameaware.grading.outcome import Outcome, RefusedError
from blameaware.grading.safe_read import MAX_NOTEBOOK, read_regular
from blameaware.grading.submitted import (
    ANSWERS,
    SECRET,
    TIME,
    Submission,
    read_moment,
    read_secret,
    write_submission,
)


def clean_in_place(course: Course, folder: Path) -> Iterator[Outcome]:
    """Clean submitted/<learner>/<assignment>; yield what was done, nothing when it is clean.

    A folder that cannot be taken in at all becomes a submission without answers, so that the
    learner has a row and the reason is in the log and the inbox.
    """
    learner, assignment = folder.parent.name, folder.name
    key = load_key(course.key(assignment))
    if _is_clean(folder, assignment, source_text(key)):
        return
    moment = read_moment(folder)
    yield from _taken(course, folder)
    # Nothing in it, or nothing for this assignment: the learner has a row all the same.
    if not _is_clean(folder, assignment, source_text(key)):
        write_submission(course.submitted, Submission(learner, key, {}, moment))


def _taken(course: Course, folder: Path) -> Iterator[Outcome]:
    """Take in what stands in a folder; yield at least one outcome."""
    if not _is_folder(folder):
        yield Outcome(str(folder), "refused", notes=("it is no folder; it was removed",))
        if folder.parent.is_symlink():
            remove(folder.parent)
        return
    outcomes = list(Intake(course, folder.parent.name, in_place=True).take(folder))
    yield from outcomes or [Outcome(str(folder), "refused", notes=("there is no file in it",))]


def _is_clean(folder: Path, assignment: str, notebook: str) -> bool:
    """Tell whether a folder is as intake leaves one."""
    if not _is_folder(folder):
        return False
    names = {path.name for path in folder.iterdir()}
    if names - {SECRET} != {f"{assignment}.ipynb", ANSWERS, TIME}:
        return False
    if SECRET in names and not read_secret(folder):
        return False
    try:
        same = read_regular(folder / f"{assignment}.ipynb", MAX_NOTEBOOK) == notebook.encode()
    except RefusedError:
        return False
    return same and read_moment(folder) is not None and _answers_fit(folder)


def _is_folder(folder: Path) -> bool:
    """Tell whether a submission is a folder in a learner's folder, and neither is a link."""
    return folder.is_dir() and not folder.is_symlink() and not folder.parent.is_symlink()


def _answers_fit(folder: Path) -> bool:
    try:
        read_regular(folder / ANSWERS)
    except RefusedError:
        return False
    return True
