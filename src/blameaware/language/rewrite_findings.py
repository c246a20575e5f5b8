"""Which words of a rewrite still blame: the statement engine's findings and the judge's own."""

from blameaware.language.engine import analyze
from blameaware.language.findings import Finding, NamesPolicy
from blameaware.language.patterns import patterns
from blameaware.language.rewrite_classes import Token
from blameaware.language.rewrite_cues import Hit
from blameaware.language.rewrite_features import features
from blameaware.language.rewrite_model import Decision
from blameaware.language.rewrite_reading import Reading, read_rewrite
from blameaware.language.sentences import sentences

_MOST = 3
_VEILED = "veiled"


def text_findings(text: str, names: NamesPolicy) -> tuple[Finding, ...]:
    """Return what the statement engine says about the text alone."""
    return analyze(text, names=names).findings


def blame_findings(reading: Reading, decision: Decision) -> tuple[Finding, ...]:
    """Return at least one finding that says why the verdict is "still blames".

    First come the engine's own; then the cues that weighed most for blame; and where neither
    has a word to show, the sentence that weighed most.
    """
    found = [finding for finding in reading.findings if finding.severity != "advice"]
    found += [_from_hit(reading, hit) for hit in _telling_hits(reading, decision)]
    kept: list[Finding] = []
    for finding in found:
        if not any(_overlap(finding, other) for other in kept):
            kept.append(finding)
    if not kept:
        kept = [_from_sentence(reading, decision)]
    return tuple(sorted(kept[:_MOST], key=lambda finding: finding.start))


def _telling_hits(reading: Reading, decision: Decision) -> list[Hit]:
    """Return the blame cues that speak for blame, the weightiest first."""
    weighed = [(_weight(hit, decision), hit) for hit in reading.hits if hit.cue.signal == "blame"]
    return [hit for weight, hit in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0]


def _weight(hit: Hit, decision: Decision) -> float:
    own = decision.weights.get(f"cue:{hit.cue.id}:{hit.number}", 0.0)
    return own + decision.weights.get(f"cue:{hit.cue.id}", 0.0)


def _from_hit(reading: Reading, hit: Hit) -> Finding:
    reason = patterns()[hit.cue.pattern].reason
    return _finding(reading, hit.cue.pattern, hit.start, hit.end, reason)


def _from_sentence(reading: Reading, decision: Decision) -> Finding:
    """Point at the sentence that speaks most for blame."""
    places = list(sentences(reading.text)) or [(0, len(reading.text))]

    def weight(place: tuple[int, int]) -> float:
        part = read_rewrite(reading.task, reading.text[place[0] : place[1]])
        return decision.probability(features(part))

    start, end = max(places, key=weight)
    reason = "This sentence still reads as if somebody were at fault."
    return _finding(reading, _VEILED, start, end, reason)


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
