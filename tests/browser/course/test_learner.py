"""A learner's way through the built course: rewrite, reload, hand in, get marks."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.browser
CHAPTER = "chapters/04-rewriting.html"
STILL_BLAMES = (
    "On Friday night the checkout went down because Marco skipped the canary stage again."
)
BLAMELESS = (
    "On Friday night at 21:14 a push skipped the canary stage and the checkout went down. "
    "That week the 'skip canary' box was ticked by default."
)


def first_card(page):
    card = page.locator(".live-widget").first
    card.get_by_label("Your rewrite").wait_for()
    return card


def check(card, text):
    card.get_by_label("Your rewrite").fill(text)
    card.get_by_role("button", name="Check my rewrite").click()


def test_a_rewrite_is_answered_kept_and_answered_again(course, serve, browse, profile, until_kept):
    with serve(course) as site, browse(site.url + CHAPTER, folder=profile) as page:
        card = first_card(page)
        check(card, STILL_BLAMES)
        card.locator("mark").first.wait_for(timeout=60_000)
        assert "Marco" in " ".join(card.locator("mark").all_inner_texts())
        check(card, BLAMELESS)
        card.locator(".ba-kept").nth(2).wait_for(timeout=60_000)
        until_kept(page, BLAMELESS)
        page.reload()
        card = first_card(page)
        page.wait_for_function(
            "text => document.querySelector('.live-widget textarea').value === text", arg=BLAMELESS
        )
        assert not page.heard.errors


SAID = """() => [...document.querySelector('.live-widget')
    .querySelectorAll('[aria-live], [role=status]')]
    .map((place) => place.innerText).join(' ').trim()"""


@pytest.mark.parametrize(
    "text",
    ["", "x" * 100_000, "😀" * 50, "مرحبا بالعالم " * 20, "<script>alert(1)</script><b>x"],
    ids=["empty", "huge", "emoji", "right-to-left", "html"],
)
def test_a_strange_rewrite_gets_words_and_is_not_lost(course, serve, browse, text):
    with serve(course) as site, browse(site.url + CHAPTER) as page:
        card = first_card(page)
        check(card, text)
        page.wait_for_function(f"() => ({SAID})().length > 20", timeout=60_000)
        assert "Traceback" not in page.evaluate(SAID)
        assert card.get_by_label("Your rewrite").input_value() == text
        assert not page.heard.errors


def test_the_page_reads_well_without_javascript(course, serve, browse):
    with serve(course) as site, browse(site.url + CHAPTER, java_script_enabled=False) as page:
        text = page.inner_text("article")
        assert "Marco took the checkout down" in text
        assert "checkout down" in text
        answer = page.locator("details", has_text="canary").first
        assert answer.locator("summary").is_visible()


@pytest.fixture
def teaching(tmp_path):
    """A course folder of an instructor, as nbgrader wants it."""
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return tmp_path


def blameaware(folder, *words):
    done = subprocess.run(
        [sys.executable, "-m", "blameaware.cli", *words],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_assignment_done_in_the_book_goes_in_and_is_marked(
    course, serve, browse, profile, tmp_path, teaching
):
    with (
        serve(course) as site,
        browse(
            site.url + "book/assignments/rewriting.html", folder=profile, accept_downloads=True
        ) as page,
    ):
        cards = page.locator(".live-widget")
        cards.first.wait_for()
        choices = cards.nth(0).get_by_role("radio")
        choices.first.wait_for()
        cards.nth(0).locator("label", has_text="Until 09:40 on Monday").click()
        cards.nth(0).get_by_role("button", name="Save").click()
        field = cards.nth(5).get_by_label("Your rewrite")
        field.fill("The release went out at 14:05 and 300 orders were charged twice.")
        cards.nth(5).get_by_role("button", name="Save").click()
        cards.nth(5).get_by_text("Saved").first.wait_for(timeout=60_000)
        mine = cards.last
        mine.get_by_label("name", exact=False).fill("hana")
        with page.expect_download(timeout=60_000) as download:
            mine.get_by_role("button", name="Download my answers").click()
        answers = tmp_path / download.value.suggested_filename
        download.value.save_as(answers)
    assert set(json.loads(answers.read_text())["answers"]) == {"rewriting/q1", "rewriting/r1"}
    assert "accepted" in blameaware(teaching, "intake", str(answers))
    blameaware(teaching, "grade", "rewriting")
    with Gradebook(f"sqlite:///{teaching / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission("rewriting", "hana")
        assert 2 <= submission.score < submission.max_score
