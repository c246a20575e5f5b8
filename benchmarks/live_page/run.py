"""Measure how soon an exercise in a page is usable, and how soon Python answers.

    python benchmarks/live_page/run.py [--rounds 5] [--rates 0 30 10] [--no-rivals] [--out FILE]

Shows one exercise (book/exercise.md) in four ways: the live page with its snapshot, the live page
that starts Python plainly, thebe-lite in a page, and JupyterLite's console (rivals.py builds them
from pinned packages). Each is opened in Chromium with a fresh profile (cold) and once more (warm),
in turns, on a line of 0 (as fast as it goes), 30 and 10 Mbit/s; a script clicks as soon as there is
something to click. Prints medians, how many times sooner the snapshot answers, and which value of
`live_boot` is best on each line.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(HERE)]

import jupytext  # noqa: E402
from conftest import (  # noqa: E402
    COMPRESSED,
    FLAGS,
    Site,
    _gzipped,
    build_book,
    find_chromium,
    serving,
)
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from rivals import jupyterlite, thebe_lite  # noqa: E402

OURS, PLAIN = "snapshot", "plain boot"
RIVALS = {"thebe-lite": thebe_lite, "JupyterLite": jupyterlite}

# Clicks as soon as the exercise can be seen and used, and notes when, and when the answer came.
CLICKER = """
addEventListener('DOMContentLoaded', () => {
  const look = setInterval(() => {
    const button = document.querySelector('.bench-check');
    if (!button?.offsetParent || getComputedStyle(button).visibility !== 'visible') return;
    if (!window.usable) {
      window.usable = performance.now();
      button.click();
    }
    if (!document.querySelector('.bench-answer')?.textContent.trim()) return;
    window.answered = performance.now();
    clearInterval(look);
  }, 4);
});
"""
# Comes after the first answer, or has nothing to do with it.
LATER = ("python_stdlib.zip", "site.bin", "sw.js")


@dataclass(frozen=True)
class Way:
    """One way to show the exercise."""

    name: str
    folder: Path
    path: str


def visit(page: Page, site: Site, way: Way) -> dict[str, float]:
    """Open the page; return milliseconds from navigation, and bytes sent before the answer."""
    page.wait_for_timeout(1000)  # the browser itself has started
    site.sent.clear()
    page.goto(site.url + way.path, wait_until="commit")
    page.wait_for_function("window.answered", timeout=120_000)
    later = () if "live-plain" in way.path else LATER
    sent = {n: size for n, size in site.sent.items() if not any(part in n for part in later)}
    script = sum(v for k, v in sent.items() if k.split("?")[0].endswith((".js", ".mjs")))
    return {
        "usable_ms": page.evaluate("window.usable"),
        "answer_ms": page.evaluate("window.answered"),
        "bytes": sum(sent.values()),
        "script_bytes": script,
    }


def rounds(ways: list[Way], count: int, rate: float) -> Iterator[dict[str, object]]:
    """Yield one row for each way, cold and warm, in turns so that all see the same machine."""
    with sync_playwright() as play:
        for number in range(count):
            for way in ways:
                profile = tempfile.mkdtemp(prefix="bench-")
                with serving(way.folder, compress=True, caching=True) as site:
                    site.rate = rate * 1e6 / 8
                    for temperature in ("cold", "warm"):
                        browser = play.chromium.launch_persistent_context(
                            profile, executable_path=find_chromium(), args=FLAGS, headless=True
                        )
                        browser.add_init_script(CLICKER)
                        row = visit(browser.pages[0], site, way)
                        browser.pages[0].wait_for_timeout(1500)  # the cache is written
                        browser.close()
                        yield {
                            "way": way.name,
                            "rate": rate,
                            "round": number,
                            "temperature": temperature,
                            "load": os.getloadavg()[0],
                            **row,
                        }
                shutil.rmtree(profile, ignore_errors=True)


def report(rows: list[dict[str, object]]) -> None:
    """Print the medians."""
    groups: dict[tuple, list[dict]] = {}
    for row in rows:
        groups.setdefault((row["rate"], row["way"], row["temperature"]), []).append(row)
    heads = f"{'usable':>8}{'answer':>8}{'MB':>7}{'JS kB':>7}{'load':>6}"
    print(f"{'Mbit/s':>6} {'way':<14}{'':<5}{heads}")
    answers = {}
    for (rate, way, temperature), found in sorted(groups.items()):
        mid = {k: statistics.median(r[k] for r in found) for k in found[0] if k not in
               ("way", "temperature")}  # fmt: skip
        answers[rate, temperature, way] = mid["answer_ms"]
        print(
            f"{rate or 'free':>6} {way:<14}{temperature:<5}{mid['usable_ms']:>8.0f}"
            f"{mid['answer_ms']:>8.0f}{mid['bytes'] / 1e6:>7.2f}{mid['script_bytes'] / 1e3:>7.0f}"
            f"{mid['load']:>6.1f}"
        )
    compare(answers)


def compare(answers: dict[tuple[float, str, str], float]) -> None:
    """Print how many times sooner the snapshot answers, and which start is best on each line."""
    for (rate, temperature), others in _by_line(answers).items():
        ours = others[OURS]
        ratios = ", ".join(
            f"{other / ours:.1f} times sooner than {name}"
            for name, other in others.items()
            if name != OURS
        )
        best = "snapshot" if ours <= others[PLAIN] else "plain"
        print(f"{rate or 'free':>6} {temperature:<5}{ratios}; best live_boot: {best}")


def _by_line(answers: dict[tuple[float, str, str], float]) -> dict[tuple, dict[str, float]]:
    found: dict[tuple, dict[str, float]] = {}
    for (rate, temperature, way), milliseconds in answers.items():
        found.setdefault((rate, temperature), {})[way] = milliseconds
    return found


def warm_up(ways: list[Way]) -> None:
    """Compress every file once, as a host has done it long ago."""
    for folder in {way.folder for way in ways}:
        for path in folder.rglob("*"):
            if path.suffix in COMPRESSED and path.is_file():
                _gzipped(path, path.stat().st_mtime_ns)


def build(scratch: Path, *, with_rivals: bool) -> list[Way]:
    """Build all ways below the folder `scratch`."""
    book = build_book(HERE / "book", scratch)
    ways = [Way(OURS, book, "exercise.html"), Way(PLAIN, book, "exercise.html?live-plain")]
    if with_rivals:
        source = jupytext.read(HERE / "book" / "exercise.md").cells[-1].source
        for name, make in RIVALS.items():
            folder = scratch / make.__name__
            folder.mkdir()
            ways.append(
                Way(name, folder, make(folder, source, ROOT / ".cache" / "blameaware-live"))
            )
    return ways


def main() -> None:
    """Measure and report."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--rates", type=float, nargs="*", default=[0, 30, 10])
    options.add_argument("--no-rivals", action="store_true", help="only the live page")
    options.add_argument("--out", type=Path, help="file for all rows as JSON")
    chosen = options.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="bench-book-"))
    ways = build(scratch, with_rivals=not chosen.no_rivals)
    warm_up(ways)
    rows = [row for rate in chosen.rates for row in rounds(ways, chosen.rounds, rate)]
    report(rows)
    if chosen.out:
        chosen.out.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
