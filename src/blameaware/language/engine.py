"""Read a text and say which words blame, why, and what to ask instead."""

from collections.abc import Iterator
from functools import cache

from blameaware.language.cues import Match, cue_book
from blameaware.language.findings import Analysis, Finding, NamesPolicy
from blameaware.language.patterns import patterns
from blameaware.language.sentences import sentences
from blameaware.language.tagger import Reading, read


def analyze(text: str, *, names: NamesPolicy = "neutral-names-ok") -> Analysis:
    """Return the findings in `text`, in reading order; spans count code points of `text`."""
    findings: list[Finding] = []
    for start, end in sentences(text):
        findings += sentence_findings(text, start, end)
    return Analysis(text, tuple(findings))


def sentence_findings(text: str, start: int, end: int) -> list[Finding]:
    """Return the findings of the one sentence `text[start:end]`."""
    reading = read(text[start:end], start)
    found = list(cue_book().matches(reading))
    return [_finding(text, reading, match) for match in found]


def _finding(text: str, reading: Reading, match: Match) -> Finding:
    pattern = patterns()[match.cue.pattern]
    start = reading.tokens[match.first].start
    end = reading.tokens[max(match.first, match.last - 1)].end
    head = reading.heads[match.first]
    agent = reading.tokens[head].norm if head >= 0 and reading.subjects[match.first] in "PUVTQ" else None
    return Finding(
        pattern.id, pattern.severity, start, end, text[start:end], agent,
        pattern.reason, pattern.question, pattern.moves[0],
    )  # fmt: skip
