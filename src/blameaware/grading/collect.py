"""`nbgrader collect` that takes in, instead of copying.

nbgrader's own collect follows links with the instructor's rights, and takes a folder that one
user named after another for the other's. Here a submission is taken only from the user who owns
it, and goes through intake like everything else.
"""

import pwd
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from blameaware.grading.course import Course
from blameaware.grading.intake import Intake
from blameaware.grading.layouts import claim_of
from blameaware.grading.outcome import Outcome

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class CollectSafely(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """Collects by intake. What it refuses is logged with the reason; the rest is collected."""

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Return what nbgrader needs to know of a folder in the exchange.

        nbgrader takes the latest folder of each `username`. A folder that somebody named after
        another user gets one of its own here: it must not hide the other's.
        """
        folder = Path(path)
        claim = claim_of((), (folder.name, ""), ())
        named = claim.learner if claim.when else ""
        owner = owner_of(folder) if self.check_owner else named
        moment = claim.when or NEVER
        return {
            "username": owner if owner == named else f"{owner} as {folder.name}",
            "owner": owner,
            "named": named,
            "filename": folder.name,
            "timestamp": moment.replace(tzinfo=None),
        }

    def copy_files(self) -> None:
        """Take in the submissions that nbgrader found in the exchange."""
        course = Course(Path(self.coursedir.root))
        outcomes = [self._take(course, record) for record in self.src_records]
        refused = [outcome for outcome in outcomes if outcome.status == "refused"]
        for outcome in outcomes:
            say = self.log.warning if outcome.status == "refused" else self.log.info
            say("%s", outcome.line())
        self.log.info("%d taken in, %d refused", len(outcomes) - len(refused), len(refused))

    def _take(self, course: Course, record: dict[str, Any]) -> Outcome:
        folder, learner = Path(self.inbound_path) / record["filename"], record["owner"]
        why = _why_not(folder, learner, record["named"])
        if why:
            return Outcome(str(folder), "refused", notes=(why,))
        outcomes = list(Intake(course, learner).take(folder))
        return outcomes[-1] if outcomes else Outcome(str(folder), "refused", notes=("it is empty",))


def _why_not(folder: Path, learner: str, named: str) -> str:
    """Return why a folder of the exchange may not be taken as this learner's; "" if it may."""
    if folder.is_symlink() or not folder.is_dir():
        return "it is not a folder"
    if not named:
        return "its name is not one that nbgrader gives"
    return "" if learner == named else f"it belongs to “{learner}” and is named after “{named}”"


def owner_of(path: Path) -> str:
    """Return the name of the user who owns a file, or the number of one without a name."""
    number = path.lstat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
