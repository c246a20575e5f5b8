"""The whole notebook, in JupyterLite: it runs, shares its answers, and works without a network."""

import json
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("*.md"))
EVERY_DAY = ["04-rewriting"]  # all of them take minutes: NOTEBOOKS=all
RUN = CHAPTERS if os.environ.get("NOTEBOOKS") == "all" else EVERY_DAY
REWRITE = "The checkout went down on Friday night after a push skipped the canary stage."
PATIENCE = 300_000  # milliseconds; the two cores of a small machine may be busy
ANSWERS = """() => new Promise((done, fail) => {
    const asked = indexedDB.open('live /');
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
        const rows = asked.result.transaction('files').objectStore('files').get('answers.json');
        rows.onsuccess = () => {
            asked.result.close();
            done(rows.result ? new TextDecoder().decode(rows.result.bytes) : '');
        };
    };
})"""


def notebook(page, name, folder="chapters"):
    page.goto(re.sub(r"(//[^/]+/).*", r"\1", page.url) + address(name, folder))
    opened(page)


def opened(page):
    page.set_default_timeout(PATIENCE)
    page.wait_for_selector(".jp-Notebook .jp-Cell")


def address(name, folder="chapters"):
    return f"lite/notebooks/index.html?path={folder}/{name}.ipynb"


def run_all(page):
    """Run every cell, and wait until the last one has its number."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).first.click()
    page.wait_for_function(
        """() => {
            const cells = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
            return cells.length && cells.every((cell) => /\\[\\d+\\]/.test(cell.innerText));
        }""",
        timeout=PATIENCE,
    )


def until(page, script, holds):
    """Wait until what a script gives (it may be asynchronous) is what one waits for."""
    for _ in range(PATIENCE // 500):
        if holds(page.evaluate(script)):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"not in time: {page.evaluate(script)}")


def first_card(page):
    card = page.locator(".jp-OutputArea-output").filter(has=page.locator("textarea")).first
    card.wait_for(timeout=PATIENCE)
    return card


def check(card, text):
    card.get_by_label("Your rewrite").fill(text)
    card.get_by_role("button", name="Check my rewrite").click()
    card.locator(".ba-kept").first.wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("name", RUN)
def test_a_chapter_runs_from_its_first_to_its_last_cell(site, serve, browse, name):
    cells = json.loads((site / "lite" / "files" / "chapters" / f"{name}.ipynb").read_text())
    code = sum(cell["cell_type"] == "code" for cell in cells["cells"])
    with serve(site, compress=True) as host, browse(host.url + address(name)) as page:
        opened(page)
        run_all(page)
        page.wait_for_timeout(1000)
        assert page.locator(".jp-CodeCell").count() == code
        text = " ".join(page.locator(".jp-OutputArea-output").all_inner_texts())
        assert "Traceback" not in text
        assert "Error" not in text
        assert page.locator(".jp-OutputArea-output .ba-card").count() >= code


def test_an_answer_given_in_the_notebook_is_on_the_page_and_the_other_way_round(
    site, serve, browse, profile
):
    with (
        serve(site, compress=True) as host,
        browse(host.url + address("04-rewriting"), folder=profile) as page,
    ):
        opened(page)
        run_all(page)
        check(first_card(page), REWRITE)
        until(page, ANSWERS, lambda text: "canary stage" in text)
        page.goto(host.url + "chapters/04-rewriting.html")
        field = page.locator(".live-widget").first.get_by_label("Your rewrite")
        page.wait_for_function(
            "text => document.querySelector('.live-widget textarea')?.value === text",
            arg=REWRITE,
            timeout=PATIENCE,
        )
        field.fill(f"{REWRITE} The box was ticked by default.")
        until(page, ANSWERS, lambda text: "ticked" in text)
        notebook(page, "04-rewriting")
        run_all(page)
        page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-OutputArea-output textarea')]"
            ".some((field) => field.value.includes('ticked'))",
            timeout=PATIENCE,
        )


def test_after_one_visit_another_notebook_runs_without_a_network(site, serve, browse, profile):
    kept = json.loads((site / "lite" / "offline.json").read_text())
    count = f"""async () => (await (await caches.open({kept["cache"]!r})).keys()).length"""
    with (
        serve(site, compress=True) as host,
        browse(host.url + address("04-rewriting"), folder=profile) as page,
    ):
        opened(page)
        until(page, count, lambda number: number >= len(kept["files"]))
        host.down = True
        notebook(page, "rewriting", folder="assignments")
        run_all(page)
        page.get_by_role("button", name="Save").first.wait_for(timeout=PATIENCE)


def test_the_pages_of_the_course_keep_their_own_service_worker(site, serve, browse, profile):
    scripts = """async () => (await navigator.serviceWorker.getRegistrations())
        .map((found) => new URL((found.active ?? found.installing ?? found.waiting).scriptURL)
            .pathname).sort()"""
    with (
        serve(site, compress=True) as host,
        browse(host.url + "book/welcome.html", folder=profile) as page,  # the root redirects
    ):
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        for _ in range(2):  # JupyterLite looks for others at every start
            notebook(page, "04-rewriting")
            page.wait_for_timeout(2000)
            assert page.evaluate(scripts) == ["/lite/service-worker.js", "/sw.js"]


def test_every_chapter_leads_to_its_notebook(site):
    for name in CHAPTERS:
        text = (site / "chapters" / f"{name}.html").read_text(encoding="utf-8")
        link = re.search(r'<a href="([^"]+)">Open the whole notebook</a>', text)
        assert link, name
        path = link[1].partition("?path=")
        assert (site / "chapters" / path[0]).resolve().is_file(), link[1]
        assert (site / "lite" / "files" / path[2]).is_file(), link[1]
