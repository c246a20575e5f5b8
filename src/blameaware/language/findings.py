"""What the engine hands back: findings, and the analysis that holds them."""

from dataclasses import dataclass
from typing import Literal

NamesPolicy = Literal["roles-only", "neutral-names-ok"]
Severity = Literal["error", "warning", "advice"]
Label = Literal["blame", "ok"]

NO_LEAN = -9.0  # of a text without a word

SEVERITIES: tuple[Severity, ...] = ("advice", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text that blames, or that deserves a second look.

    `start` and `end` count code points of the analyzed text; `text` is what stands there.
    `agent` is the person, team or vendor who acts, as written, or None where nobody is named.
    """

    pattern: str
    severity: Severity
    start: int
    end: int
    text: str
    agent: str | None
    reason: str
    question: str
    move: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text and its findings, in reading order.

    `lean` is the score of the sentence that leans most to blame: log odds, whatever was found.
    """

    text: str
    findings: tuple[Finding, ...]
    lean: float = NO_LEAN

    @property
    def label(self) -> Label:
        """`blame` when any finding is an error or a warning; advice alone is `ok`."""
        return "blame" if any(f.severity != "advice" for f in self.findings) else "ok"
