"""Measure how soon a widget in a page is usable, and how soon Python answers.

    python benchmarks/live_page/run.py [--rounds 5] [--rates 0 30 10] [--rival NAME=FOLDER:PATH …]

Builds the second book of the tests, opens its page with an anywidget in Chromium with a fresh
profile (cold) and once more (warm), with the snapshot and without it in turns, on a line of 0 (as
fast as it goes), 30 and 10 Mbit/s. Reports medians as JSON and as a table. A rival is a folder that
holds another way to show the same exercise: a page in which `.tides-count` appears and says
"Counted 1" after a click.
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

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from conftest import FLAGS, Site, build_book, find_chromium, serving  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

# Clicks as soon as the widget can be seen and used, and notes when, and when the answer came.
CLICKER = """
addEventListener('DOMContentLoaded', () => {
  const look = setInterval(() => {
    const button = document.querySelector('.tides-count');
    if (!button?.offsetParent || getComputedStyle(button).visibility !== 'visible') return;
    if (!window.usable) {
      window.usable = performance.now();
      button.click();
    }
    if (button.textContent === 'Counted 0') return;
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
    for (rate, way, temperature), found in sorted(groups.items()):
        mid = {k: statistics.median(r[k] for r in found) for k in found[0] if k not in
               ("way", "temperature")}  # fmt: skip
        print(
            f"{rate or 'free':>6} {way:<14}{temperature:<5}{mid['usable_ms']:>8.0f}"
            f"{mid['answer_ms']:>8.0f}{mid['bytes'] / 1e6:>7.2f}{mid['script_bytes'] / 1e3:>7.0f}"
            f"{mid['load']:>6.1f}"
        )


def main() -> None:
    """Measure and report."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--rates", type=float, nargs="*", default=[0, 30, 10])
    options.add_argument("--book", type=Path, help="the second book, already built")
    options.add_argument("--rival", action="append", default=[], help="NAME=FOLDER:PATH")
    options.add_argument("--out", type=Path, help="file for all rows as JSON")
    chosen = options.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="bench-book-"))
    book = chosen.book or build_book(ROOT / "tests" / "fixtures" / "second-book", scratch)
    ways = [
        Way("snapshot", book, "parts/any.html"),
        Way("plain boot", book, "parts/any.html?live-plain"),
    ]
    for rival in chosen.rival:
        name, _, place = rival.partition("=")
        folder, _, path = place.rpartition(":")
        ways.append(Way(name, Path(folder).resolve(), path))
    rows = [row for rate in chosen.rates for row in rounds(ways, chosen.rounds, rate)]
    report(rows)
    if chosen.out:
        chosen.out.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
