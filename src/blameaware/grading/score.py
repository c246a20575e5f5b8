"""The score of a submission: a pure function of the key and the answers, without a kernel."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blameaware.bank.judge import Judgment, Note, judge
from blameaware.bank.judging.postmortem import GOOD, judge_parts
from blameaware.bank.models import Postmortem
from blameaware.grading.key import Key, KeyItem

LOG = logging.getLogger(__name__)
BROKEN = "broken"
BY_WORDING = ("rewrite", "ask")
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one item, in points, with what there is to say about it.

    `value` is the answer as it was judged, None without one. `human` says that a person has to
    look; the points are then what the wording alone shows.
    """

    entry: KeyItem
    value: Any
    points: float
    judgment: Judgment
    human: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one submission, in the order of the key."""

    marks: tuple[Mark, ...]

    @property
    def complete(self) -> bool:
        """Tell whether every answer could be judged; if not, the next run tries again."""
        notes = (note for mark in self.marks for note in mark.judgment.notes)
        return not any(note.tag == BROKEN for note in notes)

    @property
    def points(self) -> float:
        """Return the sum in points."""
        return round(sum(mark.points for mark in self.marks), 2)

    def by_item(self) -> dict[str, Mark]:
        """Return the marks by the short names of their items."""
        return {mark.entry.name: mark for mark in self.marks}


def score(key: Key, answers: Mapping[str, Mapping[str, Any]]) -> Marks:
    """Return the marks for clean answers, given by their ids such as "rewriting/q1"."""
    return Marks(tuple(_mark(key, entry, answers) for entry in key.items))


def _mark(key: Key, entry: KeyItem, answers: Mapping[str, Mapping[str, Any]]) -> Mark:
    answer = answer_of(key, entry, answers)
    if answer is None:
        return without_answer(entry)
    value = answer["value"]
    judgment = _judged(entry, value)
    share = min(max(judgment.score, 0.0), 1.0)
    written = judgment.done or judgment.needs_human
    human = judgment.needs_human or (entry.human and written) or _is_doubtful(entry, share)
    return Mark(entry, value, round(share * entry.points, 2), judgment, human)


def _is_doubtful(entry: KeyItem, share: float) -> bool:
    """Tell whether a person should confirm a low mark that rests on wording alone.

    A statement that was handed back as it is gets nothing, and nobody has to confirm that.
    """
    return entry.item.kind in BY_WORDING and 0 < share < HALF


def answer_of(
    key: Key, entry: KeyItem, answers: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """Return the answer to an item; None when there is none of its kind."""
    answer = answers.get(key.answer_id(entry))
    return None if answer is None or answer.get("kind") != entry.item.kind else answer


def _judged(entry: KeyItem, value: Any) -> Judgment:  # noqa: ANN401  any clean value
    """Return the judgment of an answer, or a note that it could not be judged.

    An answer that breaks the judge must not keep the rest of the class from its marks, and must
    not cost its learner points: a person looks at it.
    """
    try:
        return _judged_part(entry, value)
    except Exception:
        LOG.exception("%s: an answer could not be judged", entry.name)
        note = Note("The program could not judge this answer; a person reads it.", BROKEN)
        return Judgment(0.0, "", (note,), needs_human=True)


def _judged_part(entry: KeyItem, value: Any) -> Judgment:  # noqa: ANN401  any clean value
    """Return the judgment of an answer, or of the part of it that the entry is about."""
    if not entry.part or not isinstance(entry.item, Postmortem):
        return judge(entry.item, value)
    parts = judge_parts(entry.item, value)
    if isinstance(parts, Judgment):
        return parts
    share, notes = parts[entry.part]
    good = GOOD[entry.part] if share else GOOD["start"]
    return Judgment(share, good, tuple(notes), needs_human=True)


def without_answer(entry: KeyItem) -> Mark:
    """Return the mark of an item that nobody answered."""
    nothing = Judgment(0.0, "", (), done=False)
    return Mark(entry, None, 0.0, nothing, human=False)
