"""A snapshot far larger than the memory that WebAssembly starts with (30 MB) is restored too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from blameaware.live import snapshot, wheels

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[3]


def test_a_large_snapshot_is_restored(second_book, serve, browse, tmp_path):
    cache = ROOT / ".cache" / "blameaware-live"
    book = ROOT / "tests" / "fixtures" / "second-book"
    packages = [*wheels.pinned(cache), wheels.own("tides", cache, book)]
    snapshot.make(
        tmp_path / "runtime",
        ROOT / "node_modules",
        packages,
        ["anywidget", "tides"],
        [],
        ballast=40,
    )
    whole = (tmp_path / "runtime" / "snapshot.bin").read_bytes()
    assert int.from_bytes(whole[12:16], "little") > 60 * 1024 * 1024, "the memory it stands for"
    copy = tmp_path / "book"
    shutil.copytree(second_book, copy)
    place = next(copy.glob("_static/live/py-*/snapshot.bin.zst"))
    place.write_bytes((tmp_path / "runtime" / "snapshot.bin.zst").read_bytes())
    with serve(copy) as site, browse(site.url + "parts/any.html") as page:
        page.click(".tides-count")
        page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=30_000)
        assert page.evaluate("livePage.page.times.plain") is False
