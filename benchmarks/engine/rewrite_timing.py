"""Time `check_rewrite` on rewrites of about forty words; the last value is a report as JSON.

Run by rewrite_in_browser.mjs inside Pyodide, where /src and /training are mounted; or by hand:
`python benchmarks/engine/rewrite_timing.py`.
"""

import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

IN_BROWSER = sys.platform == "emscripten"
ROOT = Path("/") if IN_BROWSER else Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

SHORTEST, LONGEST = 35, 45
TIMES = 5


def forty_words() -> list[tuple[dict, str]]:
    """Return (statement's row, rewrite) of every rewrite of about forty words."""
    return [
        (row, rewrite["text"])
        for path in sorted((ROOT / "training/rewrites").glob("*.jsonl"))
        for row in map(json.loads, path.read_text("utf-8").splitlines())
        for rewrite in row["rewrites"]
        if SHORTEST <= len(rewrite["text"].split()) <= LONGEST
    ]


def milliseconds(work: Callable[..., object], *arguments: object) -> float:
    """Return how long one call takes."""
    begin = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - begin) * 1000


def summary(times: list[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    return {"median_ms": median(times), "slowest_ms": quantiles(times, n=20)[-1]}


def report() -> dict:
    """Import the engine, judge every rewrite, then judge it again."""
    rows = forty_words()
    begin = time.perf_counter()
    from blameaware.language.rewrite import RewriteTask, check_rewrite  # noqa: PLC0415  timed

    check_rewrite(RewriteTask("Ana broke the lamp.", facts=("lamp broken",)), "The lamp broke.")
    first = (time.perf_counter() - begin) * 1000
    new, same, seen = [], [], set()
    for row, text in rows:
        task = RewriteTask(row["statement"], row["context"], tuple(row["facts"]))
        took = milliseconds(check_rewrite, task, text)
        (same if row["id"] in seen else new).append(took)
        seen.add(row["id"])
        same.append(median(milliseconds(check_rewrite, task, text + " ") for _ in range(TIMES)))
    return {
        "python": platform.python_version(),
        "rewrites": len(rows),
        "words": f"{SHORTEST} to {LONGEST}",
        "first_ms": first,
        "new statement": summary(new),
        "same statement": summary(same),
    }


json.dumps(report()) if IN_BROWSER else sys.stdout.write(json.dumps(report(), indent=1) + "\n")
