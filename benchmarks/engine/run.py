"""Accuracy and speed of the engine beside its peers, on the held-out rows, in one run.

    python -m venv .peers && .peers/bin/pip install -r benchmarks/engine/requirements.txt -e .
    npm install --prefix benchmarks/engine
    .peers/bin/python benchmarks/engine/run.py --write benchmarks/engine/results

writes results.md and results.json. A peer that is not installed is named as missing. Peers
that were made for another purpose are read as generously as possible: any message is an alarm.
The one peer that gives a score is measured a second time with the border at which it is wrong
about as many innocent statements as the engine, so that neither looks better by being bolder.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "training"))

import train  # noqa: E402

import corpus  # noqa: E402  the path above has to be known first

NPM_PEERS = ("alex", "write-good", "retext-equality")
KEYWORDS = (
    "should have",
    "could have",
    "failed to",
    "human error",
    "mistake",
    "fault",
    "blame",
    "careless",
    "negligent",
    "incompetent",
    "lazy",
    "stupid",
    "idiot",
    "forgot",
    "ignored",
    "never",
    "always",
    "obviously",
    "clearly",
    "why did you",
    "who did",
)
ROUNDS = 3
SHORT = 90  # code points of a short statement
VADER_NEGATIVE = -0.05  # the border that VADER's authors recommend

Flags = list[bool]
Judge = Callable[[Sequence[str]], Flags]


def ours(texts: Sequence[str]) -> Flags:
    """Judge by this package's engine."""
    from blameaware.language import analyze  # noqa: PLC0415  optional

    return [analyze(text).label == "blame" for text in texts]


def keyword_list(texts: Sequence[str]) -> Flags:
    """Judge by a list of phrases."""
    return [any(word in text.lower() for word in KEYWORDS) for text in texts]


def vader(texts: Sequence[str]) -> Flags:
    """Judge by sentiment: what is negative is called blame."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415  optional

    analyzer = SentimentIntensityAnalyzer()
    return [analyzer.polarity_scores(text)["compound"] <= VADER_NEGATIVE for text in texts]


def proselint(texts: Sequence[str]) -> Flags:
    """Judge by proselint with all its checks."""
    from proselint.checks import __register__  # noqa: PLC0415  optional
    from proselint.registry import CheckRegistry  # noqa: PLC0415  optional
    from proselint.tools import LintFile  # noqa: PLC0415  optional

    CheckRegistry().register_many(__register__)
    return [bool(LintFile(content=text, source="row").lint()) for text in texts]


def tfidf(rows: Sequence[corpus.Row]) -> Callable[[Sequence[str]], list[float]]:
    """Train TF-IDF with logistic regression; return what scores texts, blame above 0."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  optional
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  optional
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415  optional

    pipe = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        LogisticRegression(C=10, max_iter=400),
    )
    pipe.fit([row.text for row in rows], [row.blame for row in rows])
    return lambda texts: [float(x) for x in pipe.decision_function(list(texts))]


def at_the_same_alarms(scores: Sequence[float], flags: Flags, rows: Sequence[corpus.Row]) -> Flags:
    """Call blame what scores above the border with as many false alarms as `flags` have."""
    wrong = sum(f and not row.blame for f, row in zip(flags, rows, strict=True))
    innocent = sorted(
        (x for x, row in zip(scores, rows, strict=True) if not row.blame), reverse=True
    )
    border = innocent[min(wrong, len(innocent) - 1)]
    return [x > border for x in scores]


def npm_peer(name: str, texts: Sequence[str]) -> tuple[Flags, float]:
    """Judge by a peer from npm; it measures its own seconds, without the start of node."""
    done = subprocess.run(
        ["node", str(HERE / "peers.mjs"), name],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE,
    )
    answer = json.loads(done.stdout)
    return answer["flags"], answer["seconds"]


def timed(judge: Judge, texts: Sequence[str]) -> tuple[Flags, float]:
    """Return the flags and the seconds of processor time, the median of rounds after a warm-up."""
    judge(texts[:20])
    seconds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        flags = judge(texts)
        seconds.append(time.process_time() - begin)
    return flags, statistics.median(seconds)


