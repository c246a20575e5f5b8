"""Read a text and say which words blame, why, and what to ask instead.

Two judges look at every sentence. The rules are cues written as data; a few of them are sure
enough to decide alone. The learned part weighs everything else. Whichever finds blame, the
finding names a pattern, the words, who acts, and a question to ask instead.
"""

from collections.abc import Sequence
from dataclasses import replace

from blameaware.language import learned
from blameaware.language.cues import Match, advice_book, cue_book
from blameaware.language.features import Feature, features
from blameaware.language.findings import NO_LEAN, Analysis, Finding, NamesPolicy
from blameaware.language.lexicon import lexicon
from blameaware.language.patterns import Pattern, patterns
from blameaware.language.sentences import sentences
from blameaware.language.tagger import PEOPLE, Reading, read

_SECOND_SHARE = 0.2  # a second pattern is named when it is nearly as likely as the first


def analyze(text: str, *, names: NamesPolicy = "neutral-names-ok") -> Analysis:
    """Return the findings in `text`, in reading order; spans count code points of `text`."""
    findings: list[Finding] = []
    lean = NO_LEAN
    for start, end in sentences(text):
        score, found = _judged(text, start, end, names)
        lean = max(lean, score)
        findings += found
    return Analysis(text, tuple(findings), lean)


def sentence_findings(
    text: str, start: int, end: int, *, names: NamesPolicy = "neutral-names-ok"
) -> list[Finding]:
    """Return the findings of the one sentence `text[start:end]`."""
    return _judged(text, start, end, names)[1]


def _judged(text: str, start: int, end: int, names: NamesPolicy) -> tuple[float, list[Finding]]:
    """Return how far a sentence leans to blame, and its findings."""
    reading = read(text[start:end], start)
    if not reading.tokens:
        return NO_LEAN, []
    matches = cue_book().matches(reading)
    seen = features(reading, matches)
    present = learned.names(seen)
    sure = [match for match in matches if match.cue.sure]
    score = learned.score(present)
    if sure or score > learned.model().threshold:
        found = _blame(text, reading, matches, sure, seen, present)
    else:
        found = _advice(text, reading, matches)
    if names == "roles-only" and not any(f.pattern == "naming" for f in found):
        found += _named(text, reading)
    if len(found) > 1:
        found.sort(key=lambda finding: (finding.start, finding.end, finding.pattern))
    return score, found


def _blame(
    text: str,
    reading: Reading,
    matches: Sequence[Match],
    sure: Sequence[Match],
    seen: Sequence[Feature],
    present: set[str],
) -> list[Finding]:
    """Name the one or two likeliest patterns, and point at their words."""
    shares = learned.likely_patterns(present)
    chosen = [match.cue.pattern for match in sure[:1]] or [shares[0][1]]
    chosen += [name for share, name in shares[:2] if share > _SECOND_SHARE and name not in chosen]
    place = learned.span(reading, seen)
    found = []
    for name in chosen:
        first, last = _words_of(name, matches, place)
        found.append(_finding(text, reading, patterns()[name], first, last))
    return found


def _words_of(pattern: str, matches: Sequence[Match], place: tuple[int, int]) -> tuple[int, int]:
    """Join the learned span with the pattern's cue where the two overlap."""
    first, last = place
    for match in matches:
        if match.cue.pattern == pattern and match.first < last and match.last > first:
            return min(first, match.first), max(last, match.last)
    return place


def _advice(text: str, reading: Reading, matches: Sequence[Match]) -> list[Finding]:
    """Return what is worth a second look although nobody is blamed."""
    found: dict[str, Finding] = {}
    known = patterns()
    for match in matches:
        pattern = known.get(match.cue.pattern)  # a sign of relief has none
        if pattern and pattern.severity == "advice":
            found[pattern.id] = _finding(text, reading, pattern, match.first, match.last)
    for match in advice_book().matches(reading):
        if match.cue.pattern not in found:
            found[match.cue.pattern] = _beside(text, reading, match)
    return list(found.values())


def _beside(text: str, reading: Reading, match: Match) -> Finding:
    """Return a finding of what a pattern advises on, although it is not the pattern itself."""
    pattern = patterns()[match.cue.pattern]
    advice = pattern.advice[match.cue.table]
    first, last = match.first, match.last
    if 0 <= reading.heads[first] < first:
        first = reading.heads[first]
    found = _finding(text, reading, pattern, first, last)
    return replace(
        found, severity="advice", agent=None, reason=advice.reason,
        question=advice.question, move=advice.move,
    )  # fmt: skip


def _named(text: str, reading: Reading) -> list[Finding]:
    """Under the policy of roles only, point at every name that acts."""
    bit = lexicon().bit["name"]
    pattern = patterns()["naming"]
    heads = sorted({head for head in reading.heads if head >= 0 and reading.masks[head] & bit})
    return [_finding(text, reading, pattern, head, head + 1) for head in heads]


def _finding(text: str, reading: Reading, pattern: Pattern, first: int, last: int) -> Finding:
    start = reading.tokens[first].start
    end = reading.tokens[max(first, last - 1)].end
    return Finding(
        pattern.id, pattern.severity, start, end, text[start:end],
        _agent(text, reading, first, last), pattern.reason, pattern.question, pattern.moves[0],
    )  # fmt: skip


def _agent(text: str, reading: Reading, first: int, last: int) -> str | None:
    """Return the first person, team or vendor who acts among the words, as written."""
    for place in range(first, max(last, first + 1)):
        head = reading.heads[place]
        if head >= 0 and reading.subjects[place] in PEOPLE:
            return _whole_name(text, reading, head)
    return None


def _whole_name(text: str, reading: Reading, head: int) -> str:
    """Return the head word with the words of the same kind before it ("night shift engineer")."""
    first = head
    while first and reading.symbols[first - 1] == reading.symbols[head]:
        first -= 1
    return text[reading.tokens[first].start : reading.tokens[head].end]
