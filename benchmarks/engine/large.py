"""Time and memory of `blameaware check` on very large input.

    python benchmarks/engine/large.py [--megabytes 100]

makes a Markdown file, a JSONL file and half as much in a single line, of sentences from training/,
and prints seconds by the clock and the most memory of each run. Memory has to stay flat.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROWS = HERE.parents[1] / "training" / "statements" / "w6-pm1.jsonl"
MEGABYTE = 1_000_000


def markdown(texts: list[str], chance: random.Random) -> Iterator[str]:
    """Yield paragraphs of four sentences."""
    while True:
        yield " ".join(chance.choice(texts) for _ in range(4)) + "\n\n"


def jsonl(texts: list[str], chance: random.Random) -> Iterator[str]:
    """Yield lines of the batch contract."""
    number = 0
    while True:
        yield json.dumps({"id": str(number), "text": chance.choice(texts)}) + "\n"
        number += 1


def one_line(texts: list[str], chance: random.Random) -> Iterator[str]:
    """Yield sentences of a line that does not end."""
    while True:
        yield chance.choice(texts) + " "


def fill(path: Path, parts: Iterator[str], size: int) -> None:
    """Write parts until there are `size` bytes."""
    with path.open("w", encoding="utf-8") as file:
        left = size
        while left > 0:
            left -= len((part := next(parts)).encode())
            file.write(part)


def run(path: Path, *words: str) -> tuple[float, float]:
    """Return the seconds and the most megabytes of one `blameaware check`."""
    begin = time.perf_counter()
    code = (
        "import resource, subprocess, sys; "
        "subprocess.run([sys.executable, '-m', 'blameaware.cli', 'check', *sys.argv[2:]], "
        "stdin=open(sys.argv[1], 'rb'), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), *words], capture_output=True, text=True, check=True
    )
    return time.perf_counter() - begin, float(done.stdout)


def main() -> int:
    """Make the inputs, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=100)
    size = int(parser.parse_args().megabytes * MEGABYTE)
    texts = [json.loads(line)["text"] for line in ROWS.read_text("utf-8").splitlines()]
    kinds: list[tuple[str, Callable[..., Iterator[str]], int, tuple[str, ...]]] = [
        ("Markdown", markdown, size, ("-",)),
        ("JSONL", jsonl, size, ("--format", "jsonl")),
        ("a single line", one_line, size // 2, ("-",)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, make, bytes_, words in kinds:
            path = Path(folder) / "input"
            fill(path, make(texts, random.Random(1)), bytes_)  # noqa: S311  not a secret
            seconds, memory = run(path, *words)
            print(f"{name:<14} {bytes_ / MEGABYTE:6.1f} MB  {seconds:7.1f} s  {memory:5.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
