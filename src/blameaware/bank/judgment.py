"""What a judgment is: how far an answer gets, what is good in it, what to look at again."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Note:
    """One remark: `tag` names what it is about, such as an option's or a fact's id."""

    text: str
    tag: str = ""
    kind: Literal["good", "look", "info"] = "info"


@dataclass(frozen=True, slots=True)
class Judgment:
    """How far an answer gets.

    `score` is 0 to 1; `good` says first what is good; `done` tells whether there is an answer
    complete enough to judge; `needs_human` whether wording alone cannot settle it.
    """

    score: float
    good: str = ""
    notes: tuple[Note, ...] = ()
    done: bool = True
    needs_human: bool = False


def nothing_yet(text: str) -> Judgment:
    """Return the judgment of an empty or unreadable answer."""
    return Judgment(0.0, "", (Note(text, "", "info"),), done=False)
