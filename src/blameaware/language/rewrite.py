"""Judge a learner's rewrite of a blame-laden statement."""

from blameaware.language.findings import NamesPolicy
from blameaware.language.rewrite_reading import Reading, read_rewrite
from blameaware.language.rewrite_same import is_unchanged
from blameaware.language.rewrite_task import LONGEST, Outcome, RewriteTask, Verdict
from blameaware.language.scales import scales


def check_rewrite(
    task: RewriteTask, text: str, *, names: NamesPolicy = "neutral-names-ok"
) -> Verdict:
    """Return the verdict on `text` as a rewrite of `task.statement`.

    Never raises for any text: nothing but white space is "empty", more than
    `LONGEST` characters "too_long".
    """
    del names
    if not any(character.isalnum() for character in text):
        return Verdict("empty")
    if len(text) > LONGEST:
        return Verdict("too_long")
    reading = read_rewrite(task, text)
    verdict = _outcome(reading)
    return Verdict(
        verdict,
        scales(reading, verdict),
        tuple(match.fact for match in reading.facts if match.kept),
        tuple(match.fact for match in reading.facts if not match.kept),
        invented=reading.invented,
    )


def _outcome(reading: Reading) -> Outcome:
    """Return the verdict on a rewrite that could be read."""
    if is_unchanged(reading.task.statement, reading.text):
        return "unchanged"
    if reading.shared < 0.25 and reading.facts_share < 0.3:  # noqa: PLR2004
        return "off_topic"
    if len(reading.signals("blame")) > len(reading.signals("condition", "reason")):
        return "still_blames"
    return "pass" if reading.facts_share >= 0.6 else "loses_facts"  # noqa: PLR2004
