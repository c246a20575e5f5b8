"""A rewrite of a blame-laden statement, judged by the language engine."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from blameaware.bank.judging.for_a_person import blames_only_in_quotes, is_in_another_language
from blameaware.bank.judging.values import text
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Rewrite
from blameaware.bank.wording import say
from blameaware.language import RewriteTask, Verdict, check_rewrite

FULL = 8  # four scales of 0 to 2


def task_of(item: Rewrite) -> RewriteTask:
    """Return what the engine needs to judge rewrites of an item."""
    return RewriteTask(item.statement, item.context, item.facts, item.fact_sheet)


@lru_cache(maxsize=16)
def verdict_of(item: Rewrite, words: str) -> Verdict:
    """Return the engine's verdict; kept for a moment, as a card asks for it twice."""
    return check_rewrite(task_of(item), words)


def judge(item: Rewrite, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge a text: the sum of the engine's four scales out of 8; a pass scores at least 0.8.

    A pass that names neither a condition nor a step has only hidden who acted: it keeps the sum
    of its scales, 3 out of 8 at most.

    A text that the engine takes for another topic, that adds things it cannot find in the facts,
    that blames only in what it quotes, or that is not in English, needs a person.
    """
    words = text(value)
    verdict = verdict_of(item, words)
    found = judged(verdict)
    cannot_tell = is_in_another_language(words) or (
        verdict.verdict == "still_blames" and blames_only_in_quotes(words, verdict.findings)
    )
    return replace(found, needs_human=True) if cannot_tell and found.done else found


def judged(verdict: Verdict) -> Judgment:
    """Return the judgment that a verdict of the engine stands for."""
    if verdict.verdict == "empty":
        return nothing_yet(say("Write your own version of the statement, then check it."))
    scales = verdict.scales
    total = scales.blame_removed + scales.facts_kept + scales.condition_added + scales.next_step
    score = total / FULL
    passed = verdict.verdict == "pass"
    if passed and (scales.condition_added or scales.next_step):
        score = max(score, 0.8)
    elif verdict.verdict in {"unchanged", "too_long"}:
        score = 0.0
    notes = [Note(say("Kept: {fact}", fact=fact), fact, "good") for fact in verdict.kept_facts]
    notes += [
        Note(say("Not found yet: {fact}", fact=fact), fact, "look")
        for fact in verdict.missing_facts
    ]
    notes += [Note(f"“{f.text}”: {f.reason}", f.pattern, "look") for f in verdict.findings]
    notes += [
        Note(say("Not in the fact sheet: {thing}", thing=thing), "invented", "info")
        for thing in verdict.invented
    ]
    if verdict.next:
        notes.append(Note(verdict.next, "next", "good" if passed else "info"))
    person = verdict.verdict in {"off_topic", "too_long"} or bool(verdict.invented)
    done = verdict.verdict != "too_long"
    return Judgment(score, verdict.good, tuple(notes), done=done, needs_human=person)
