"""Writing the pages that learners get back, where nbgrader's release_feedback looks for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from blameaware.errors import UserError
from blameaware.grading.course import Course
from blameaware.grading.feedback_page import feedback_page
from blameaware.grading.files import write_atomically
from blameaware.grading.judged import Judged
from blameaware.grading.key import Key, load_key
from blameaware.grading.nbgrader_apps import open_course
from blameaware.grading.results import Result, read_results
from blameaware.grading.submitted import SECRET, folder_of, read_secret, read_submission


@dataclass(frozen=True, slots=True)
class Pages:
    """The feedback of one assignment."""

    course: Course
    key: Key
    results: dict[str, Result]
    judged: Judged

    def page(self, learner: str) -> str:
        """Return one learner's page. Raises UserError when nothing of theirs is marked."""
        result = self.results.get(learner)
        if result is None:
            raise UserError(
                f"{learner}: no marks for “{self.key.name}”; run: blameaware grade {self.key.name}"
            )
        submission = read_submission(self.course.submitted, learner, self.key)
        return feedback_page(self.key, self.judged.marks(submission), result)

    def path(self, learner: str) -> Path:
        """Return where a page belongs."""
        name = self.key.name
        return folder_of(self.course.feedback, learner, name) / f"{name}.html"

    def write(
        self, learners: list[str], progress: Callable[[int, int], None] | None = None
    ) -> Iterator[Path]:
        """Write pages and yield the paths of those that are new or changed."""
        for done, learner in enumerate(learners, 1):
            page, path = self.page(learner), self.path(learner)
            self._copy_secret(learner, path.parent)
            if not path.is_file() or path.read_text(encoding="utf-8") != page:
                write_atomically(path, page)
                yield path
            if progress:
                progress(done, len(learners))

    def _copy_secret(self, learner: str, folder: Path) -> None:
        """Put the word beside the page by which nbgrader's release_feedback finds the learner."""
        secret = read_secret(folder_of(self.course.submitted, learner, self.key.name))
        if secret and read_secret(folder) != secret:
            write_atomically(folder / SECRET, secret)


@contextmanager
def pages_of(course: Course, assignment: str, db_url: str = "") -> Iterator[Pages]:
    """Give the feedback of an assignment as the gradebook stands now. Raises UserError."""
    key = load_key(course.key(assignment))
    directory = open_course(course.root, assignment).directory
    url = db_url or directory.db_url
    results = read_results(url, directory.course_id, assignment)
    with Judged(url, key) as judged:
        yield Pages(course, key, results, judged)
