"""A team's pulse: answers of one person as a short code, and a team's only from five people on.

The construct is Edmondson's (1999): whether a team is safe for taking an interpersonal risk. The
statements are our own wording, so the numbers cannot be compared with published ones.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Any

from blameaware.bank.wording import later

LEAST_PEOPLE = 5
MOST_PEOPLE = 500
STEPS = 5  # 1 disagree … 5 agree

# id, statement, whether agreeing means less safety (it is then turned around)
STATEMENTS: tuple[tuple[str, str, bool], ...] = (
    ("held", later("A slip of mine is likely to be brought up against me later."), True),
    ("hard", later("We can talk about what is going badly while it is going badly."), False),
    ("different", later("Whoever sees things differently here is soon left out."), True),
    ("try", later("I can try something here that may not work."), False),
    ("help", later("It costs me something to ask for help here."), True),
    ("work", later("Nobody here would quietly make my work look bad."), False),
    ("skills", later("What I can do is seen and used here."), False),
)
CODE = re.compile(r"\b([1-5]{7})-(\d)\b")


@dataclass(frozen=True)
class TeamPulse:
    """A team's answers, 1 to 5 with 5 the safer end."""

    people: int
    mean: float
    spread: float
    by_statement: Mapping[str, float]


def code_of(answers: Mapping[str, Any]) -> str | None:
    """Return a person's answers (1 to 5 by statement id) as a code, None while one is missing."""
    digits = [answers.get(name) for name, _, _ in STATEMENTS]
    if not all(type(digit) is int and 1 <= digit <= STEPS for digit in digits):
        return None
    text = "".join(str(digit) for digit in digits)
    return f"{text}-{_check(text)}"


def codes_in(text: str) -> tuple[list[str], int]:
    """Return the codes in a text and how many pieces look like one but are mistyped.

    Two people may have the same code: it says nothing about who they are.
    """
    good, odd = [], 0
    for digits, check in CODE.findall(text):
        if int(check) == _check(digits):
            good.append(digits)
        else:
            odd += 1
    return good[:MOST_PEOPLE], odd


def team(codes: Sequence[str]) -> TeamPulse | None:
    """Return a team's pulse, or None for fewer than five people: a few could be recognized."""
    if len(codes) < LEAST_PEOPLE:
        return None
    people = [_turned(code) for code in codes]
    means = [fmean(person) for person in people]
    by = {s[0]: fmean(person[i] for person in people) for i, s in enumerate(STATEMENTS)}
    return TeamPulse(len(people), fmean(means), pstdev(means), by)


def _turned(digits: str) -> list[int]:
    """Return a person's answers with 5 as the safer end of every statement."""
    return [
        STEPS + 1 - int(digit) if turned else int(digit)
        for digit, (_, _, turned) in zip(digits, STATEMENTS, strict=True)
    ]


def _check(digits: str) -> int:
    """Return a check digit that notices one changed digit and two exchanged neighbors."""
    return sum((place % 6 + 1) * int(digit) for place, digit in enumerate(digits)) % 7
