"""The same in Firefox and in WebKit: snapshot, hydration, keeping, on a desk and on a phone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from engines import ENGINES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

READY = "document.documentElement.dataset.live === 'ready'"


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request):
    with ENGINES[request.param]() as found:
        yield found


@pytest.mark.parametrize("size", [(1280, 900), (390, 800)], ids=["desk", "phone"])
def test_what_was_done_before_python_is_answered(second_book, serve, engine, size):
    policy = (second_book / "_static/live/csp.txt").read_text(encoding="utf-8").strip()
    with serve(second_book, headers={"Content-Security-Policy": policy}) as site:
        site.delays["snapshot.bin"] = 2.0
        engine.size(*size)
        engine.open(site.url + "stock.html")
        engine.type(".t1-text textarea", ", typed before Python")
        engine.click(".t1-button")
        early = not engine.run(READY)
        engine.run("(window.node = document.querySelector('.t1-text textarea'), true)")
        engine.wait("document.querySelector('.t1-answer').textContent.includes('typed before')")
        engine.wait(READY)
        assert early, "Python was there before the reader"
        text = engine.run("document.querySelector('.t1-answer').textContent.trim()")
        assert text.endswith("/ 1")
        assert engine.run("window.node === document.querySelector('.t1-text textarea')")
        assert engine.run("livePage.page.times.plain") is False
        engine.click(".t1-button")
        engine.wait("document.querySelector('.t1-answer').textContent.trim().endsWith('/ 2')")
        assert engine.run("document.body.scrollWidth <= innerWidth + 1")
        assert engine.outside() == []


def test_an_anywidget_counts_and_is_kept(second_book, serve, engine):
    policy = (second_book / "_static/live/csp.txt").read_text(encoding="utf-8").strip()
    with serve(second_book, headers={"Content-Security-Policy": policy}) as site:
        engine.open(site.url + "parts/any.html")
        engine.click(".tides-count")
        engine.wait("document.querySelector('.tides-count').textContent === 'Counted 1'")
        engine.wait(READY)
        engine.run("new Promise((done) => setTimeout(() => done(true), 500))")
        engine.open(site.url + "parts/any.html")
        engine.wait(READY)
        assert engine.run("document.querySelector('.tides-count').textContent") == "Counted 1"
        assert engine.outside() == []


def test_a_broken_snapshot_is_no_end(second_book, serve, engine):
    with serve(second_book) as site:
        site.broken["snapshot.bin"] = b"not a snapshot"
        engine.open(site.url + "stock.html")
        engine.click(".t1-button")
        engine.wait("document.querySelector('.t1-answer').textContent.includes('as built / 1')", 60)
        engine.wait(READY, 60)
        assert engine.run("livePage.page.times.plain") is True
