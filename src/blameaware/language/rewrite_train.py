"""Learn the judge's weights: `python -m blameaware.language.rewrite_train [training/]`.

Reads training/rewrites (and, for the cues alone, training/statements and training/pairs),
leaves the held-out fifth aside, adds the course's own rewriting exercises, chooses thresholds
by cross-validation, and writes data/rewrite_weights.json. The same files give the same weights.

`--check` learns nothing: it says whether the shipped weights are still those that the command
would write, and ends with 1 where they are stale.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import NamedTuple

from blameaware.language.rewrite import reading_of
from blameaware.language.rewrite_examples import (
    EXERCISE,
    Labeled,
    Sentence,
    lean_key,
    read_exercises,
    read_leans,
    read_rewrites,
    read_sentences,
)
from blameaware.language.rewrite_features import Features, features, sentence_features
from blameaware.language.rewrite_learning import Example, Settings, learn
from blameaware.language.rewrite_model import DECISIONS, Decision, choose
from blameaware.language.rewrite_reading import Reading, read_rewrite
from blameaware.language.rewrite_same import is_unchanged
from blameaware.language.rewrite_task import RewriteTask

TARGET = Path(__file__).parent / "data" / "rewrite_weights.json"
EXERCISES = Path(__file__).parents[1] / "bank" / "data" / "rewrite"
"""The exercises are read as files: this package knows nothing of the bank's code."""
STALE = (
    "The judge's weights are older than what they are learned from (tagger, lexicon, cues, "
    "facts, training rows or exercises).\nRun: python -m blameaware.language.rewrite_train\n"
)

# Chosen by cross-validation. Runs of words are many, so each is trusted less than a single word.
_WORDING = {
    "seq": 0.25, "told": 0.25, "word": 0.4, "letters": 0.7, "with": 0.4, "ending": 0.4,
}  # fmt: skip
_BLAME_ONLY = dict.fromkeys(("part", "told", "letters", "with", "ending", "engine"), 0.0)
SETTINGS = {
    "off_topic": Settings(
        cost=2.0, sources=5, trust={"seq": 0.4, "word": 0.4, **_BLAME_ONLY}, most=2500
    ),
    "still_blames": Settings(
        sources=3,
        trust={"fact": 0.5, "part": 0.5, **_WORDING},
        most=7000,
    ),
    "loses_facts": Settings(
        sources=5,
        trust={"seq": 0.4, "word": 0.4, "cue": 0.5, **_BLAME_ONLY},
        most=1500,
    ),
}
_SENTENCE_IMPORTANCE = 0.03
_COPY_IMPORTANCE = 0.3
_EXERCISE_IMPORTANCE = 2.0
_LARGEST_FILE = 150_000
_CUTS = tuple(step / 1000 for step in range(10, 200, 5))
_SAMPLE = 5
_FOLDS = 4
_BEST = 10
_ENOUGH = {"tidy": (0.95, 0.85), "messy": (0.93, 0.82)}
"""By style: from which share of good rewrites that pass, and of blame found, more earns nothing."""
_ENOUGH_OFF_TOPIC = 0.95  # there are too few for each style apart
_THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


class Row(NamedTuple):
    """A labeled rewrite with its features, ready to learn from."""

    labeled: Labeled
    features: Features
    copied: bool


Learned = Mapping[str, Decision]


def rows_of(labeled: Sequence[Labeled], leans: Mapping[str, float] | None = None) -> list[Row]:
    """Return the features of labeled rewrites.

    Rewrites to learn from need the `leans` of an engine that has not seen them; for others the
    engine that ships is asked.
    """
    return [Row(item, features(_reading(item, leans)), _copied(item)) for item in labeled]


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


class Material(NamedTuple):
    """Everything the weights are learned from."""

    rewrites: list[Labeled]
    sentences: list[Sentence]
    leans: dict[str, float]


def material(folder: Path, exercises: Path = EXERCISES) -> Material:
    """Return what may be learned from: nothing of it is held out."""
    rewrites = [item for item in read_rewrites(folder / "rewrites") if not item.held_out]
    sentences = read_sentences([folder / "statements", folder / "pairs"])
    leans = read_leans(folder / "rewrites")
    return Material(rewrites + read_exercises(exercises), sentences, leans)


def fingerprint(given: Material) -> str:
    """Return 16 hex digits that change when the weights would.

    They are made of the settings, of every text to learn from, and of the features of every
    fifth rewrite: a change of tagger, lexicon, cues or synonyms shows there, a new comment not.
    """
    digest = sha256(repr((SETTINGS, _EXERCISE_IMPORTANCE, _SENTENCE_IMPORTANCE)).encode())
    digest.update(repr([tuple(item) for item in given.rewrites]).encode())
    digest.update(repr([tuple(item) for item in given.sentences]).encode())
    for row in rows_of(given.rewrites[::_SAMPLE], given.leans):
        seen = sorted((name, round(value, 6)) for name, value in row.features.items())
        digest.update(repr((seen, row.copied)).encode())
    return digest.hexdigest()[:16]


