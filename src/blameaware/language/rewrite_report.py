"""How often the judge is right on rewrites that nothing was learned from or tuned to.

`python -m blameaware.language.rewrite_report [--format text|json] [--ablation] [training/]`
reads training/rewrites, keeps the held-out fifth, and prints figures for tidy and messy
rewrites. `--ablation` learns again without one family of features at a time and says what
each is worth; it needs a minute or two.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from blameaware.language.rewrite import judge, reading_of
from blameaware.language.rewrite_examples import Labeled, read_rewrites
from blameaware.language.rewrite_model import Decision, choose, decisions
from blameaware.language.rewrite_task import OUTCOMES
from blameaware.language.rewrite_train import (
    SETTINGS,
    Row,
    learn_all,
    material,
    rows_of,
    sentence_examples,
)

STYLES = ("tidy", "messy")
_ABLATIONS = {
    "all features": (),
    "without cues": ("cue", "signal"),
    "without who acts": ("act", "did", "agent"),
    "without runs of words": ("seq", "word", "told"),
    "without letters and company": ("letters", "with", "ending"),
    "without parts": ("part",),
    "without the statement engine": ("engine",),
    "without facts": ("fact",),
    "without the statement's own words": ("topic",),
}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of one verdict: precision, recall and F1 in 0..1, and how many there were."""

    verdict: str
    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one style: share of right verdicts, mean F1 of the verdicts that occur."""

    style: str
    count: int
    accuracy: float
    macro_f1: float
    verdicts: tuple[Line, ...]


def held_out(folder: Path) -> list[Labeled]:
    """Return the held-out rewrites of a training folder."""
    return [item for item in read_rewrites(folder / "rewrites") if item.held_out]


def measure(items: Sequence[Labeled], verdict_of: Callable[[int], str]) -> tuple[Figures, ...]:
    """Return the figures by style; `verdict_of(index)` is what the judge says of an item."""
    return tuple(
        figures(
            style, [(x.verdict, verdict_of(i)) for i, x in enumerate(items) if x.style == style]
        )
        for style in STYLES
    )


def figures(style: str, pairs: Sequence[Pair]) -> Figures:
    """Return the figures of (gold, ours) pairs."""
    counts = Counter(pairs)
    lines = tuple(_line(verdict, counts) for verdict in OUTCOMES)
    used = [line.f1 for line in lines if line.count]
    right = sum(gold == ours for gold, ours in pairs)
    return Figures(
        style, len(pairs), right / max(1, len(pairs)), sum(used) / max(1, len(used)), lines
    )


def shipped(items: Sequence[Labeled]) -> tuple[Figures, ...]:
    """Return the figures of the judge as it is shipped."""
    return measure(items, lambda index: judge(reading_of(items[index].task, items[index].text)))


def ablation(folder: Path, items: Sequence[Labeled]) -> Iterator[tuple[str, tuple[Figures, ...]]]:
    """Yield the figures of a judge that has to do without a family of features."""
    given = material(folder)
    seen, sentences = rows_of(given.rewrites, given.leans), sentence_examples(given.sentences)
    unseen = rows_of(items)
    limits = {name: decision.threshold for name, decision in decisions().items()}
    for name, families in _ABLATIONS.items():
        without = dict.fromkeys(families, 0.0)
        settings = {
            key: each._replace(trust={**each.trust, **without}) for key, each in SETTINGS.items()
        }
        learned = learn_all(seen, sentences, settings)

        def verdict_of(index: int, learned: Mapping[str, Decision] = learned) -> str:
            return _verdict(unseen[index], learned, limits)

        yield name, measure(items, verdict_of)


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="rewrite_report", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("training"))
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--ablation", action="store_true")
    args = parser.parse_args(arguments)
    items = held_out(args.folder)
    parts = [("as shipped", shipped(items))]
    if args.ablation:
        parts += ablation(args.folder, items)
    sys.stdout.write(_as_json(parts) if args.format == "json" else _as_text(parts))
    return 0


def _verdict(row: Row, learned: Mapping[str, Decision], limits: dict[str, float]) -> str:
    if row.copied:
        return "unchanged"
    return choose({n: d.probability(row.features) for n, d in learned.items()}, limits)


def _line(verdict: str, counts: Counter[Pair]) -> Line:
    hit = counts[verdict, verdict]
    said = sum(n for (_, ours), n in counts.items() if ours == verdict)
    meant = sum(n for (gold, _), n in counts.items() if gold == verdict)
    f1 = 2 * hit / (said + meant) if said + meant else 0.0
    return Line(verdict, hit / said if said else 0.0, hit / meant if meant else 0.0, f1, meant)


def _as_json(parts: Sequence[tuple[str, tuple[Figures, ...]]]) -> str:
    data = {name: [asdict(each) for each in found] for name, found in parts}
    return json.dumps(data, indent=1) + "\n"


def _as_text(parts: Sequence[tuple[str, tuple[Figures, ...]]]) -> str:
    return "\n".join(_block(name, each) for name, found in parts for each in found) + "\n"


def _block(name: str, found: Figures) -> str:
    head = f"{name}, {found.style}: {found.count} rewrites, "
    head += f"{found.accuracy:.1%} right, macro-F1 {found.macro_f1:.3f}\n"
    rows = [
        f"  {line.verdict:<14}{line.count:>5}  precision {line.precision:.2f}"
        f"  recall {line.recall:.2f}  F1 {line.f1:.2f}\n"
        for line in found.verdicts
        if line.count
    ]
    return head + "".join(rows)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
