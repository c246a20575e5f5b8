"""Rewrite a blame-laden statement; the language engine reads the rewrite."""

from typing import TYPE_CHECKING, Any

from blameaware.bank import Judgment
from blameaware.bank.models import Rewrite
from blameaware.bank.wording import later, say
from blameaware.widgets.exercise_card import Exercise

if TYPE_CHECKING:
    from blameaware.language import Finding, Verdict

SCALES = (
    ("blame_removed", later("Blame removed")),
    ("facts_kept", later("Facts kept")),
    ("condition_added", later("Condition added")),
    ("next_step", later("Usable next step")),
)
MOST_FINDINGS = 5


class RewriteCard(Exercise):
    """A statement, the facts to keep, a field, and feedback on the learner's own words."""

    front = "rewrite"
    item: Rewrite

    def draw(self) -> dict[str, Any]:
        """Return what is given; never the models."""
        return {
            "statement": self.item.statement,
            "context": self.item.context,
            "facts": list(self.item.facts),
            "fact_sheet": list(self.item.fact_sheet),
        }

    def judgment_parts(self, value: Any, judgment: Judgment) -> dict[str, Any]:  # noqa: ANN401
        """Return the engine's verdict: what is good, marked words, scales, what to do next."""
        # The engine takes longer to load than a card to draw: it comes with the first check.
        from blameaware.bank.judging.rewrite import verdict_of  # noqa: PLC0415

        text = value if isinstance(value, str) else ""
        verdict = verdict_of(self.item, text)
        if not judgment.done:
            return super().judgment_parts(value, judgment)
        return verdict_parts(text, verdict)


def verdict_parts(text: str, verdict: "Verdict") -> dict[str, Any]:
    """Return the feedback that tells a verdict on `text`."""
    shown = verdict.findings[:MOST_FINDINGS]
    parts: dict[str, Any] = {
        "good": verdict.good,
        "kept": list(verdict.kept_facts),
        "findings": [finding_part(f, n) for n, f in enumerate(shown, 1)],
        "scales": [
            {"label": say(label), "value": getattr(verdict.scales, name), "of": 2}
            for name, label in SCALES
        ],
        "next": verdict.next,
    }
    if shown:
        parts["yours"] = segments(text, shown)
    notes = [say("Not found yet: {fact}", fact=fact) for fact in verdict.missing_facts]
    notes += [
        say("“{thing}” is not among the facts. Leave it out, or look it up.", thing=thing)
        for thing in verdict.invented
    ]
    if not shown and verdict.question:
        notes.append(verdict.question)
    parts["notes"] = [{"text": note, "tag": "", "kind": "look"} for note in notes]
    return parts


def finding_part(finding: "Finding", number: int = 0) -> dict[str, Any]:
    """Return a finding as the front end shows it: name, reason, one question, one move."""
    from blameaware.language import MOVES, PATTERNS  # noqa: PLC0415  as above

    move = MOVES.get(finding.move)
    return {
        "number": number,
        "title": PATTERNS[finding.pattern].title
        if finding.pattern in PATTERNS
        else finding.pattern,
        "reason": finding.reason,
        "question": finding.question,
        "move": move.title if move else "",
    }


def segments(text: str, findings: "tuple[Finding, ...]") -> list[dict[str, Any]]:
    """Return a text cut at findings: [{text, finding: number or 0}], in order, nothing lost.

    Where findings overlap, the one that starts first keeps its words.
    """
    out: list[dict[str, Any]] = []
    at = 0
    numbered = sorted(enumerate(findings, 1), key=lambda pair: (pair[1].start, pair[1].end))
    for number, finding in numbered:
        start, end = max(at, finding.start), min(len(text), finding.end)
        if start >= end:
            continue
        if start > at:
            out.append({"text": text[at:start], "finding": 0})
        out.append({"text": text[start:end], "finding": number})
        at = end
    if at < len(text):
        out.append({"text": text[at:], "finding": 0})
    return out
