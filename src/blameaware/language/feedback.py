"""What a learner reads about a rewrite: first what is good, then one question, one move, one step.

The sentences are data (data/rewrite_feedback.toml). Which variant is taken depends on the
learner's text alone, so that the same text always reads the same.
"""

from dataclasses import replace
from zlib import crc32

from blameaware.language.facts import Pool, fact_words, match_facts
from blameaware.language.facts_words import words
from blameaware.language.findings import Finding
from blameaware.language.patterns import moves, patterns
from blameaware.language.rewrite_conditions import condition_hits, conditions
from blameaware.language.rewrite_data import table
from blameaware.language.rewrite_reading import Reading, clause
from blameaware.language.rewrite_task import RewriteTask, Verdict

_TIMES = frozenset({"clock", "date", "duration"})
_MOST_FACTS = 2
_MOST_NEW = 3
_LONGEST_QUOTE = 90
_SHORTEST_QUOTE = 4
_ASKING = frozenset({"what", "how", "why", "who", "when", "where", "could", "can", "is", "does"})
"""A clause that begins so asks for a condition and does not name one."""
_MOSTLY_FACTS = 0.6
_FALLBACK_MOVE = {
    "empty": "M1",
    "too_long": "M3",
    "off_topic": "M3",
    "loses_facts": "M3",
    "unchanged": "M1",
    "still_blames": "M1",
}


def with_feedback(verdict: Verdict, task: RewriteTask, reading: Reading | None = None) -> Verdict:
    """Return `verdict` with its good, question, move and next filled in."""
    text = reading.text if reading else ""
    move = _move(verdict)
    slots = _slots(verdict, task, reading)
    return replace(
        verdict,
        good=_say("good", _good_kind(verdict, slots["quote"]), text, slots),
        question=_say("question", _question_kind(verdict), text, slots),
        move=move,
        next=_next(verdict, task, reading, slots | {"offer": moves()[move].next}),
    )


def _say(part: str, kind: str, text: str, slots: dict[str, str]) -> str:
    """Return one of the variants of a sentence, with its slots filled."""
    variants = table("rewrite_feedback")[part][kind]
    chosen: str = variants[crc32(text.encode("utf-8", "replace")) % len(variants)]
    said = chosen.format(**slots)
    return said[:1].upper() + said[1:]


def _slots(verdict: Verdict, task: RewriteTask, reading: Reading | None) -> dict[str, str]:
    """Return everything a sentence may name."""
    finding = _first(verdict)
    pattern = patterns()[finding.pattern] if finding else None
    missing = verdict.missing_facts or task.facts or (task.statement,)
    return {
        "facts": _listed(verdict.kept_facts[:_MOST_FACTS] or task.facts[:_MOST_FACTS]),
        "fact": missing[0],
        "quote": _condition(reading, verdict) if reading else "",
        "words": _shortened(_around(finding, reading)) if finding else "",
        "pattern": pattern.title if pattern else "Somebody is at fault",
        "ask": finding.question if finding else "What let this happen?",
        "new": _listed(verdict.invented[:_MOST_NEW]),
    }


def _good_kind(verdict: Verdict, quote: str) -> str:
    """Choose what to praise: only what is true of this text."""
    outcome = verdict.verdict
    if outcome in {"empty", "too_long", "unchanged"}:
        return str(outcome)
    if outcome == "off_topic":
        return "own_topic"
    # Without a fact of the exercise it is a condition of something else.
    has_condition = bool(verdict.kept_facts and quote)
    if outcome == "pass" and verdict.kept_facts:
        return _good_kind_of_pass(verdict, has_condition)
    if has_condition:
        return "condition"
    if verdict.kept_facts:
        return "some_facts"
    return "start" if outcome == "still_blames" else "calm"


def _good_kind_of_pass(verdict: Verdict, has_condition: bool) -> str:
    if verdict.missing_facts:
        return "some_facts_calm"
    return "complete" if has_condition else "facts"


def _question_kind(verdict: Verdict) -> str:
    if verdict.verdict != "pass":
        return str(verdict.verdict)
    if not verdict.scales.condition_added:
        return "no_condition"
    return "full" if verdict.scales.next_step else "no_step"


def _move(verdict: Verdict) -> str:
    """Return the id of the move that helps most now."""
    finding = _first(verdict)
    if finding and verdict.verdict in {"still_blames", "unchanged"}:
        return finding.move
    if verdict.verdict == "pass":
        return {"no_condition": "M5", "no_step": "M7", "full": "M6"}[_question_kind(verdict)]
    return _FALLBACK_MOVE[verdict.verdict]


