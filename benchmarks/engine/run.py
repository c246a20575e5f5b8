"""Accuracy and speed of the engine beside its peers, on the held-out rows, in one run.

    python -m venv .peers && .peers/bin/pip install -r benchmarks/engine/requirements.txt -e .
    npm install --prefix benchmarks/engine
    .peers/bin/python benchmarks/engine/run.py --write benchmarks/engine/results

writes results.md and results.json. A peer that is not installed is named as missing. Peers
that were made for another purpose are read as generously as possible: any message is an alarm.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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


def tfidf(rows: Sequence[corpus.Row]) -> Judge:
    """Train TF-IDF with logistic regression on the rows and return it as a judge."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  optional
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  optional
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415  optional

    pipe = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        LogisticRegression(C=10, max_iter=400),
    )
    pipe.fit([row.text for row in rows], [row.blame for row in rows])
    return lambda texts: [bool(x) for x in pipe.predict(list(texts))]


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
    """Return the flags and the seconds of processor time, after a small warm-up."""
    judge(texts[:20])
    begin = time.process_time()
    flags = judge(texts)
    return flags, time.process_time() - begin


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
    judges: dict[str, Callable[[], Judge]] = {
        "blameaware": lambda: ours,
        "TF-IDF + logistic regression": lambda: tfidf(
            [r for r in everything if not corpus.held_out(r)]
        ),
        "keyword list": lambda: keyword_list,
        "VADER": lambda: vader,
        "proselint": lambda: proselint,
    }
    for name, load in judges.items():
        try:
            table.append(measure(name, *timed(load(), texts), rows))
        except ImportError as error:
            missing.append(f"{name}: {error}")
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
    }


def as_markdown(result: dict[str, Any]) -> str:
    """Return the result as a table."""
    lines = [
        "# The engine beside its peers",
        "",
        f"On {result['statements']} held-out statements ({result['blame']} blame), in one run of "
        "`benchmarks/engine/run.py`. Most peers were made for another purpose; any of their "
        "messages counts as an alarm. Statements a second are of processor time on one core.",
        "",
        "| | Precision | Recall | F1 | Alarms on everyday prose | Statements a second |",
        "|---|---|---|---|---|---|",
    ]
    for r in result["table"]:
        lines.append(
            f"| {r['peer']} | {r['precision']:.2f} | {r['recall']:.2f} | {r['f1']:.2f} "
            f"| {r['alarms']:.1%} | {r['per_second']:,.0f} |"
        )
    lines += ["", *(f"Not measured: {entry}" for entry in result["missing"])]
    return "\n".join(lines).rstrip() + "\n"


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
