"""One browser for all tests of widgets; each test has its own page and answers file."""

import contextlib
from urllib.parse import urlsplit

import pytest

from blameaware.widgets import place

from .page import drawn, served


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Keep the answers of a test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    place._store.cache_clear()


@pytest.fixture(scope="session")
def one_browser(_playwright, chromium):
    found = _playwright.chromium.launch(
        executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
    )
    yield found
    found.close()


@pytest.fixture
def show(one_browser, caplog):
    """show(cards, query="", **options) -> a context manager with the page; errors fail the test."""

    @contextlib.contextmanager
    def shown(cards, query="", width=360, **options):
        heard = []
        with served(cards) as url:
            context = one_browser.new_context(viewport={"width": width, "height": 800}, **options)
            page = context.new_page()
            page.set_default_timeout(8000)
            page.on("pageerror", lambda error: heard.append(str(error)))
            page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
            page.on("request", lambda r: None if local(r.url) else heard.append(r.url))
            try:
                yield drawn(page, url, query)
            finally:
                context.close()
        assert [r.getMessage() for r in caplog.records if r.name.startswith("blameaware")] == []
        # The browser asks for an icon that a preview does not have.
        assert [line for line in heard if "404" not in line] == []

    return shown


def local(url):
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob"} or parts.hostname == "127.0.0.1"
