"""Which files belong together: the units of what was handed in, each with its claim."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from blameaware.grading.handed_in import Handed
from blameaware.grading.layouts import Claim, claim_of, nbgrader_moment

SECRET = re.compile(rb"[A-Za-z0-9+/=_-]{8,200}")


def clean_secret(data: bytes) -> str:
    """Return the word in nbgrader's submission_secret.txt; empty when it is none of nbgrader's."""
    word = data.strip()
    return word.decode() if SECRET.fullmatch(word) else ""


@dataclass(slots=True)
class Unit:
    """The files of one learner in one place.

    `answers` are files that may hold answers, `notebooks` the notebooks beside them, `time` the
    text of nbgrader's timestamp.txt, `secret` the word by which nbgrader gives feedback back,
    `left_out` names of files that nothing is done with, and
    `refused` the files that could not be read, each with the reason.
    """

    where: str
    claim: Claim
    answers: list[Handed] = field(default_factory=list)
    notebooks: list[Handed] = field(default_factory=list)
    time: Handed | None = None
    secret: str = ""
    left_out: list[str] = field(default_factory=list)
    refused: list[Handed] = field(default_factory=list)

    def moment(self) -> datetime | None:
        """Return when it was handed in, as the system says that took it; None if none does."""
        if self.claim.when is not None:
            return self.claim.when
        if self.time is not None and self.time.data is not None:
            return nbgrader_moment(self.time.data[:100].decode("utf-8", "replace"))
        return None


def units_of(
    files: Iterable[Handed], assignments: Collection[str], *, alone: bool
) -> Iterator[Unit]:
    """Yield the units among the files of one argument.

    `alone` is true for a single file named by the instructor: then it is an answers file whatever
    its name. Files are put together as they come, so a unit is complete when the next one starts.
    """
    unit: Unit | None = None
    for handed in files:
        claim = claim_of(handed.above, handed.parts, assignments)
        place = handed.where.rpartition("/")[0]
        if unit is None or not _belongs(unit, claim, place):
            if unit is not None:
                yield unit
            unit = Unit(handed.where, claim)
        _add(unit, handed, alone=alone)
    if unit is not None:
        yield unit


def _belongs(unit: Unit, claim: Claim, place: str) -> bool:
    """Tell whether a file goes with the unit: the same learner and assignment in one place."""
    same = (claim.learner, claim.assignment, claim.when)
    if same != (unit.claim.learner, unit.claim.assignment, unit.claim.when):
        return False
    # Files in one folder that do not say whose they are may be from many learners.
    return claim.sure and unit.where.startswith(place.rpartition("/")[0])


def _add(unit: Unit, handed: Handed, *, alone: bool) -> None:
    name = handed.name.lower()
    if handed.data is None:
        unit.refused.append(handed)
    elif name.endswith(".ipynb"):
        unit.notebooks.append(handed)
    elif name == "timestamp.txt":
        unit.time = handed
    elif name == "submission_secret.txt":
        unit.secret = clean_secret(handed.data)
    elif name.endswith(".json") or alone:
        unit.answers.append(handed)
    else:
        unit.left_out.append(handed.name)
