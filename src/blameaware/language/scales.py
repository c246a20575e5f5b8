"""The four marks of a rewrite: blame removed, facts kept, condition added, usable next step."""

from blameaware.language.rewrite_conditions import condition_hits, conditions, tells_more
from blameaware.language.rewrite_reading import Reading
from blameaware.language.rewrite_task import Outcome, Scales

FULL = 2
_ONLY_HIDDEN = 1
_KEPT_WELL, _KEPT_PARTLY = 0.75, 0.4


def scales(reading: Reading, verdict: Outcome) -> Scales:
    """Return the marks of a rewrite.

    A rewrite that only turned passive (no condition, no reason, no step) has hidden the
    person, not removed the blame: it scores at most 3 of 8.
    """
    if verdict in {"empty", "too_long", "off_topic", "unchanged"}:
        return Scales()
    named = min(FULL, _conditions(reading, verdict))
    if verdict == "pass" and tells_more(reading):
        named = max(named, 1)
    steps = min(FULL, len(reading.signals("step")))
    removed = _blame_removed(reading, verdict)
    if not named and not steps:
        removed = min(removed, _ONLY_HIDDEN)
    return Scales(removed, _facts_kept(reading), named, steps)


def _blame_removed(reading: Reading, verdict: Outcome) -> int:
    """Return 2 without blame, 1 where blame is left but softer than the statement's."""
    if verdict != "still_blames":
        return FULL
    return int(not reading.blames_as_openly_as_the_statement)


def _conditions(reading: Reading, verdict: Outcome) -> int:
    """Return how many different things are said about conditions, in clauses without blame."""
    places = conditions(reading, verdict)
    heard = {
        hit.cue.id
        for hit in condition_hits(reading)
        if any(start <= hit.start < end for start, end in places)
    }
    return max(len(places), len(heard)) if places else 0


def _facts_kept(reading: Reading) -> int:
    """Return the mark for the facts; an invented number or name costs one."""
    share = reading.facts_share
    mark = FULL if share >= _KEPT_WELL else int(share >= _KEPT_PARTLY)
    return min(mark, 1) if reading.invented else mark
