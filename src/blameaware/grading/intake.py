"""Intake: from whatever was handed in to clean submissions, with a result for every file.

Everything is read as data. The original goes to inbox/<learner>/ byte for byte; a rebuilt
notebook, clean answers and a sane timestamp go to submitted/<learner>/<assignment>/.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from blameaware.grading.archives import is_archive
from blameaware.grading.course import Course
from blameaware.grading.handed_in import Handed, handed_in
from blameaware.grading.inbox import Inbox, digest_of
from blameaware.grading.key import Key, load_key
from blameaware.grading.layouts import Claim, learner_id
from blameaware.grading.notebook_changes import changes
from blameaware.grading.outcome import Outcome, RefusedError, Status
from blameaware.grading.record import Record, read_record
from blameaware.grading.submitted import Submission, current_moment, write_submission
from blameaware.grading.units import Unit, units_of

SHOWN = 5


@dataclass
class Intake:
    """One run of intake into a course.

    `learner` overrides whose everything is; `received` overrides when it came; `now` is the
    clock. With `in_place`, what is taken stands in submitted/ already and is replaced there.
    """

    course: Course
    learner: str = ""
    received: datetime | None = None
    now: datetime | None = None
    in_place: bool = False

    @cached_property
    def keys(self) -> dict[str, Key]:
        """The keys of the course's assignments by name."""
        return {name: load_key(self.course.key(name)) for name in self.course.assignments()}

    @cached_property
    def inbox(self) -> Inbox:
        """Where originals go."""
        return Inbox(self.course.inbox)

    def clock(self) -> datetime:
        """Return the time that counts as now."""
        return self.now or datetime.now(UTC)

    def take(self, path: Path) -> Iterator[Outcome]:
        """Take in a file, a folder or an archive; yield a result for each unit in it."""
        alone = path.is_symlink() or not (path.is_dir() or is_archive(path))
        for unit in units_of(handed_in(path), self.keys, alone=alone):
            yield self.take_unit(unit)

    def take_unit(self, unit: Unit) -> Outcome:
        """Take in one unit. Never raises because of what is in it."""
        try:
            return self._take(unit)
        except RefusedError as error:
            self.inbox.keep_refused(unit, str(error))
            return Outcome(unit.where, "refused", notes=(str(error),))

    def _take(self, unit: Unit) -> Outcome:
        notes: list[str] = []
        source, record = self._record(unit, notes)
        claim = self._claim(unit, record, notes)
        moment = self._moment(unit, source, notes)
        submissions = [
            replace(one, secret=unit.secret)
            for one in self._submissions(record, claim, moment, notes)
        ]
        notes += self._about_notebooks(unit, submissions)
        notes += _about_the_rest(unit)
        return self._keep(unit, source, claim, submissions, notes)

    def _record(self, unit: Unit, notes: list[str]) -> tuple[Handed | None, Record]:
        """Return the unit's answers file and what it says."""
        if len(unit.answers) > 1:
            names = ", ".join(handed.name for handed in unit.answers[:SHOWN])
            raise RefusedError(f"there are several answers files ({names}); hand in one")
        if unit.answers:
            source = unit.answers[0]
            record = read_record(source.data or b"", self.clock())
            notes += record.notes
            return source, record
        if unit.refused:
            raise RefusedError(
                "; ".join(f"{handed.name}: {handed.refused}" for handed in unit.refused[:SHOWN])
            )
        if unit.claim.assignment:
            notes.append("there was no answers.json, so it counts as handed in without answers")
            return None, Record(None, None, {})
        raise RefusedError(_why_nothing(unit))

    def _claim(self, unit: Unit, record: Record, notes: list[str]) -> Claim:
        """Return whose it is, with a note wherever two sources differ."""
        claim = unit.claim
        written = learner_id(record.learner or "")
        if self.learner:
            _say_difference(written, self.learner, notes)
            return replace(claim, learner=self.learner, sure=True)
        if claim.sure and claim.learner:
            _say_difference(written, claim.learner, notes)
            return claim
        if written and claim.learner and not _same(written, claim.learner):
            if self._is_learner(claim.learner):
                raise RefusedError(
                    f"the file says “{written}” and its name says “{claim.learner}”, who is in "
                    "this class too; say whose it is with --learner"
                )
            notes.append(f"its name says “{claim.learner}”; it was taken as “{written}”, as inside")
        learner = written or claim.learner
        if not learner:
            raise RefusedError("it does not say whose it is; say so with --learner NAME")
        if record.learner and not written:
            notes.append(f"“{record.learner[:60]}” cannot be a name; it was taken as “{learner}”")
        elif record.learner and learner != record.learner:
            notes.append(f"“{record.learner[:60]}” is kept as “{learner}”")
        return replace(claim, learner=learner)

    def _is_learner(self, learner: str) -> bool:
        """Tell whether something of this learner is in already."""
        folders = (self.course.submitted / learner, self.course.inbox / learner)
        return any(folder.is_dir() for folder in folders)

    def _moment(self, unit: Unit, source: Handed | None, notes: list[str]) -> datetime:
        """Return when it counts as handed in, never in the future."""
        moment = self.received or unit.moment()
        if moment is None and unit.time is not None:
            notes.append("timestamp.txt could not be read; the time of the file counts")
        if moment is None:
            moment = source.changed if source else self.clock()
        if moment > self.clock():
            notes.append("its time lies in the future; the time of intake counts")
            return self.clock()
        return moment

    def _submissions(
        self, record: Record, claim: Claim, moment: datetime, notes: list[str]
    ) -> list[Submission]:
        """Return one clean submission for each assignment that the record has answers to."""
        wanted = [
            name
            for name in self.keys
            if record.assignment in (None, name) and claim.assignment in ("", name)
        ]
        found = [
            Submission(claim.learner, self.keys[name], self._answers(name, record, notes), moment)
            for name in wanted
            if claim.assignment or any(id_.startswith(f"{name}/") for id_ in record.named)
        ]
        if record.assignment and claim.assignment not in ("", record.assignment):
            raise RefusedError(
                f"it holds answers to “{record.assignment[:40]}” and was handed in as "
                f"“{claim.assignment[:40]}”"
            )
        if not found:
            names = ", ".join(self.keys)
            raise RefusedError(f"it has no answers to an assignment of this course ({names})")
        return found

    def _answers(self, name: str, record: Record, notes: list[str]) -> dict[str, dict[str, object]]:
        """Return the answers to one assignment, by the ids of its items."""
        kinds = {
            self.keys[name].answer_id(entry): entry.item.kind for entry in self.keys[name].items
        }
        found = {}
        for id_, answer in record.answers.items():
            if not id_.startswith(f"{name}/"):
                continue
            if id_ not in kinds:
                notes.append(f"{id_[:60]}: there is no such item; its answer was left out")
            elif answer["kind"] != kinds[id_]:
                notes.append(f"{id_}: its answer is for another kind of item; it was left out")
            else:
                found[id_] = answer
        return found

    def _about_notebooks(self, unit: Unit, submissions: list[Submission]) -> list[str]:
        """Return what was changed in notebooks, which are rebuilt whatever they hold."""
        names = {submission.key.name: submission.key for submission in submissions}
        notes = []
        for handed in unit.notebooks:
            key = names.get(handed.name.removesuffix(".ipynb"))
            if key is None:
                notes.append(
                    f"{handed.name[:60]} is no notebook of the assignment; it was left out"
                )
            else:
                notes += changes(handed.data or b"", key)
        return notes

    def _keep(
        self,
        unit: Unit,
        source: Handed | None,
        claim: Claim,
        submissions: list[Submission],
        notes: list[str],
    ) -> Outcome:
        """Store original and clean copies; a unit that is already in changes nothing."""
        names = tuple(submission.key.name for submission in submissions)
        digest = digest_of(unit)
        known = self.inbox.has(claim.learner, digest) and not self.in_place
        fresh = [one for one in submissions if self._counts(one, notes, known=known)]
        if known and not fresh:
            return Outcome(unit.where, "already in", claim.learner, names)
        self.inbox.keep(unit, claim, digest, notes)
        for submission in fresh:
            write_submission(self.course.submitted, submission)
        where = source.where if source else unit.where
        status: Status = "repaired" if notes else "accepted"
        return Outcome(where, status, claim.learner, names, tuple(notes))

    def _counts(self, submission: Submission, notes: list[str], *, known: bool) -> bool:
        """Tell whether a submission takes the place of the one that is in."""
        before = current_moment(self.course.submitted, submission)
        if before is None or self.in_place:
            return True
        if not known and submission.moment is not None and submission.moment < before:
            notes.append(
                f"{submission.key.name}: a later one is in already, so this one is kept in the "
                "inbox only"
            )
            return False
        return not known


def _say_difference(written: str, taken: str, notes: list[str]) -> None:
    if written and not _same(written, taken):
        notes.append(f"the file says “{written}”; it was taken as “{taken}”")


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _why_nothing(unit: Unit) -> str:
    if unit.notebooks:
        return "a notebook holds no answers; hand in answers.json, or the whole folder"
    return "there is no answers file in it"


def _about_the_rest(unit: Unit) -> list[str]:
    notes = [f"{handed.name[:60]}: {handed.refused}" for handed in unit.refused[:SHOWN]]
    if unit.left_out:
        names = ", ".join(name[:40] for name in unit.left_out[:SHOWN])
        more = len(unit.left_out) - SHOWN
        notes.append(f"left out: {names}" + (f" and {more} more" if more > 0 else ""))
    return notes


def take_all(intake: Intake, paths: Sequence[Path]) -> Iterator[Outcome]:
    """Take in everything in `paths`, in that order."""
    for path in paths:
        yield from intake.take(path)
