"""Learn the judge's weights: `python -m blameaware.language.rewrite_train [training/]`.

Reads training/rewrites (and, for the cues alone, training/statements and training/pairs),
leaves the held-out fifth aside, chooses thresholds by cross-validation on the rest, and
writes data/rewrite_weights.json. The same files give the same weights.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import NamedTuple

from blameaware.language.rewrite_examples import (
    Labeled,
    Sentence,
    read_rewrites,
    read_sentences,
)
from blameaware.language.rewrite_features import Features, features
from blameaware.language.rewrite_learning import Example, Settings, learn
from blameaware.language.rewrite_model import DECISIONS, Decision, choose
from blameaware.language.rewrite_reading import read_rewrite
from blameaware.language.rewrite_same import is_unchanged
from blameaware.language.rewrite_task import RewriteTask

TARGET = Path(__file__).parent / "data" / "rewrite_weights.json"

SETTINGS = {
    "off_topic": Settings(sources=5, trust={"seq": 0.4, "word": 0.4, "part": 0.0}),
    "still_blames": Settings(
        step=0.06, sources=3, trust={"fact": 0.0, "seq": 0.4, "word": 0.4, "part": 0.5}
    ),
    "loses_facts": Settings(sources=5, trust={"seq": 0.4, "word": 0.4, "cue": 0.5, "part": 0.0}),
}
_SENTENCE_FAMILIES = ("cue", "act", "did")
_SENTENCE_IMPORTANCE = 0.2
_COPY_IMPORTANCE = 0.3
_SMALLEST_WEIGHT = 0.055
_FOLDS = 4
_BEST = 10
_THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


class Row(NamedTuple):
    """A labeled rewrite with its features, ready to learn from."""

    labeled: Labeled
    features: Features
    copied: bool


Learned = Mapping[str, Decision]


def rows_of(labeled: Sequence[Labeled]) -> list[Row]:
    """Return the features of labeled rewrites."""
    return [Row(item, _features(item.task, item.text), _copied(item)) for item in labeled]


def sentence_examples(sentences: Sequence[Sentence]) -> list[Example]:
    """Return examples that teach what the cues weigh, from single sentences without a task."""
    return [_sentence_example(sentence) for sentence in sentences]


def learn_all(
    rows: Sequence[Row],
    sentences: Sequence[Example],
    settings: Mapping[str, Settings] = SETTINGS,
) -> dict[str, Decision]:
    """Return the decisions learned from `rows`, with thresholds of one half."""
    return {
        name: Decision(learn([*_examples(name, rows, sentences)], settings[name]), 0.5)
        for name in DECISIONS
    }


def thresholds(
    rows: Sequence[Row],
    sentences: Sequence[Example],
    settings: Mapping[str, Settings] = SETTINGS,
) -> dict[str, float]:
    """Return the thresholds that judge best where each row is judged by weights of the others.

    They are the mean of the ten best on a grid, so that a handful of rows does not decide.
    """
    chances: list[dict[str, float]] = [{} for _ in rows]
    for fold in range(_FOLDS):
        learned = learn_all([r for r in rows if _fold(r) != fold], sentences, settings)
        for index, row in enumerate(rows):
            if _fold(row) == fold:
                chances[index] = _chances(learned, row)
    names = [str(name) for name in DECISIONS]
    grid = (dict(zip(names, each, strict=True)) for each in product(_THRESHOLDS, repeat=3))
    best = sorted(grid, key=lambda limits: -_worth(rows, chances, limits))[:_BEST]
    return {name: round(sum(limits[name] for limits in best) / _BEST, 3) for name in DECISIONS}


def main(arguments: Sequence[str]) -> int:
    """Learn and write the weights."""
    folder = Path(arguments[0] if arguments else "training")
    labeled = [item for item in read_rewrites(folder / "rewrites") if not item.held_out]
    sentences = sentence_examples(
        read_sentences([folder / "statements", folder / "pairs"]),
    )
    rows = rows_of(labeled)
    limits = thresholds(rows, sentences)
    TARGET.write_text(render(learn_all(rows, sentences), limits), "utf-8")
    sys.stdout.write(f"{len(rows)} rewrites, thresholds {limits}, wrote {TARGET.name}\n")
    return 0


def render(learned: Learned, limits: Mapping[str, float]) -> str:
    """Return the text of the weights' file: the features of each weight, tabs between them."""
    data = {
        name: {"threshold": limits[name], "weights": _by_weight(decision.weights)}
        for name, decision in learned.items()
    }
    lines = [f'"{name}": {_compact(value)}' for name, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _by_weight(weights: Mapping[str, float]) -> dict[str, str]:
    """Return rounded weight -> its features; weights too small to matter are left out."""
    groups: dict[str, list[str]] = {}
    for feature, weight in sorted(weights.items()):
        if abs(weight) >= _SMALLEST_WEIGHT:
            groups.setdefault(f"{weight:.2f}", []).append(feature)
    return {weight: "\t".join(names) for weight, names in sorted(groups.items())}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _features(task: RewriteTask, text: str) -> Features:
    return features(read_rewrite(task, text))


def _copied(item: Labeled) -> bool:
    return is_unchanged(item.task.statement, item.text)


def _sentence_example(sentence: Sentence) -> Example:
    found = _features(RewriteTask(""), sentence.text)
    kept = {n: v for n, v in found.items() if n.partition(":")[0] in _SENTENCE_FAMILIES}
    kept["sentence:bias"] = 1.0
    return Example(kept, sentence.blames, _SENTENCE_IMPORTANCE, "sentence " + sentence.source)


def _examples(name: str, rows: Sequence[Row], sentences: Sequence[Example]) -> Iterator[Example]:
    """Yield what one decision learns from."""
    is_yes, importance = _ANSWERS[name]
    for row in rows:
        verdict = row.labeled.verdict
        weight = importance(verdict)
        if weight:
            yield Example(row.features, is_yes(verdict), weight, row.labeled.source)
    if name == "still_blames":
        yield from sentences


_ANSWERS: dict[str, tuple[Callable[[str], bool], Callable[[str], float]]] = {
    "off_topic": (
        lambda verdict: verdict == "off_topic",
        lambda verdict: float(verdict != "unchanged"),
    ),
    "still_blames": (
        lambda verdict: verdict in {"still_blames", "unchanged"},
        lambda verdict: {"off_topic": 0.0, "unchanged": _COPY_IMPORTANCE}.get(verdict, 1.0),
    ),
    "loses_facts": (
        lambda verdict: verdict == "loses_facts",
        lambda verdict: float(verdict in {"pass", "loses_facts"}),
    ),
}


def _fold(row: Row) -> int:
    return int(sha256(b"fold " + row.labeled.source.encode()).hexdigest()[:8], 16) % _FOLDS


def _chances(learned: Learned, row: Row) -> dict[str, float]:
    return {name: decision.probability(row.features) for name, decision in learned.items()}


def _worth(
    rows: Sequence[Row], chances: Sequence[Mapping[str, float]], limits: Mapping[str, float]
) -> float:
    """Return how good the verdicts are: right ones first, good rewrites that pass, blame found."""
    worth = 0.0
    for style in ("tidy", "messy"):
        pairs = [
            (row.labeled.verdict, "unchanged" if row.copied else choose(chance, limits))
            for row, chance in zip(rows, chances, strict=True)
            if row.labeled.style == style
        ]
        worth += 2 * _recall(pairs, None)
        worth += 2 * min(_recall(pairs, "pass"), 0.92) + min(_recall(pairs, "still_blames"), 0.82)
    return worth


def _recall(pairs: Sequence[tuple[str, str]], verdict: str | None) -> float:
    """Return the share of right verdicts, of all rewrites or of those with one verdict."""
    wanted = [pair for pair in pairs if verdict in {None, pair[0]}]
    return sum(gold == ours for gold, ours in wanted) / max(1, len(wanted))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