def by_length(texts: Sequence[str]) -> dict[str, float]:
    """Return how many short and how many long statements a second the engine reads."""
    short = [text for text in texts if len(text) <= SHORT]
    long = [text for text in texts if len(text) > SHORT]
    return {
        name: len(group) / timed(ours, group)[1]
        for name, group in (("short", short), ("long", long))
    } | {
        "characters of the short": statistics.mean(map(len, short)),
        "characters of the long": statistics.mean(map(len, long)),
    }


def measure(name: str, flags: Flags, seconds: float, rows: Sequence[corpus.Row]) -> dict[str, Any]:
    """Return one row of the table."""
    truth = [row.blame for row in rows]
    hit = sum(f and t for f, t in zip(flags, truth, strict=True))
    plain = [f for f, row in zip(flags, rows, strict=True) if train.is_ordinary(row)]
    return {
        "peer": name,
        "precision": hit / (sum(flags) or 1),
        "recall": hit / (sum(truth) or 1),
        "f1": 2 * hit / ((sum(flags) + sum(truth)) or 1),
        "alarms": sum(plain) / (len(plain) or 1),
        "per_second": len(rows) / seconds if seconds else None,
    }


def run() -> dict[str, Any]:
    """Measure everybody on the held-out rows."""
    everything = corpus.rows()
    rows = [row for row in everything if corpus.held_out(row)]
    texts = [row.text for row in rows]
    table, missing = [], []
    taught = [row for row in everything if not corpus.held_out(row)]
    score = cache(lambda: tfidf(taught))
    judges: dict[str, Callable[[], Judge]] = {
        "blameaware": lambda: ours,
        "TF-IDF + logistic regression": lambda: _above_zero(score()),
        "keyword list": lambda: keyword_list,
        "VADER": lambda: vader,
        "proselint": lambda: proselint,
    }
    for name, load in judges.items():
        try:
            table.append(measure(name, *timed(load(), texts), rows))
        except ImportError as error:
            missing.append(f"{name}: {error}")
    with contextlib.suppress(ImportError):
        flags = at_the_same_alarms(score()(texts), ours(texts), rows)
        table.insert(2, measure("the same, at our false alarms", flags, 0, rows))
    for name in NPM_PEERS:
        try:
            table.append(measure(name, *npm_peer(name, texts), rows))
        except (OSError, subprocess.CalledProcessError) as error:
            missing.append(f"{name}: {error}")
    return {
        "statements": len(rows),
        "blame": sum(r.blame for r in rows),
        "table": table,
        "missing": missing,
        "by length": by_length(texts),
    }


def _above_zero(score: Callable[[Sequence[str]], list[float]]) -> Judge:
    return lambda texts: [value > 0 for value in score(texts)]


def as_markdown(result: dict[str, Any]) -> str:
    """Return the result as a table."""
    lines = [
        "# The engine beside its peers",
        "",
        f"On {result['statements']} held-out statements ({result['blame']} blame), in one run of "
        "`benchmarks/engine/run.py`. Most peers were made for another purpose; any of their "
        "messages counts as an alarm. Statements a second are of processor time on one core, the "
        "median of three rounds.",
        "",
        "| | Precision | Recall | F1 | Alarms on everyday prose | Statements a second |",
        "|---|---|---|---|---|---|",
    ]
    for r in result["table"]:
        lines.append(
            f"| {r['peer']} | {r['precision']:.2f} | {r['recall']:.2f} | {r['f1']:.2f} "
            f"| {r['alarms']:.1%} | {_speed(r['per_second'])} |"
        )
    speed = result["by length"]
    lines += [
        "",
        f"By length, the engine reads {speed['short']:,.0f} short statements a second (of up to "
        f"{SHORT} characters, {speed['characters of the short']:.0f} on average) and "
        f"{speed['long']:,.0f} longer ones ({speed['characters of the long']:.0f} on average).",
    ]
    lines += ["", *(f"Not measured: {entry}" for entry in result["missing"])]
    return "\n".join(lines).rstrip() + "\n"


def _speed(per_second: float | None) -> str:
    return f"{per_second:,.0f}" if per_second else ""


def main() -> int:
    """Run, print, and write the results where they are wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    folder = parser.parse_args().write
    result = run()
    print(as_markdown(result))
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.md").write_text(as_markdown(result), encoding="utf-8")
        (folder / "results.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
