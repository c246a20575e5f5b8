"""What happened to something that was handed in, in words for the instructor."""

from dataclasses import dataclass
from typing import Literal

from blameaware.grading.shapes import one_line

Status = Literal["accepted", "repaired", "refused", "already in"]


class RefusedError(Exception):
    """Something cannot be taken in; the message says why and, where there is a way, what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of taking in one thing.

    `where` is its name as given, `learner` and `assignments` say what it was taken as (empty when
    it was refused), `notes` say how it was repaired or why it was refused.
    """

    where: str
    status: Status
    learner: str = ""
    assignments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the outcome as one line of text, whatever stood in a name of a file."""
        taken = f" ({self.learner}: {', '.join(self.assignments)})" if self.learner else ""
        why = f": {'; '.join(self.notes)}" if self.notes else ""
        return one_line(f"{self.status}: {self.where}{taken}{why}")
