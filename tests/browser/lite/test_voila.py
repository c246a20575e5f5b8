"""The same widgets from the same source in Voila, which shows a notebook as a page of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import jupytext
import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
REWRITE = "The checkout went down on Friday night after a push skipped the canary stage."
PATIENCE = 180_000  # milliseconds; Voila answers when it has run the whole notebook


@pytest.fixture
def voila(tmp_path):
    """The chapter on rewriting, served by Voila; yields its address and folder."""
    name = "04-rewriting"
    jupytext.write(jupytext.read(ROOT / "chapters" / f"{name}.md"), tmp_path / f"{name}.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "voila", f"{name}.ipynb", "--no-browser", f"--port={port}",
        "--Voila.ip=127.0.0.1",
    ]  # fmt: skip
    private = {
        variable: str(tmp_path / folder)
        for variable, folder in (
            ("JUPYTER_CONFIG_DIR", ".config"),
            ("JUPYTER_RUNTIME_DIR", ".runtime"),
        )
    }
    with (tmp_path / "voila.log").open("w") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=tmp_path, env={**os.environ, **private}
        )
        try:
            until_it_listens(port, server, tmp_path / "voila.log")
            yield f"http://127.0.0.1:{port}/", tmp_path
        finally:
            server.terminate()
            server.wait(timeout=20)
    shutil.rmtree(tmp_path, ignore_errors=True)


def until_it_listens(port, server, log):
    for _ in range(240):
        assert server.poll() is None, log.read_text()[-2000:]
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-2000:])


@pytest.fixture
def page(_playwright, chromium):
    """A page that reaches no other host. Voila's own template asks one for an icon font."""
    browser = _playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    opened = browser.new_page()
    opened.route(lambda url: urlsplit(url).hostname != "127.0.0.1", lambda route: route.abort())
    asked = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    browser.close()
    outside = [url for url in asked if urlsplit(url).hostname not in ("127.0.0.1", None)]
    assert [url for url in outside if "fontawesome" not in url] == []


def test_the_exercise_of_the_chapter_answers_in_voila(voila, page):
    address, folder = voila
    page.goto(address, timeout=PATIENCE)
    card = page.locator(".ba-card").first
    card.get_by_label("Your rewrite").wait_for(timeout=PATIENCE)
    card.get_by_label("Your rewrite").fill(REWRITE)
    card.get_by_role("button", name="Check my rewrite").click()
    card.locator(".ba-kept").first.wait_for(timeout=PATIENCE)
    assert card.locator(".ba-kept").count() == 3
    assert "rw-checkout-canary" in (folder / "answers.json").read_text(encoding="utf-8")
