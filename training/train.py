"""Train the learned part: `python training/train.py` writes weights.json, the same every time.

Pure Python. Rows that are held out are never read here. The threshold comes from
cross-validation over the training part, see `choose_threshold`.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

import corpus
from blameaware.language.compile import read_patterns
from blameaware.language.cues import cue_book
from blameaware.language.features import features
from blameaware.language.learned import CUE, SCALE, WEIGHTS, Evidence, evidence, mix
from blameaware.language.rewrite_examples import LEANS, lean_key
from blameaware.language.rewrite_learning import best_pull
from blameaware.language.sentences import sentences
from blameaware.language.tagger import read

SEED = 20261123
ROUNDS = 12
TRUST = (
    3.0  # how much one sentence may count against the wish for small weights (C of an L2 penalty)
)
KIND_ROUNDS = 20
KIND_RATE = 0.8
RARE = 3  # a feature seen in fewer sentences is left out
KIND_RARE = 4
MOST = 27_000  # so many features keep a weight; more would be too large for the browser
KIND_FEATURES = ("q:", "p:", "w:", "l:", "c:", "ends:", "has:", "V:")  # pairs add nothing here
KIND_MOST = 9_500
FOLDS = 5
ALARMS = 0.012  # of ordinary sentences may raise an alarm; other prose will raise a little more
ORDINARY = ("w1-pm", "w3-plain", "w6-plain", "e-prose", corpus.FACTS)
CHOSEN = ("w9-",)  # each line was written because it is near the border: no measure of alarms
REPORTS = ("w6-pm",)  # whole reports, sentence by sentence, the tricky ones among them

# Files in the voice of what people write unasked count more than those built to be hard: the
# hard ones teach where the border runs, these teach how often each side is met. Rewrites come
# by the dozen for each statement, so each counts less. Chosen by cross-validation.
EVERYDAY = ("e-", "w3-", "w6-", "w7-", "w8-", "w9-a", "w9-b", "w9-c", "w9-d", "w9-e", "w9-g")
EVERYDAY_WEIGHT = 3.0
EXTRACTS = ("w5-",)  # whole passages, in which blame is often faint
EXTRACT_WEIGHT = 2.0
FURTHER_WEIGHT = 0.4
MODEL_WEIGHT = 6.0  # the course's own model answers must not be held against a learner
TAUGHT_WEIGHT = 12.0  # a pattern's own partners are promises, a test holds them

Sample = tuple[list[str], bool, tuple[str, ...], float]  # feature names, blame, pattern ids, weight


def weight_of(row: corpus.Row) -> float:
    """Return how much a sentence of this row counts while learning."""
    if row.source == corpus.MODELS:
        return MODEL_WEIGHT
    if row.source in (corpus.REWRITES, corpus.EXERCISES, corpus.FACTS):
        return FURTHER_WEIGHT
    if row.source.startswith(EXTRACTS):
        return EXTRACT_WEIGHT
    return EVERYDAY_WEIGHT if row.source.startswith(EVERYDAY) else 1.0


def samples(row: corpus.Row) -> list[Sample]:
    """Return the sentences of a row; of a blaming row only those that hold the blaming words."""
    begin = row.text.find(row.blame_span) if row.blame and row.blame_span else -1
    end = begin + len(row.blame_span)
    weight = weight_of(row)
    found = []
    for start, stop in sentences(row.text):
        if begin >= 0 and (stop <= begin or start >= end):
            continue
        reading = read(row.text[start:stop], start)
        present = {f[0] for f in features(reading, list(cue_book().matches(reading)))}
        found.append((sorted(present), row.blame, row.categories, weight))
    return found


def vocabulary(data: Sequence[Sample], rare: int, kinds: tuple[str, ...] = ("",)) -> dict[str, int]:
    """Give a number to the features of these `kinds` that at least `rare` sentences have."""
    counts = Counter(name for present, *_ in data for name in present if name.startswith(kinds))
    return {name: n for n, name in enumerate(sorted(k for k, v in counts.items() if v >= rare))}


def rarity(data: Sequence[Sample], known: dict[str, int]) -> list[float]:
    """Return for every feature how telling its mere presence is: log(sentences / with it) / 4."""
    counts = Counter(name for present, *_ in data for name in present if name in known)
    size = len(data)
    return [log(size / counts[name]) / 4 for name in known]


def fit(data: Sequence[Sample], known: dict[str, int]) -> tuple[list[float], float]:
    """Return weights and bias of a logistic regression with L2, by dual coordinate ascent.

    Every sentence has a pull between 0 and its weight times `TRUST`; each step sets one pull to
    its best value while the others stay (Yu, Huang and Lin, 2011). A feature counts by its
    rarity; the weights returned have that in them already.
    """
    squares = [value * value for value in rarity(data, known)]
    rows = []
    for present, blame, _, weight in data:
        size = (1.0 if blame else -1.0) / sqrt(len(present) or 1)
        ids = [known[n] for n in present if n in known]
        curve = sum([squares[i] for i in ids]) * size * size + 1.0
        rows.append((ids, size, 1.0 if blame else -1.0, weight * TRUST, curve))
    weights, bias = [0.0] * len(known), 0.0
    pulls = [0.0] * len(rows)
    order = list(range(len(rows)))
    shuffle = random.Random(SEED)  # noqa: S311  the order of learning, not a secret
    for _ in range(ROUNDS):
        shuffle.shuffle(order)
        for index in order:
            ids, size, sign, most, curve = rows[index]
            margin = sign * bias + size * sum([weights[i] for i in ids])
            change = best_pull(margin, pulls[index], most, curve) - pulls[index]
            pulls[index] += change
            step = change * size
            for i in ids:
                weights[i] += step * squares[i]
            bias += change * sign
    return weights, bias


def fit_kinds(
    data: Sequence[Sample], known: dict[str, int], ids: list[str]
) -> tuple[list[list[float]], list[float]]:
    """Return weights [pattern][feature] and biases of a softmax regression over the patterns."""
    number = {name: n for n, name in enumerate(ids)}
    rows = []
    for present, _, categories, _ in data:
        targets = [number[c] for c in categories if c in number]
        if targets:
            rows.append(
                ([known[n] for n in present if n in known], 1.0 / sqrt(len(present) or 1), targets)
            )
    weights = [[0.0] * len(known) for _ in ids]
    sums = [[1.0] * len(known) for _ in ids]
    bias = [0.0] * len(ids)
    shuffle = random.Random(SEED)  # noqa: S311  the order of learning, not a secret
    for _ in range(KIND_ROUNDS):
        shuffle.shuffle(rows)
        for present_ids, size, targets in rows:
            margins = [
                b + size * sum([row[i] for i in present_ids])
                for row, b in zip(weights, bias, strict=True)
            ]
            top = max(margins)
            shares = [exp(m - top) for m in margins]
            whole = sum(shares)
            for k, share in enumerate(shares):
                wrong = (1.0 / len(targets) if k in targets else 0.0) - share / whole
                if abs(wrong) < 0.01:  # noqa: PLR2004  too small to learn from
                    continue
                row, row_sums, step = weights[k], sums[k], wrong * size
                for i in present_ids:
                    pull = step - 0.001 * row[i]
                    row_sums[i] += pull * pull
                    row[i] += KIND_RATE * pull / sqrt(row_sums[i])
                bias[k] += 0.02 * wrong
    return weights, bias


def cue_odds(data: Sequence[Sample]) -> dict[str, float]:
    """Return for every cue the log odds of blame, drawn to zero where the cue is rare."""
    blame: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for present, is_blame, *_ in data:
        (blame if is_blame else other).update(name for name in present if name.startswith(CUE))
    return {
        name: round(log((blame[name] + 0.8) / (other[name] + 1.2)), 2)
        for name in sorted(blame | other)
    }


class Judge:
    """A model in training: weights of all features, odds of the cues."""

    def __init__(self, data: Sequence[Sample]) -> None:
        """Learn from the sentences."""
        known = vocabulary(data, RARE)
        weights, self.bias = fit(data, known)
        self.weights = telling(data, {n: weights[i] for n, i in known.items()}, MOST)
        self.odds = cue_odds(data)

    def view(self, present: Sequence[str]) -> list[float]:
        """Return margin and evidence of a sentence, the input of the mix."""
        total = sum(self.weights[n] for n in present if n in self.weights)
        return [total / sqrt(len(present) or 1) + self.bias, *evidence(self.odds, present)]


def views(rows: Sequence[corpus.Row], data: Sequence[Sequence[Sample]]) -> list[list[list[float]]]:
    """Return for every row the views of its sentences, by judges that have not seen its fold."""
    folds = [corpus.fold(row, FOLDS) for row in rows]
    apart = [
        [ss for ss, own in zip(data, folds, strict=True) if own == fold] for fold in range(FOLDS)
    ]
    result: list[list[list[float]]] = [[] for _ in rows]
    with ProcessPoolExecutor() as pool:
        for fold, seen in enumerate(pool.map(_unseen, [apart] * FOLDS, range(FOLDS))):
            for index, view in zip(
                (i for i, f in enumerate(folds) if f == fold), seen, strict=True
            ):
                result[index] = view
    return result


def _unseen(apart: Sequence[Sequence[Sequence[Sample]]], fold: int) -> list[list[list[float]]]:
    """Return the views of the rows of one fold, by a judge of the others."""
    judge = Judge([s for n, part in enumerate(apart) if n != fold for ss in part for s in ss])
    return [[judge.view(present) for present, *_ in ss] for ss in apart[fold]]


def fit_mix(seen: Sequence[tuple[list[float], bool, float]]) -> list[float]:
    """Return bias and shares of a small logistic regression over the views."""
    shares = [0.0] * (len(seen[0][0]) + 1)
    sums = [1.0] * len(shares)
    order = list(seen)
    shuffle = random.Random(SEED)  # noqa: S311  the order of learning, not a secret
    for turn in range(30):
        shuffle.shuffle(order)
        for view, blame, weight in order:
            margin = shares[0] + sum(a * b for a, b in zip(shares[1:], view, strict=True))
            wrong = (1.0 if blame else 0.0) - 1.0 / (1.0 + exp(-max(min(margin, 30.0), -30.0)))
            wrong *= weight
            for k, value in enumerate([1.0, *view]):
                pull = wrong * value
                sums[k] += pull * pull
                shares[k] += (0.5 / (1 + turn)) * pull / sqrt(sums[k])
    return [round(share, 4) for share in shares]


def row_scores(shares: Sequence[float], seen: Sequence[Sequence[list[float]]]) -> list[float]:
    """Return for every row the highest mixed score of its sentences."""
    return [
        max((mix(shares, view[0], Evidence(*view[1:])) for view in sentences_of_row), default=-9.0)
        for sentences_of_row in seen
    ]


def f1(rows: Sequence[corpus.Row], found: Sequence[float], threshold: float) -> float:
    """Return F1 of calling blame what lies above the threshold."""
    hit = sum(m > threshold and r.blame for r, m in zip(rows, found, strict=True))
    called = sum(m > threshold for m in found)
    return 2 * hit / ((called + sum(r.blame for r in rows)) or 1)


def is_ordinary(row: corpus.Row) -> bool:
    """Whether the row is everyday postmortem prose, not a sentence chosen because it is tricky."""
    if row.source.startswith(CHOSEN):
        return False
    if row.blame or row.source.startswith(REPORTS):
        return not row.blame
    return not row.hard and (row.register == "report" or row.source.startswith(ORDINARY))


def is_everyday(row: corpus.Row) -> bool:
    """Whether the row is written as people write unasked."""
    return row.source.startswith(EVERYDAY)


def alarms(rows: Sequence[corpus.Row], found: Sequence[float], threshold: float) -> float:
    """Return the share of ordinary postmortem sentences above the threshold."""
    ordinary = [m for r, m in zip(rows, found, strict=True) if is_ordinary(r)]
    return sum(m > threshold for m in ordinary) / (len(ordinary) or 1)


def choose_threshold(rows: Sequence[corpus.Row], found: Sequence[float]) -> float:
    """Return the threshold with the best everyday F1 that keeps alarms on ordinary prose rare."""
    steps = [n / 50 for n in range(-50, 151)]
    quiet = [t for t in steps if alarms(rows, found, t) <= ALARMS] or steps[-1:]
    pairs = [(r, m) for r, m in zip(rows, found, strict=True) if is_everyday(r)]
    usual, scores = [r for r, _ in pairs], [m for _, m in pairs]
    return max(quiet, key=lambda t: f1(usual, scores, t))


def report(rows: Sequence[corpus.Row], found: Sequence[float], threshold: float) -> None:
    """Print F1 and alarms around the chosen threshold, cross-validated."""
    sys.stdout.write(f"{len(rows)} rows, threshold {threshold}" + "\n")
    pairs = [(r, m) for r, m in zip(rows, found, strict=True) if is_everyday(r)]
    usual, usual_found = [r for r, _ in pairs], [m for _, m in pairs]
    for t in sorted({-0.25, 0.0, 0.25, 0.5, 0.75, 1.0, threshold}):
        sys.stdout.write(
            f"  at {t:5.2f}: F1 {f1(rows, found, t):.3f}, "
            f"everyday {f1(usual, usual_found, t):.3f}, alarms {alarms(rows, found, t):.3f}\n"
        )


def write_leans(rows: Sequence[corpus.Row], found: Sequence[float]) -> None:
    """Write how far each rewrite leans to blame for a judge of the other folds."""
    leans = {
        lean_key(row.text): round(score, 2)
        for row, score in zip(rows, found, strict=True)
        if row.source in (corpus.REWRITES, corpus.EXERCISES)
    }
    _write(corpus.HERE / "rewrites" / LEANS, json.dumps(leans, indent=0, sort_keys=True))


def telling(data: Sequence[Sample], weights: dict[str, float], most: int) -> dict[str, float]:
    """Return the `most` weights that matter: heavy ones, and of two alike the one met more often.

    The fourth root of the count did best on rows not learned from.
    """
    counts = Counter(name for present, *_ in data for name in present if name in weights)
    order = sorted(weights, key=lambda name: (-abs(weights[name]) * counts[name] ** 0.25, name))
    return {name: weights[name] for name in order[:most]}


def _heaviest(kinds: Sequence[Sequence[float]], known: dict[str, int]) -> list[dict[str, float]]:
    """Return for every pattern its weights by name, together the `KIND_MOST` heaviest."""
    sizes = sorted((abs(weight) for row in kinds for weight in row), reverse=True)
    least = sizes[: KIND_MOST + 1][-1]
    return [{n: row[i] for n, i in known.items() if abs(row[i]) > least} for row in kinds]


def _grouped(weights: dict[str, float]) -> dict[str, dict[str, str]]:
    """Return family -> weight -> names joined by tabs, a third of the size of one entry a name."""
    groups: dict[str, dict[int, list[str]]] = {}
    for name, weight in weights.items():
        family, colon, rest = name.partition(":")
        if whole := round(weight * SCALE):
            groups.setdefault(family + colon, {}).setdefault(whole, []).append(rest)
    return {
        family: {str(whole): "\t".join(sorted(group[whole])) for whole in sorted(group)}
        for family, group in sorted(groups.items())
    }


def find_blame(rows: Sequence[corpus.Row], data: list[list[Sample]]) -> None:
    """Keep, of a blaming row whose words nobody marked, only the sentence that leans most to blame.

    The judge who decides has seen only sentences of which the side is known.
    """
    unclear = [r.blame and not r.blame_span and len(d) > 1 for r, d in zip(rows, data, strict=True)]
    judge = Judge([s for ss, u in zip(data, unclear, strict=True) if not u for s in ss])
    for index in (n for n, u in enumerate(unclear) if u):
        data[index] = [max(data[index], key=lambda sample: judge.view(sample[0])[0])]


def train() -> dict[str, object]:
    """Train on the corpus without its held-out part and return what is written."""
    rows = [row for row in corpus.rows() if not corpus.held_out(row)] + corpus.further()
    data = [samples(row) for row in rows]
    find_blame(rows, data)
    seen = views(rows, data)
    shares = fit_mix(
        [
            (view, blame, weight)
            for ss, vs in zip(data, seen, strict=True)
            for (_, blame, _, weight), view in zip(ss, vs, strict=True)
        ]
    )
    found = row_scores(shares, seen)
    threshold = choose_threshold(rows, found)
    report(rows, found, threshold)
    write_leans(rows, found)
    flat = [s for ss in data for s in ss]
    for pattern in read_patterns():  # the patterns' own partners are teaching material too
        flat += _taught(pattern)
    judge = Judge(flat)
    ids = [p["id"] for p in read_patterns() if p["severity"] != "advice"]
    kind_known = vocabulary([s for s in flat if s[1]], KIND_RARE, KIND_FEATURES)
    kinds, kind_bias = fit_kinds([s for s in flat if s[1]], kind_known, ids)
    return {
        "about": "made by training/train.py; do not edit",
        "threshold": threshold,
        "bias": round(judge.bias, 4),
        "mix": shares,
        "odds": judge.odds,
        "weights": _grouped(judge.weights),
        "patterns": ids,
        "kind_bias": [round(b, 3) for b in kind_bias],
        "kinds": [_grouped(row) for row in _heaviest(kinds, kind_known)],
    }


def _taught(pattern: dict[str, Any]) -> list[Sample]:
    """Return the pattern's examples and look-alikes as samples; advice is not blame."""
    blames = pattern["severity"] != "advice"
    texts = [(text, blames) for text in pattern["examples"]]
    texts += [(text, False) for text in pattern["look_alikes"]]
    for advice in pattern.get("advice", ()):
        texts += [(text, False) for text in (*advice["examples"], *advice["look_alikes"])]
    found: list[Sample] = []
    for text, blame in texts:
        label = "blame" if blame else "ok"
        row = corpus.Row("", text, label, (pattern["id"],), "", "", True, "", "")
        found += [(*sample[:3], TAUGHT_WEIGHT) for sample in samples(row)]
    return found


def _write(target: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    fresh = target.with_suffix(".tmp")
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(target)


def main() -> int:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    target = parser.parse_args().out
    _write(target, json.dumps(train(), ensure_ascii=False, indent=0))
    sys.stdout.write(f"{target.name}: {target.stat().st_size / 1000:.0f} kB" + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
