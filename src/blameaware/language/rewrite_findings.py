"""Which words of a rewrite still blame: the statement engine's findings and the judge's own."""

from collections.abc import Iterable

from blameaware.language.findings import Finding
from blameaware.language.patterns import patterns
from blameaware.language.rewrite_classes import Token
from blameaware.language.rewrite_cues import Hit
from blameaware.language.rewrite_features import act_features, task_keys
from blameaware.language.rewrite_model import Decision
from blameaware.language.rewrite_reading import Reading, clause
from blameaware.language.rewrite_wording import word_features
from blameaware.language.sentences import sentences

_MOST = 3
_EDGES = " \t\n,;:.-–—>•*"
_SPEAKS = 0.7
"""The least weight of the wording of a sentence that is looked at for blame."""
_TELLING = 0.3
"""The least weight of a cue that is shown to a learner; a fainter one explains nothing."""


def blame_findings(reading: Reading, decision: Decision) -> tuple[Finding, ...]:
    """Return at least one finding that says why the verdict is "still blames".

    Only sentences that speak for blame are pointed at. In them the engine's own findings come
    first, then the cues that weighed most; and where neither has a word to show, the sentence.
    """
    blaming = _blaming_sentences(reading, decision)
    found = [f for f in reading.findings if f.severity != "advice" and _is_in(f.start, blaming)]
    found += [_from_hit(reading, hit) for hit in _telling_hits(reading, decision, blaming)]
    kept: list[Finding] = []
    for finding in found:
        if not any(_overlap(finding, other) for other in kept):
            kept.append(finding)
    if not kept:
        kept = [_from_sentence(reading, *blaming[0])]
    return tuple(sorted(kept[:_MOST], key=lambda finding: finding.start))


def _is_in(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _blaming_sentences(reading: Reading, decision: Decision) -> list[tuple[int, int]]:
    """Return the spans of the sentences that read like blame on their own, the worst first.

    It is never empty: where none does, the one that comes nearest is there.
    """
    places = list(sentences(reading.text)) or [(0, len(reading.text))]
    weighed = sorted((-_weight_of(reading, place, decision), place) for place in places)
    return [
        place for index, (weight, place) in enumerate(weighed) if not index or -weight >= _SPEAKS
    ]


def _weight_of(reading: Reading, place: tuple[int, int], decision: Decision) -> float:
    """Return how much the wording of one sentence speaks for blame.

    Only the wording counts: that a sentence alone lacks the other sentences' facts is no blame.
    """
    tokens = tuple(t for t in reading.classed.tokens if place[0] <= t.start < place[1])
    inside = [hit for hit in reading.hits if place[0] <= hit.start < place[1]]
    wording = word_features(tokens, task_keys(reading), reading.told)
    seen = {*wording, *act_features(tokens), *(f"cue:{hit.cue.id}" for hit in inside)}
    seen.update(f"cue:{hit.cue.id}:{hit.number}" for hit in inside)
    return sum(decision.weights.get(name, 0.0) for name in seen)


def _telling_hits(reading: Reading, decision: Decision, places: list[tuple[int, int]]) -> list[Hit]:
    """Return the blame cues in `places` that speak for blame, the weightiest first."""
    inside = [
        hit for hit in reading.hits if hit.cue.signal == "blame" and _is_in(hit.start, places)
    ]
    weighed = sorted(((_weight(hit, decision), hit) for hit in inside), key=lambda pair: -pair[0])
    return [hit for weight, hit in weighed if weight >= _TELLING]


def _weight(hit: Hit, decision: Decision) -> float:
    own = decision.weights.get(f"cue:{hit.cue.id}:{hit.number}", 0.0)
    return own + decision.weights.get(f"cue:{hit.cue.id}", 0.0)


def _from_hit(reading: Reading, hit: Hit) -> Finding:
    """Point at the clause around a cue: three words out of it would be a riddle."""
    reason = patterns()[hit.cue.pattern].reason
    return _finding(reading, hit.cue.pattern, *_trimmed_clause(reading.text, hit), reason)


def _trimmed_clause(text: str, hit: Hit) -> tuple[int, int]:
    start, end = clause(text, hit.start, hit.end)
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    return start, start + len(words.strip(_EDGES))


def _from_sentence(reading: Reading, start: int, end: int) -> Finding:
    """Point at a whole sentence."""
    reason = "This sentence still reads as if somebody were at fault."
    return _finding(reading, _pattern_of(reading, start, end), start, end, reason)


def _pattern_of(reading: Reading, start: int, end: int) -> str:
    """Return the pattern that fits who is in a sentence: a name, a group, the writer, nobody."""
    inside = [token for token in reading.classed.tokens if start <= token.start < end]
    if any(token.is_name for token in inside):
        return "naming"
    forms = {token.form for token in inside}
    if not forms.isdisjoint({"TEAM", "VENDOR"}):
        return "group-blame"
    return "self-blame" if "SELF" in forms else "veiled"


def _finding(reading: Reading, pattern_id: str, start: int, end: int, reason: str) -> Finding:
    pattern = patterns()[pattern_id]
    agent = next((t for t in reading.classed.tokens if _acts_in(t, start, end)), None)
    return Finding(
        pattern=pattern.id,
        severity=pattern.severity,
        start=start,
        end=end,
        text=reading.text[start:end],
        agent=reading.text[agent.start : agent.end] if agent else None,
        reason=reason,
        question=pattern.question,
        move=pattern.moves[0],
    )


def _acts_in(token: Token, start: int, end: int) -> bool:
    return start <= token.start < end and token.form in {"PERSON", "TEAM", "VENDOR", "SELF", "WE"}


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
