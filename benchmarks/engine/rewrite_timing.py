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

# Python's own clock of the processor is the wall clock in Pyodide, so Node lends its own.
cpu_seconds = globals().get("cpu_seconds", time.process_time)

SHORTEST, LONGEST = 35, 45
TIMES = 3
MOST = 60


def forty_words() -> list[tuple[dict, str]]:
    """Return (statement's row, rewrite) of every rewrite of about forty words."""
    return [
        (row, rewrite["text"])
        for path in sorted((ROOT / "training/rewrites").glob("*.jsonl"))
        for row in map(json.loads, path.read_text("utf-8").splitlines())
        for rewrite in row["rewrites"]
        if SHORTEST <= len(rewrite["text"].split()) <= LONGEST
    ]


def milliseconds(work: Callable[[int], object], number: int) -> float:
    """Return how much processor time one call takes: others' programs do not count."""
    begin = cpu_seconds()
    work(number)
    return (cpu_seconds() - begin) * 1000


def summary(times: list[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    return {"median_ms": median(times), "slowest_ms": quantiles(times, n=20)[-1]}


def best(work: Callable[[int], object]) -> float:
    """Return the shortest of a few calls."""
    return min(milliseconds(work, number) for number in range(TIMES))


def report() -> dict:
    """Import the engine, judge every rewrite under a new statement, then under the same again."""
    rows = forty_words()
    begin = cpu_seconds()
    from blameaware.language.rewrite import RewriteTask, check_rewrite  # noqa: PLC0415  timed

    check_rewrite(RewriteTask("Ana broke the lamp.", facts=("lamp broken",)), "The lamp broke.")
    first = (cpu_seconds() - begin) * 1000
    new, same = [], []
    for row, text in rows[:MOST]:

        def task(number: int, row: dict = row) -> RewriteTask:
            return RewriteTask(row["statement"], row["context"] + " " * number, (*row["facts"],))

        new.append(best(lambda n, text=text, task=task: check_rewrite(task(n), text)))
        same.append(best(lambda n, text=text, task=task: check_rewrite(task(0), text + " " * n)))
    return {
        "python": platform.python_version(),
        "rewrites": len(new),
        "words": f"{SHORTEST} to {LONGEST}",
        "first_ms": first,
        "new statement": summary(new),
        "same statement": summary(same),
    }


json.dumps(report()) if IN_BROWSER else sys.stdout.write(json.dumps(report(), indent=1) + "\n")
