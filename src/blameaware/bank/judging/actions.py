"""Actions after an incident: actionable, specific, bounded (Lunney, Lueder and Beyer 2017)."""

import re
from typing import Any, NamedTuple

from blameaware.bank.judging.values import text
from blameaware.bank.wording import say

VERBS = (
    "add alert automate block build change check clean close configure convert copy create "
    "cut default define delete disable display document drop echo enable enforce expire "
    "extend fix gate give install introduce label limit link list lock log make mark measure "
    "merge mirror mount move page paint pin place print prevent publish put raise record "
    "redesign reduce refuse reject remove rename replace require restore restrict rewrite "
    "route run schedule send separate set show split stop store switch test throttle time "
    "track turn update validate verify warn write "
)
STARTS_WITH_VERB = re.compile(rf"^\W*(?:{'|'.join(VERBS.split())})\b", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(?:improve|investigate|look into|consider|better|more careful|be careful|awareness|remind|"
    r"pay (?:more |closer )?attention|try harder|re-?train|think about|as needed|etc)\b",
    re.IGNORECASE,
)
ENDLESS = re.compile(
    r"\b(?:all|every|always|never|ongoing|continuous(?:ly)?|everywhere|from now on)\b",
    re.IGNORECASE,
)
LEAST_WORDS = 4


class ActionMarks(NamedTuple):
    """What an action has."""

    actionable: bool
    specific: bool
    bounded: bool

    @property
    def share(self) -> float:
        """Return how much of it is there, 0 to 1."""
        return sum(self) / len(self)


def marks(action: Any) -> ActionMarks:  # noqa: ANN401  whatever a file held
    """Return what one action {what, owner, due, done_when} has.

    Actionable: starts with a verb that changes something. Specific: enough words, none vague, and
    somebody owns it. Bounded: a date, and a test that shows when it is done.
    """
    entry = action if isinstance(action, dict) else {}
    what = text(entry.get("what")).strip()
    owner = text(entry.get("owner")).strip()
    due, done = text(entry.get("due")).strip(), text(entry.get("done_when")).strip()
    specific = len(what.split()) >= LEAST_WORDS and not VAGUE.search(what) and bool(owner)
    bounded = bool(due) and bool(done) and not ENDLESS.search(done)
    return ActionMarks(
        bool(STARTS_WITH_VERB.match(what)) and not VAGUE.search(what), specific, bounded
    )


def advice(action: Any) -> list[str]:  # noqa: ANN401  whatever a file held
    """Return what would make an action stronger, nothing for a strong one."""
    had = marks(action)
    told = []
    if not had.actionable:
        told.append(
            say("Start with a verb that changes something in the work, such as “add” or “show”.")
        )
    if not had.specific:
        told.append(say("Name the place that changes and the role that owns it."))
    if not had.bounded:
        told.append(say("Give it a date, and a test that shows when it is done."))
    return told
