"""Judge a learner's rewrite of a blame-laden statement."""

from blameaware.language.engine import analyze
from blameaware.language.feedback import with_feedback
from blameaware.language.findings import Finding, NamesPolicy
from blameaware.language.rewrite_features import features
from blameaware.language.rewrite_findings import blame_findings
from blameaware.language.rewrite_model import choose, decisions
from blameaware.language.rewrite_reading import Reading, read_rewrite
from blameaware.language.rewrite_same import is_unchanged
from blameaware.language.rewrite_task import LONGEST, Outcome, RewriteTask, Scales, Verdict
from blameaware.language.scales import scales

__all__ = ["RewriteTask", "Scales", "Verdict", "check_rewrite"]


def check_rewrite(
    task: RewriteTask, text: str, *, names: NamesPolicy = "neutral-names-ok"
) -> Verdict:
    """Return the verdict on `text` as a rewrite of `task.statement`.

    Never raises for any text: nothing to read (no letter or digit) is "empty", more than
    `LONGEST` characters is "too_long".
    """
    if not any(character.isalnum() for character in text):
        return with_feedback(Verdict("empty"), task)
    if len(text) > LONGEST:
        return with_feedback(Verdict("too_long"), task)
    reading = reading_of(task, text, names=names)
    outcome = judge(reading)
    verdict = Verdict(
        outcome,
        scales(reading, outcome),
        tuple(match.fact for match in reading.facts if match.kept),
        tuple(match.fact for match in reading.facts if not match.kept),
        _findings(reading, outcome),
        reading.invented,
    )
    return with_feedback(verdict, task, reading)


def reading_of(task: RewriteTask, text: str, *, names: NamesPolicy = "neutral-names-ok") -> Reading:
    """Take a rewrite apart, with what the statement engine says about the text alone."""
    alone = analyze(text, names=names)
    return read_rewrite(task, text, alone.findings, alone.lean)


def judge(reading: Reading) -> Outcome:
    """Return the verdict on a rewrite that could be read."""
    if is_unchanged(reading.task.statement, reading.text):
        return "unchanged"
    seen = features(reading)
    learned = decisions()
    chances = {name: decision.probability(seen) for name, decision in learned.items()}
    return choose(chances, {name: decision.threshold for name, decision in learned.items()})


def _findings(reading: Reading, outcome: Outcome) -> tuple[Finding, ...]:
    """Return what to point at: blame where the verdict says so, otherwise advice only."""
    if outcome == "still_blames":
        return blame_findings(reading, decisions()["still_blames"])
    if outcome == "unchanged":
        return reading.findings
    return tuple(f for f in reading.findings if f.severity == "advice" or f.pattern == "naming")
