"""A page with widgets and real Python behind them, for the tests of the front end."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from blameaware.widgets import place
from blameaware.widgets.preview import PreviewServer

ROOT = Path(__file__).parents[3]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# What axe says about a page as a whole is not about the cards in it.
PAGE_RULES = ["region", "landmark-one-main", "page-has-heading-one"]


@contextlib.contextmanager
def served(cards) -> Iterator[str]:
    """Serve cards for the length of a test; yield the address."""
    with PreviewServer(cards) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.url
        finally:
            server.shutdown()
            thread.join()


def drawn(page, url: str, query: str = ""):
    """Open the page and wait until every card is drawn."""
    page.goto(url + query)
    page.wait_for_selector("body[data-drawn]", state="attached")
    return page


def settle(page) -> None:
    """Wait until drafts are sent and Python has answered everything."""
    page.wait_for_timeout(450)
    page.evaluate("window.settled()")
    assert page.evaluate("window.pythonErrors") == []


def axe(page) -> list[str]:
    """Return what axe-core finds, a line each."""
    page.evaluate(AXE)
    found = page.evaluate(
        "off => axe.run({rules: Object.fromEntries(off.map(r => [r, {enabled: false}]))})",
        PAGE_RULES,
    )
    return [
        f"{violation['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def record(item_id: str) -> dict:
    """Return an item's record in the answers file."""
    return place.store().get(item_id) or {}
