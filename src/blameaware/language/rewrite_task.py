"""What a learner is asked to rewrite, and what the engine says about the rewrite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from blameaware.language.findings import Finding

Outcome = Literal[
    "pass", "still_blames", "loses_facts", "off_topic", "unchanged", "empty", "too_long"
]

OUTCOMES: tuple[Outcome, ...] = ("pass", "still_blames", "loses_facts", "off_topic", "unchanged")
"""The verdicts on a rewrite that could be read; "empty" and "too_long" come before reading."""

LONGEST = 5_000
"""Characters of a rewrite that are read; more is "too_long"."""


@dataclass(frozen=True, slots=True)
class RewriteTask:
    """A statement to rewrite.

    `facts` are short noun phrases that a good rewrite keeps, `context` says where the
    statement was made, `fact_sheet` has further true sentences that a rewrite may use.
    """

    statement: str
    context: str = ""
    facts: tuple[str, ...] = ()
    fact_sheet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scales:
    """Four marks, each 0..2: blame removed, facts kept, condition added, usable next step."""

    blame_removed: int = 0
    facts_kept: int = 0
    condition_added: int = 0
    next_step: int = 0

    @property
    def total(self) -> int:
        """Return the sum, 0..8."""
        return self.blame_removed + self.facts_kept + self.condition_added + self.next_step


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine says about one rewrite.

    `findings` point at words of the learner's own text. `invented` are numbers, names and
    times that stand nowhere in the task. `good` is said first, then `question`, `move`
    (an id, "M1".."M7") and `next`, one concrete thing to try.
    """

    verdict: Outcome
    scales: Scales = field(default_factory=Scales)
    kept_facts: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    invented: tuple[str, ...] = ()
    good: str = ""
    question: str = ""
    move: str = ""
    next: str = ""