def _next(
    verdict: Verdict, task: RewriteTask, reading: Reading | None, slots: dict[str, str]
) -> str:
    """Return one concrete thing to try, and what to check."""
    text = reading.text if reading else ""
    missing = verdict.missing_facts[0] if verdict.missing_facts else ""
    slots = slots | {"place": _place(missing, text) if missing else ""}
    said = _say("next", _next_kind(verdict), text, slots).strip()
    line = _unused_line(reading, task)
    if line and verdict.verdict in {"pass", "still_blames"} and not verdict.scales.condition_added:
        said += " " + _say("next", "sheet", text, {"line": line})
    if verdict.invented and verdict.verdict != "off_topic":
        said += " " + _say("next", "check", text, slots)
    return said


def _next_kind(verdict: Verdict) -> str:
    if verdict.verdict in {"empty", "too_long", "off_topic"}:
        return str(verdict.verdict)
    if verdict.verdict == "loses_facts" and verdict.missing_facts:
        return "loses_facts"
    return "no_facts"


def _place(fact: str, text: str) -> str:
    """Say where in the sentence a missing fact could go."""
    quantities = [word.quantity for word in fact_words(fact) if word.quantity]
    kind = "other"
    if any(quantity.kind in _TIMES for quantity in quantities):
        kind = "time"
    elif quantities:
        kind = "amount"
    return _say("place", kind, text, {})


def _first(verdict: Verdict) -> Finding | None:
    grave = [finding for finding in verdict.findings if finding.severity != "advice"]
    return next(iter(grave or verdict.findings), None)


def _condition(reading: Reading, verdict: Verdict) -> str:
    """Return the learner's words that name a condition, or "" where there are none to quote.

    A clause that only tells a fact of the exercise is no condition that the learner added, and
    news without a cue may be about the outcome. A condition is rather quoted than a reason.
    """
    heard = condition_hits(reading)
    if verdict.verdict != "pass":
        heard = [hit for hit in heard if hit.cue.signal == "condition"]
    faults = [finding for finding in verdict.findings if finding.severity != "advice"]
    fitting = []
    for start, end in conditions(reading, verdict.verdict):
        signals = {hit.cue.signal for hit in heard if start <= hit.start < end}
        quote = " ".join(reading.text[start:end].split()).strip(" ,;.–-")
        share = _share_of_facts(quote, reading.task.facts)
        is_faulted = any(start < fault.end and fault.start < end for fault in faults)
        if signals and not is_faulted and _is_quotable(quote) and share <= _MOSTLY_FACTS:
            fitting.append(("condition" not in signals, share, quote))
    return min(fitting, default=(True, 0.0, ""))[2]


def _is_quotable(quote: str) -> bool:
    """Say whether a clause is short enough to quote, long enough to tell, and no question."""
    said = quote.split()
    return (
        len(quote) <= _LONGEST_QUOTE
        and len(said) >= _SHORTEST_QUOTE
        and said[0].lower() not in _ASKING
    )


def _share_of_facts(quote: str, facts: tuple[str, ...]) -> float:
    """Return 0..1, how much of a quote are words of the exercise's facts."""
    pool = Pool.of(word for fact in facts for word in fact_words(fact))
    telling = [word for word in words(quote) if word.weight > 0]
    total = sum(word.weight for word in telling)
    return sum(w.weight * pool.credit(w) for w in telling) / total if total else 1.0


def _unused_line(reading: Reading | None, task: RewriteTask) -> str:
    """Return the sentence of the fact sheet that the text uses least, or "" if it uses them."""
    if reading is None:
        return ""
    matches = match_facts(task.fact_sheet, reading.words)
    if any(match.kept for match in matches):
        return ""
    return min(matches, key=lambda match: match.share).fact if matches else ""


def _around(finding: Finding, reading: Reading | None) -> str:
    """Return the whole clause in which a finding stands."""
    if reading is None:
        return finding.text
    start, end = clause(reading.text, finding.start, finding.end)
    return reading.text[start:end]


def _shortened(said: str) -> str:
    """Return a quote of whole words, with … where it had to be cut."""
    said = " ".join(said.split()).strip(" .,;")
    if len(said) <= _LONGEST_QUOTE:
        return said
    return said[:_LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _listed(items: tuple[str, ...]) -> str:
    """Return "“a” and “b”"."""
    return " and ".join(", ".join(f"“{item}”" for item in items).rsplit(", ", 1))
