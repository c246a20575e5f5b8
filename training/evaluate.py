"""Measure on the held-out part: `python training/evaluate.py` prints the figures.

With `--write book/limits.md` the part of that page between its two marks is replaced.
Three engines are compared on the same rows: the rules alone, the learned part alone (trained
without the cues), and both together. Each gets the border at which it raises a false alarm on
the same share of innocent statements as the engine that ships, so that none looks better by being
bolder or shyer.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import train

import corpus
from blameaware.language import learned
from blameaware.language.cues import cue_book
from blameaware.language.engine import analyze
from blameaware.language.features import features
from blameaware.language.findings import Analysis
from blameaware.language.sentences import sentences
from blameaware.language.tagger import read

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
CUE_FEATURES = ("q:", "p:", "cues:")
NEWEST = ("w9-",)  # seen only once, in one comparison of file mixes
SURE = 99.0  # above every score


class Scores(NamedTuple):
    """Precision, recall and F1 of one way to decide, as shares."""

    precision: float
    recall: float
    f1: float


def scores(called: Sequence[bool], truth: Sequence[bool]) -> Scores:
    """Return the scores of `called` against `truth`."""
    hit = sum(c and t for c, t in zip(called, truth, strict=True))
    precision, recall = hit / (sum(called) or 1), hit / (sum(truth) or 1)
    return Scores(precision, recall, 2 * hit / ((sum(called) + sum(truth)) or 1))


def rules_score(text: str) -> float:
    """Return the evidence of the cues alone, of the sentence where it is strongest."""
    found = [-SURE]
    for start, end in sentences(text):
        reading = read(text[start:end], start)
        matches = list(cue_book().matches(reading))
        cues = learned.evidence(learned.model().odds, learned.names(features(reading, matches)))
        sure = any(m.cue.sure for m in matches)
        found.append(SURE if sure else cues.strongest + cues.towards + cues.against)
    return max(found)


def learned_score(taught: Sequence[corpus.Row]) -> Callable[[str], float]:
    """Return the score of a judge that was trained on the same rows without the cues."""
    data = [[_without_cues(s) for s in train.samples(row)] for row in taught]
    train.find_blame(taught, data)
    judge = train.Judge([s for ss in data for s in ss])

    def judged(text: str) -> float:
        row = corpus.Row("", text, "ok", (), "", "", False, "", "")
        return max((judge.view(_without_cues(s)[0])[0] for s in train.samples(row)), default=-SURE)

    return judged


def joined_score(text: str) -> float:
    """Return the score of both together, as they ship; a sure cue decides alone."""
    found = [-SURE]
    for start, end in sentences(text):
        reading = read(text[start:end], start)
        matches = list(cue_book().matches(reading))
        sure = any(m.cue.sure for m in matches)
        found.append(SURE if sure else learned.score(learned.names(features(reading, matches))))
    return max(found)


def at_equal_alarms(
    score: Callable[[str], float], rows: Sequence[corpus.Row], share: float
) -> list[bool]:
    """Call blame what scores above the lowest border with at most this `share` of false alarms."""
    found = [score(row.text) for row in rows]
    innocent = sorted((x for x, r in zip(found, rows, strict=True) if not r.blame), reverse=True)
    border = innocent[min(int(share * len(innocent)), len(innocent) - 1)]
    return [x > border for x in found]


def _without_cues(sample: train.Sample) -> train.Sample:
    return [n for n in sample[0] if not n.startswith(CUE_FEATURES)], *sample[1:]


def by_pattern(
    rows: Sequence[corpus.Row], found: Sequence[Analysis]
) -> list[tuple[str, int, Scores, float]]:
    """Return (pattern, statements with it, scores of naming it, share heard as blame at all)."""
    table = []
    for name in sorted({c for row in rows for c in row.categories}):
        truth = [name in row.categories for row in rows]
        named = [
            any(f.pattern == name for f in a.findings if f.severity != "advice") for a in found
        ]
        heard = sum(a.label == "blame" for a, t in zip(found, truth, strict=True) if t)
        table.append((name, sum(truth), scores(named, truth), heard / (sum(truth) or 1)))
    return table


def spans_right(rows: Sequence[corpus.Row], found: Sequence[Analysis]) -> float:
    """Return the share of found statements in which a finding touches the marked words."""
    hits = []
    for row, analysis in zip(rows, found, strict=True):
        begin = row.text.find(row.blame_span)
        if row.blame and analysis.label == "blame":
            end = begin + len(row.blame_span)
            hits.append(any(f.start < end and f.end > begin for f in analysis.findings))
    return sum(hits) / (len(hits) or 1)


def pairs_right(rows: Sequence[corpus.Row], found: Sequence[Analysis]) -> tuple[int, float]:
    """Return the number of contrast pairs and the share with both halves right."""
    groups: dict[str, list[bool]] = {}
    for row, analysis in zip(rows, found, strict=True):
        if row.group != row.id:
            groups.setdefault(row.group, []).append(analysis.label == row.label)
    return len(groups), sum(all(g) for g in groups.values()) / (len(groups) or 1)


def report() -> str:
    """Return the figures as Markdown."""
    everything = corpus.rows()
    rows = [row for row in everything if corpus.held_out(row)]
    taught = [row for row in everything if not corpus.held_out(row)] + corpus.further()
    truth = [row.blame for row in rows]
    found = [analyze(row.text) for row in rows]
    shipped = [a.label == "blame" for a in found]
    share = sum(c and not t for c, t in zip(shipped, truth, strict=True)) / truth.count(False)
    ways = {
        "rules alone": at_equal_alarms(rules_score, rows, share),
        "learned part alone": at_equal_alarms(learned_score(taught), rows, share),
        "both together": at_equal_alarms(joined_score, rows, share),
    }
    lines = [
        f"Held out: {len(rows)} statements ({sum(truth)} blame), never used for teaching; "
        f"taught: {len(taught)}, rewrites and exercises among them. Each way to decide has the "
        f"border at which it is wrong about {share:.0%} of the innocent statements.",
        "",
        "| Way to decide | Precision | Recall | F1 | F1, hard ones | Alarms on everyday prose |",
        "|---|---|---|---|---|---|",
    ]
    for name, called in ways.items():
        lines.append(_way(name, called, rows))
    newest = [
        (c, r.blame) for c, r in zip(shipped, rows, strict=True) if r.source.startswith(NEWEST)
    ]
    fresh = scores([c for c, _ in newest], [t for _, t in newest])
    count, both = pairs_right(rows, found)
    right = _categories(rows, found)
    lines += [
        "",
        f"The words pointed at touch the marked words in {spans_right(rows, found):.0%} "
        "of what is found; "
        f"a pattern is named rightly in {right:.0%} of it. "
        f"Of {count} contrast pairs, both halves are right in {both:.0%}. "
        f"Of the {len(newest)} newest statements, looked at only once while settings "
        "were chosen, F1 is "
        f"{fresh.f1:.2f} (precision {fresh.precision:.2f}, recall {fresh.recall:.2f}).",
        "",
        "| Pattern | Statements | Precision | Recall | Heard as blame at all |",
        "|---|---|---|---|---|",
    ]
    for name, number, s, heard in by_pattern(rows, found):
        lines.append(f"| `{name}` | {number} | {s.precision:.2f} | {s.recall:.2f} | {heard:.2f} |")
    return "\n".join(lines) + "\n"


def _way(name: str, called: Sequence[bool], rows: Sequence[corpus.Row]) -> str:
    s = scores(called, [row.blame for row in rows])
    hard = [(c, row.blame) for c, row in zip(called, rows, strict=True) if row.hard]
    hard_f1 = scores([c for c, _ in hard], [t for _, t in hard]).f1
    plain = [c for c, row in zip(called, rows, strict=True) if train.is_ordinary(row)]
    alarms = sum(plain) / (len(plain) or 1)
    figures = f"{s.precision:.2f} | {s.recall:.2f} | {s.f1:.2f} | {hard_f1:.2f}"
    return f"| {name} | {figures} | {alarms:.1%} of {len(plain)} |"


def _categories(rows: Sequence[corpus.Row], found: Sequence[Analysis]) -> float:
    hits = [
        bool(set(row.categories) & {f.pattern for f in a.findings})
        for row, a in zip(rows, found, strict=True)
        if row.blame and a.label == "blame"
    ]
    return sum(hits) / (len(hits) or 1)


def main() -> int:
    """Print the figures, or put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    page = parser.parse_args().write
    figures = report()
    if page is None:
        sys.stdout.write(figures + "\n")
        return 0
    text = page.read_text("utf-8")
    head, rest = text.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    fresh = page.with_suffix(".tmp")
    fresh.write_text(f"{head}{BEGIN}\n\n{figures}\n{END}{tail}", encoding="utf-8")
    fresh.replace(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