def shipped_fingerprint() -> str:
    """Return the fingerprint of what the shipped weights were learned from."""
    return str(json.loads(TARGET.read_text("utf-8")).get("fingerprint", ""))


def main(arguments: Sequence[str]) -> int:
    """Learn and write the weights, or check them."""
    parser = argparse.ArgumentParser(prog="rewrite_train", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("training"))
    parser.add_argument("--check", action="store_true", help="only say whether they are stale")
    args = parser.parse_args(arguments)
    given = material(args.folder)
    mark = fingerprint(given)
    if args.check:
        is_fresh = mark == shipped_fingerprint()
        sys.stdout.write("The judge's weights are up to date.\n" if is_fresh else STALE)
        return int(not is_fresh)
    rows = rows_of(given.rewrites, given.leans)
    sentences = sentence_examples(given.sentences)
    limits = thresholds(rows, sentences)
    _write(render(learn_all(rows, sentences), limits, mark))
    sys.stdout.write(f"{len(rows)} rewrites, thresholds {limits}, wrote {TARGET.name}\n")
    return 0


def render(learned: Learned, limits: Mapping[str, float], mark: str) -> str:
    """Return the text of the weights' file: the features of each weight, tabs between them.

    Weights too small to matter are left out, so many that the file stays small.
    """
    texts = (_rendered(learned, limits, mark, cut) for cut in _CUTS)
    return next(text for text in texts if len(text.encode()) <= _LARGEST_FILE)


def _rendered(learned: Learned, limits: Mapping[str, float], mark: str, cut: float) -> str:
    data: dict[str, object] = {"fingerprint": mark}
    for name, decision in learned.items():
        data[name] = {"threshold": limits[name], "weights": _by_weight(decision.weights, cut)}
    lines = [f'"{name}": {_compact(value)}' for name, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _write(text: str) -> None:
    """Put the new weights in place at once, so that nobody reads half a file."""
    draft = TARGET.with_suffix(".json.new")
    draft.write_text(text, "utf-8")
    draft.replace(TARGET)


def _by_weight(weights: Mapping[str, float], cut: float) -> dict[str, str]:
    """Return rounded weight -> its features, of weights of at least `cut` in size."""
    groups: dict[str, list[str]] = {}
    for feature, weight in sorted(weights.items()):
        if abs(weight) >= cut:
            groups.setdefault(f"{weight:.2f}", []).append(feature)
    return {weight: "\t".join(names) for weight, names in sorted(groups.items())}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _reading(item: Labeled, leans: Mapping[str, float] | None) -> Reading:
    if leans is None:
        return reading_of(item.task, item.text)
    text = item.task.statement if item.verdict == "unchanged" else item.text
    return read_rewrite(item.task, item.text, (), leans.get(lean_key(text)))


def _copied(item: Labeled) -> bool:
    return is_unchanged(item.task.statement, item.text)


def _sentence_example(sentence: Sentence) -> Example:
    seen = sentence_features(read_rewrite(RewriteTask(""), sentence.text))
    seen["sentence:bias"] = 1.0
    return Example(seen, sentence.blames, _SENTENCE_IMPORTANCE, "sentence " + sentence.source)


def _examples(name: str, rows: Sequence[Row], sentences: Sequence[Example]) -> Iterator[Example]:
    """Yield what one decision learns from."""
    is_yes, importance = _ANSWERS[name]
    for row in rows:
        verdict = row.labeled.verdict
        weight = importance(verdict)
        if row.labeled.style == EXERCISE:
            weight *= _EXERCISE_IMPORTANCE
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
    """Return how good the verdicts are: right ones, good rewrites that pass, blame found.

    That a good rewrite passes weighs most: to accuse somebody falsely is the worst failure.
    """
    worth = 0.0
    all_pairs: list[tuple[str, str]] = []
    for style, (passes, blame) in _ENOUGH.items():
        pairs = [
            (row.labeled.verdict, "unchanged" if row.copied else choose(chance, limits))
            for row, chance in zip(rows, chances, strict=True)
            if row.labeled.style == style
        ]
        all_pairs += pairs
        worth += 2 * _recall(pairs, None)
        worth += 3 * min(_recall(pairs, "pass"), passes)
        worth += 2 * min(_recall(pairs, "still_blames"), blame)
    worth += min(_recall(all_pairs, "off_topic"), _ENOUGH_OFF_TOPIC)
    return worth


def _recall(pairs: Sequence[tuple[str, str]], verdict: str | None) -> float:
    """Return the share of right verdicts, of all rewrites or of those with one verdict."""
    wanted = [pair for pair in pairs if verdict in {None, pair[0]}]
    return sum(gold == ours for gold, ours in wanted) / max(1, len(wanted))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
