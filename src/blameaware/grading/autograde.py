"""`nbgrader autograde` and formgrader's button, without running anything of a learner's.

nbgrader calls three things here, named in nbgrader_setup.py. `clean_first` takes a submission in
before nbgrader copies its files. `FromSource` builds each notebook from its key and never opens
the submitted one. `ScoreAnswers` stands where nbgrader would run the notebook and collect results.
"""

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.log import get_logger

from blameaware.errors import UserError
from blameaware.grading.autograded import autograded_notebook
from blameaware.grading.clean_in_place import clean_in_place
from blameaware.grading.course import Course
from blameaware.grading.digest import digest_of_answers, digest_of_submission
from blameaware.grading.ensure import ensure_assignment
from blameaware.grading.gradebook import Writer
from blameaware.grading.key import Key, load_key
from blameaware.grading.late import policy_of
from blameaware.grading.layouts import is_learner
from blameaware.grading.marked import UNFINISHED, Marked
from blameaware.grading.nodes import as_node
from blameaware.grading.notebooks import notebook_of
from blameaware.grading.outcome import RefusedError
from blameaware.grading.people import person_of
from blameaware.grading.score import score
from blameaware.grading.submitted import read_submission


def clean_first(notebooks: list[str], **_: object) -> None:
    """Clean the submission that holds `notebooks` where it stands, before anything is copied.

    nbgrader carries on when a hook fails, so on any error the submission is put out of its reach:
    `notebooks` is its own list.
    """
    log = get_logger()
    for notebook in list(notebooks):
        folder = Path(notebook).parent
        try:
            course = Course(folder.parent.parent.parent)
            _check_name(folder.parent.name)
            for outcome in clean_in_place(course, folder):
                log.info("%s", outcome.line())
        except Exception:
            log.exception("%s: it could not be cleaned, so it is not marked", folder)
            notebooks.remove(notebook)
            raise


def _check_name(learner: str) -> None:
    if not is_learner(learner):
        raise RefusedError("its name cannot be a learner's; rename the folder")


class FromSource(NotebookExporter):
    """Exports a notebook built from the assignment's key, whatever the submitted file holds."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  traitlets' settings
        """Make the exporter; nbgrader does so before it looks at any submission.

        The assignment is put into the gradebook here: nbgrader only reads it from now on.
        """
        start: Any = super().__init__
        start(**settings)
        converter: Any = self.parent
        directory = converter.coursedir
        try:
            ensure_assignment(directory, _key(directory, directory.assignment_id))
        except UserError as error:
            self.log.error("%s", error)  # noqa: TRY400  a message for the instructor
            raise NbGraderException(str(error)) from error

    def from_filename(  # type: ignore[override]
        self,
        filename: str,  # noqa: ARG002  nbconvert's interface
        resources: dict[str, Any],
        **extra: Any,  # noqa: ANN401  nbconvert's interface
    ) -> tuple[str, dict[str, Any]]:
        """Return the notebook and its resources. The file itself is not opened."""
        converter: Any = self.parent
        key = _key(converter.coursedir, resources["nbgrader"]["assignment"])
        export: Any = super().from_notebook_node
        result: tuple[str, dict[str, Any]] = export(as_node(notebook_of(key)), resources, **extra)
        return result


class ScoreAnswers(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Puts each answer and its reasons into the notebook and the marks into the gradebook."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401, ARG002  nbconvert's interface
        """Return the notebook with static outputs, after writing the marks."""
        directory = self.parent.parent.coursedir
        key = _key(directory, resources["nbgrader"]["assignment"])
        course = Course(Path(directory.root))
        learner = resources["nbgrader"]["student"]
        submission = read_submission(course.submitted, learner, key)
        marks = score(key, submission.answers)
        policy = policy_of(self.config)
        with Writer(directory.db_url, key, policy, directory.course_id) as writer:
            digest = digest_of_submission(submission, writer.duedate, self.config)
            if not marks.complete:
                digest = UNFINISHED
            person = person_of(course.inbox, learner)
            answers = digest_of_answers(submission)
            writer.write([Marked(learner, submission.moment, marks, digest, answers, person)])
        return as_node(autograded_notebook(key, marks)), resources


def _key(directory: Any, assignment: str) -> Key:  # noqa: ANN401  a CourseDirectory
    """Return the key of an assignment. Raises UserError without one."""
    return load_key(Course(Path(directory.root)).key(assignment))
