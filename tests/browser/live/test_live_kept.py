"""Answers are kept: across reloads, in two tabs, as a file; and forgotten when asked."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
BROWSER = Path(__file__).parents[3] / "src" / "blameaware" / "live" / "browser"


def ready(page) -> None:
    page.locator("html[data-live=ready]").wait_for(state="attached", timeout=20_000)


@pytest.fixture
def answer(until_kept):
    def give(page, name: str, text: str) -> None:
        page.fill(f".tides-{name}", text)
        page.press(f".tides-{name}", "Tab")
        until_kept(page, text)

    return give


def test_two_tabs_that_answer_different_items_both_keep_theirs(second_book, serve, browse, answer):
    with serve(second_book) as site, browse(site.url + "parts/answers.html") as first:
        ready(first)
        second = first.context.new_page()
        second.goto(site.url + "parts/answers.html")
        ready(second)
        answer(first, "a", "from the first")
        answer(second, "b", "from the second")
        answer(first, "a", "from the first, again")
        for page in (first, second):
            page.reload()
            ready(page)
            assert page.input_value(".tides-a") == "from the first, again"
            assert page.input_value(".tides-b") == "from the second"


def test_of_two_answers_to_the_same_item_the_later_wins_and_the_other_tab_says_so(
    second_book, serve, browse, answer
):
    with serve(second_book) as site, browse(site.url + "parts/answers.html") as first:
        ready(first)
        second = first.context.new_page()
        second.goto(site.url + "parts/answers.html")
        ready(second)
        answer(first, "a", "earlier")
        answer(second, "a", "later")
        first.locator(".live-said", has_text="changed in another tab").wait_for(
            state="attached", timeout=5000
        )
        first.reload()
        ready(first)
        assert first.input_value(".tides-a") == "later"


def test_a_file_made_in_python_reaches_the_reader(second_book, serve, browse, answer):
    with serve(second_book) as site:
        with browse(site.url + "parts/answers.html", accept_downloads=True) as page:
            ready(page)
            answer(page, "a", "to take away")
            files = {}
            page.on("download", lambda d: files.update({d.suggested_filename: d.path()}))
            page.click(".tides-file-a")
            deadline = time.monotonic() + 20
            while len(files) < 2 and time.monotonic() < deadline:
                page.wait_for_timeout(100)
            assert set(files) == {"mine.json", "again.json"}
            for path in files.values():
                kept = json.loads(Path(path).read_text(encoding="utf-8"))
                assert kept["a"]["value"] == "to take away"


def test_forgetting_removes_everything_in_every_tab(second_book, serve, browse, answer):
    with serve(second_book) as site, browse(site.url + "parts/answers.html") as first:
        ready(first)
        answer(first, "a", "to be forgotten")
        second = first.context.new_page()
        second.goto(site.url + "parts/answers.html")
        ready(second)
        assert second.input_value(".tides-a") == "to be forgotten"
        with first.expect_navigation():
            first.evaluate("document.dispatchEvent(new CustomEvent('live:forget'))")
        ready(first)
        second.wait_for_function("document.querySelector('.tides-a')?.value === ''", timeout=20_000)
        assert first.input_value(".tides-a") == ""
        answer(second, "b", "new")
        first.reload()
        ready(first)
        assert first.input_value(".tides-a") == ""
        assert first.input_value(".tides-b") == "new"


def test_the_merge_of_two_answer_files_is_item_by_item(serve, browse):
    """The rule itself, on files that two tabs could have written."""
    with serve(BROWSER) as site, browse(site.url + "merge.js") as page:
        merged = page.evaluate(
            """async (base) => {
              const {merge} = await import(base + 'merge.js');
              const pack = (v) => new TextEncoder().encode(JSON.stringify(v));
              const at = (n) => `2026-11-23T10:0${n}:00Z`;
              const mine = {learner: 'me',
                answers: {x: {value: 1, at: at(1)}, y: {value: 1, at: at(3)}}};
              const theirs = {answers: {x: {value: 2, at: at(2)}, y: {value: 2, at: at(2)},
                z: {value: 3, at: at(1)}}};
              const {bytes, taken} = merge(pack(mine), pack(theirs));
              return [JSON.parse(new TextDecoder().decode(bytes)), taken];
            }""",
            site.url,
        )
    kept, taken = merged
    assert {name: entry["value"] for name, entry in kept["answers"].items()} == {
        "x": 2,
        "y": 1,
        "z": 3,
    }
    assert kept["learner"] == "me"
    assert taken == ["x"]
