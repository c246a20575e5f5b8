"""`nbgrader generate_feedback` with our pages in place of nbgrader's.

nbgrader's own page shows the graded cells, hidden tests included, runs what stands in the
notebook's outputs, and loads scripts from another site. Ours is made from the gradebook.
"""

from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import Exporter

from blameaware.grading.course import Course
from blameaware.grading.feedback import Pages
from blameaware.grading.judged import Judged
from blameaware.grading.key import load_key
from blameaware.grading.results import read_results


class FeedbackPage(Exporter):
    """Exports the feedback page of the submission that a notebook's path names."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  traitlets' settings
        """Make the exporter."""
        start: Any = super().__init__
        start(**settings)
        self.file_extension = ".html"
        self._pages: dict[str, Pages] = {}

    def from_filename(  # type: ignore[override]
        self,
        filename: str,  # noqa: ARG002  nbconvert's interface
        resources: dict[str, Any],
        **_: Any,  # noqa: ANN401  nbconvert's interface
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources. The file itself is not opened."""
        names = resources["nbgrader"]
        page = self._assignment(names["assignment"]).page(names["student"])
        return page, {**resources, "output_extension": self.file_extension}

    def _assignment(self, name: str) -> Pages:
        """Return the pages of an assignment, read from the gradebook once a run."""
        if name not in self._pages:
            converter: Any = self.parent
            directory = converter.coursedir
            course = Course(Path(directory.root))
            results = read_results(directory.db_url, directory.course_id, name)
            key = load_key(course.key(name))
            self._pages[name] = Pages(course, key, results, Judged(directory.db_url, key))
        return self._pages[name]
