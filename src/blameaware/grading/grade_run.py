"""Grading an assignment: many compute, one writes, and a run that was cut off goes on.

Submissions are read a chunk at a time, scored by a pure function here or elsewhere, and written a
chunk at a time: first the notebooks, then the marks in one transaction. A submission whose marks
stand in the gradebook already, from the same answers and key, is passed over; so a run after a
crash does what is left, and a second run does nothing.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from blameaware.errors import UserError
from blameaware.grading.clean_in_place import clean_in_place
from blameaware.grading.course import Course
from blameaware.grading.digest import digest_of_answers, digest_of_submission
from blameaware.grading.ensure import ensure_assignment
from blameaware.grading.files import replace_folder
from blameaware.grading.gradebook import Writer
from blameaware.grading.key import Key, load_key
from blameaware.grading.late import policy_of
from blameaware.grading.layouts import is_learner
from blameaware.grading.marked import UNFINISHED, Marked
from blameaware.grading.nbgrader_apps import Opened, open_course
from blameaware.grading.outcome import Outcome
from blameaware.grading.people import person_of
from blameaware.grading.safe_read import read_regular
from blameaware.grading.scoring_pool import Scored, executor_for, score_all
from blameaware.grading.submitted import (
    ANSWERS,
    SECRET,
    TIME,
    Submission,
    folder_of,
    read_submission,
)

LOCK = "gradebook.db.lock"
NO_NAME = "its name cannot be a learner's; rename the folder with letters and digits"


@dataclass(slots=True)
class Report:
    """What a run did. `people` counts the submissions in which somebody has to read an answer."""

    marked: int = 0
    unchanged: int = 0
    people: int = 0
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of grading. `progress` is called with (done, of) after every batch."""

    course: Course
    key: Key
    opened: Opened
    progress: Callable[[int, int], None] = lambda done, of: None  # noqa: ARG005  the default

    def grade(self, workers: int = 1, scheduler: str = "") -> Report:
        """Grade every submission of the assignment that needs it. Raises UserError."""
        directory = self.opened.directory
        with one_writer(self.course.root), executor_for(workers, scheduler) as (executor, count):
            ensure_assignment(directory, self.key)
            policy = policy_of(self.opened.config)
            with Writer(directory.db_url, self.key, policy, directory.course_id) as writer:
                report = Report()
                learners = self.learners(report)
                todo = self._todo(learners, writer, report)
                for scored in score_all(self.key, todo, executor, count):
                    self._write(scored, writer, report)
                    self.progress(report.marked + report.unchanged, len(learners))
                return report

    def learners(self, report: Report) -> list[str]:
        """Return who has handed in, in order. Folders that cannot be a learner's are refused."""
        submitted, name = self.course.submitted, self.key.name
        if not submitted.is_dir():
            return []
        with os.scandir(submitted) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        handed_in = [learner for learner in names if os.path.lexists(submitted / learner / name)]
        report.outcomes += [
            Outcome(str(submitted / learner), "refused", notes=(NO_NAME,))
            for learner in handed_in
            if not is_learner(learner)
        ]
        return [learner for learner in handed_in if is_learner(learner)]

    def _todo(
        self, learners: Sequence[str], writer: Writer, report: Report
    ) -> Iterator[Submission]:
        """Yield the submissions whose marks are missing or out of date, clean."""
        known = writer.digests()
        for learner in learners:
            folder = folder_of(self.course.submitted, learner, self.key.name)
            report.outcomes += clean_in_place(self.course, folder)
            submission = read_submission(self.course.submitted, learner, self.key)
            digest = digest_of_submission(submission, writer.duedate, self.opened.config)
            if known.get(learner) == digest and self._notebook(learner).is_file():
                report.unchanged += 1
            else:
                yield submission

    def _notebook(self, learner: str) -> Path:
        name = self.key.name
        return folder_of(self.course.autograded, learner, name) / f"{name}.ipynb"

    def _write(self, batch: Sequence[Scored], writer: Writer, report: Report) -> None:
        for scored in batch:
            self._write_notebook(scored)
        writer.write([self._marked(scored, writer) for scored in batch])
        report.marked += len(batch)
        report.people += sum(any(m.human for m in one.marks.marks) for one in batch)

    def _write_notebook(self, scored: Scored) -> None:
        learner, name = scored.submission.learner, self.key.name
        source = folder_of(self.course.submitted, learner, name)
        files = {
            f"{name}.ipynb": scored.notebook.encode(),
            ANSWERS: read_regular(source / ANSWERS),
            TIME: read_regular(source / TIME),
        }
        if scored.submission.secret:
            files[SECRET] = scored.submission.secret.encode()
        replace_folder(folder_of(self.course.autograded, learner, name), files)

    def _marked(self, scored: Scored, writer: Writer) -> Marked:
        submission = scored.submission
        return Marked(
            submission.learner,
            submission.moment,
            scored.marks,
            digest_of_submission(submission, writer.duedate, self.opened.config)
            if scored.marks.complete
            else UNFINISHED,
            digest_of_answers(submission),
            person_of(self.course.inbox, submission.learner),
        )


@contextmanager
def one_writer(root: Path) -> Iterator[None]:
    """Make sure that nobody else grades in this course now. Raises UserError.

    The system lets go of the lock when the process ends, however it ends.
    """
    with (root / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UserError(
                f"somebody is grading in {root} already; wait until that is done"
            ) from None
        yield


def run_of(course: Course, assignment: str) -> Run:
    """Return a run of grading for one assignment. Raises UserError without a key."""
    key = load_key(course.key(assignment))
    return Run(course, key, open_course(course.root, assignment))
