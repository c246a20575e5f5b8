"""Marking the words that blame, and leaving look-alikes alone."""

from typing import Any

from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Blame, Spot
from blameaware.bank.spans import Span, find, merged
from blameaware.bank.wording import say

# A mark still points at the words when it is at most this much longer than they are: three times,
# or by about the rest of a short sentence.
WIDE_TIMES = 3
WIDE_MORE = 40


def judge(item: Spot, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge marked spans [[start, end], …] in code points.

    Every blame and every look-alike is one decision, every mark on neither is one more; the score
    is the share of decisions that help. No marks is an answer too: “nothing blames here”.
    """
    marks = spans_of(value, len(item.text))
    if marks is None:
        return nothing_yet(say("Mark the words that blame, or say that nothing does."))
    blames = [(mark, span) for mark in item.blames if (span := find(item.text, mark))]
    alikes = [(mark, span) for mark in item.look_alikes if (span := find(item.text, mark))]
    notes, right = [], 0
    for index, (blame, span) in enumerate(blames, 1):
        hit = _pointed(span, marks, [place for _, place in blames])
        right += hit
        notes.append(_blame_note(blame, f"blame-{index}", hit))
    for index, (alike, span) in enumerate(alikes, 1):
        marked = any(2 * mark.overlap(span) >= span.end - span.start for mark in marks)
        right += not marked
        kind = "look" if marked else "good"
        notes.append(Note(f"“{alike.words}”: {alike.why_not}", f"look-alike-{index}", kind))  # type: ignore[arg-type]
    known = [span for _, span in (*blames, *alikes)]
    stray = [mark for mark in marks if not any(mark.overlap(span) for span in known)]
    for mark in stray:
        words = item.text[mark.start : mark.end]
        told = say("“{words}” tells what happened, and blames nobody.", words=words)
        notes.append(Note(told, f"mark-{mark.start}", "look"))
    decisions = len(known) + len(stray)
    found = sum(note.kind == "good" and note.tag.startswith("blame") for note in notes)
    good = _good(found, len(blames), bool(stray) or any(n.kind == "look" for n in notes))
    return Judgment(right / decisions if decisions else 1.0, good, tuple(notes))


def spans_of(value: Any, length: int) -> list[Span] | None:  # noqa: ANN401  whatever a file held
    """Return the marks inside a text of `length` code points, joined; None when it is no list."""
    if not isinstance(value, list):
        return None
    spans = []
    for entry in value:
        if not (isinstance(entry, list | tuple) and len(entry) == 2):  # noqa: PLR2004  a pair
            continue
        start, end = entry
        if type(start) is int and type(end) is int and 0 <= start < end <= length:
            spans.append(Span(start, end))
    return merged(spans)


def _pointed(span: Span, marks: list[Span], blames: list[Span]) -> bool:
    """Tell whether some mark covers at least half of the words and not half the text beside."""
    for mark in marks:
        if 2 * mark.overlap(span) < span.end - span.start:
            continue
        # A mark over several blames in a row may be as long as all of them.
        meant = sum(mark.overlap(other) for other in blames)
        if mark.end - mark.start <= max(WIDE_TIMES * meant, meant + WIDE_MORE):
            return True
    return False


def _blame_note(blame: Blame, tag: str, hit: bool) -> Note:
    # The patterns take longer to load than a card to draw: they come with the first check.
    from blameaware.language import PATTERNS  # noqa: PLC0415

    words, why = blame.words, blame.why
    name = PATTERNS[blame.pattern].title
    if hit:
        told = say("“{words}”: {why} We call it “{name}”.", words=words, why=why, name=name)
        return Note(told, tag, "good")
    told = say(
        "Look again at “{words}”: {why} We call it “{name}”.", words=words, why=why, name=name
    )
    return Note(told, tag, "look")


def _good(found: int, blames: int, more: bool) -> str:
    if not blames:
        if more:
            return say("You looked closely. Read why these words are safe.")
        return say("You left it alone, and rightly: nothing here blames anybody.")
    if found == blames:
        if more:
            return say("You found every word that blames. One more look:")
        return say("You found every word that blames.")
    if found:
        return say("You found {n} of {m} places that blame.", n=found, m=blames)
    return say("You took the time to read closely. Here is where blame hides:")
