"""The same exercise, from the same source, in JupyterLab."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import jupytext
import pytest

ROOT = Path(__file__).resolve().parents[3]
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("*.md"))
pytestmark = [pytest.mark.browser, pytest.mark.slow]
REWRITE = (
    "On Friday night at 21:14 a push skipped the canary stage and the checkout went down. "
    "That week the 'skip canary' box was ticked by default."
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab with the chapters as notebooks; yields the address of its files, its folder."""
    folder = tmp_path_factory.mktemp("lab")
    for name in CHAPTERS:
        chapter = jupytext.read(ROOT / "chapters" / f"{name}.md")
        jupytext.write(chapter, folder / f"{name}.ipynb")
    # All cells are to be on the page, also those that are out of sight.
    settings = folder / ".settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
        "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder / ".config"),
        "JUPYTER_RUNTIME_DIR": str(folder / ".runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / ".workspaces"),
    }
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
        try:
            wait_for(f"http://127.0.0.1:{port}/api", server, folder / "lab.log")
            yield f"http://127.0.0.1:{port}/lab/tree/", folder
        finally:
            server.terminate()
            server.wait(timeout=20)
    shutil.rmtree(folder, ignore_errors=True)


def wait_for(address, server, log):
    for _ in range(120):
        assert server.poll() is None, log.read_text()[-2000:]
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  our own server
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-2000:])


def test_the_exercise_of_the_chapter_answers_in_jupyterlab(lab, browse):
    address, folder = lab
    with browse(address + "04-rewriting.ipynb") as page:
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        page.get_by_text("| Idle").first.wait_for(timeout=60_000)
        page.locator(".jp-CodeCell").first.click()
        page.keyboard.press("Shift+Enter")
        card = page.locator(".jp-OutputArea-output").first
        field = card.get_by_label("Your rewrite")
        field.wait_for(timeout=60_000)
        field.fill(REWRITE)
        card.get_by_role("button", name="Check my rewrite").click()
        card.locator(".ba-kept").first.wait_for(timeout=30_000)
        assert card.locator(".ba-kept").count() == 3
    assert "rw-checkout-canary" in (folder / "answers.json").read_text(encoding="utf-8")


# Whether every cell of code has a number, so has been run.
ALL_RUN = r"""() => {
    const cells = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
    return cells.length && cells.every((cell) => /\[\d+\]/.test(cell.innerText));
}"""


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_runs_from_its_first_to_its_last_cell(lab, browse, name):
    address, folder = lab
    cells = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = sum(cell["cell_type"] == "code" for cell in cells)
    with browse(address + f"{name}.ipynb?reset") as page:
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        page.get_by_text("| Idle").first.wait_for(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).first.click()
        page.wait_for_function(ALL_RUN, timeout=120_000)
        page.locator(".jp-OutputArea-output .ba-card").nth(code - 1).wait_for(timeout=30_000)
        text = " ".join(page.locator(".jp-OutputArea-output").all_inner_texts())
        assert "Traceback" not in text
        assert "Error" not in text
        assert page.locator(".jp-CodeCell").count() == code
