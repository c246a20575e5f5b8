"""The page that learners get back: self-contained, without scripts or keys, the same both ways."""

import json
import re

import pytest
from courses import REPOSITORY, change, hand_in
from made_answers import answers_file, perfect

from blameaware.bank.shape import plain
from blameaware.cli import main
from blameaware.grading.feedback import pages_of
from blameaware.grading.feedback_page import feedback_page
from blameaware.grading.grade_run import run_of
from blameaware.grading.key import load_key
from blameaware.grading.nbgrader_apps import generate_feedback
from blameaware.grading.results import Result
from blameaware.grading.score import score

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)> <svg onload="x"> '
    "[a](javascript:alert(1)) $x$ \x1b[31m \u202eevil\u2066 {{ 7*7 }} &lt; </p></main>"
)


@pytest.fixture(scope="module")
def marked(shared_course, key):
    answers = perfect(key)
    answers["rewriting/r1"]["value"] = HOSTILE
    answers["rewriting/q1"]["value"] = ["a"]
    hand_in(shared_course, "mallory", answers_file(answers))
    hand_in(shared_course, "zoe", answers_file({}))
    run_of(shared_course, "rewriting").grade()
    remark = "update comment set manual_comment = 'Well seen. <b>Go on.</b>'"
    change(shared_course, remark)
    assert main(["feedback", "rewriting", "--course", str(shared_course.root)]) == 0
    return shared_course


def page(course, learner):
    return (course.feedback / learner / "rewriting" / "rewriting.html").read_text()


def test_nothing_of_a_learner_is_markup(marked):
    html = page(marked, "mallory")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    tags = set(re.findall(r"<([a-zA-Z]+)", html))
    assert not tags & {"script", "img", "svg", "a", "iframe", "link", "object", "form"}
    assert not re.search(r"<[^>]+\son\w+=", html)
    assert "\u202e" not in html
    assert "[U+202E]" in html
    assert "\x1b" not in html


def test_it_needs_no_other_file_or_site(marked):
    html = page(marked, "zoe")
    assert not re.search(r"(?i)https?:|src=|@import|url\(", html)
    assert "default-src 'none'" in html


def test_it_tells_points_answer_reasons_and_what_to_read_again(marked, key):
    html = page(marked, "mallory")
    assert "of 20 points" in html
    chosen = key.items[0].item.options[0]
    assert chosen.text in html
    assert chosen.feedback.replace("“", "“") in html
    assert "Chapter 4: Rewriting" in html


def test_it_shows_the_word_of_a_person_as_text(marked):
    assert "Well seen. &lt;b&gt;Go on.&lt;/b&gt;" in page(marked, "zoe")


def test_it_holds_no_key(marked, key):
    html = page(marked, "zoe")
    for entry in key.items:
        secrets = json.dumps(plain(entry.item), ensure_ascii=False)
        texts = set(re.findall(r'"([^"]{25,})"', secrets))
        public = json.dumps(plain(entry.item, public=True), ensure_ascii=False)
        assert not [text for text in texts if text not in public and text in html]


def test_what_was_missed_is_counted_and_not_named():
    key = load_key(REPOSITORY.key("hearing-blame"))
    answers = perfect(key)
    answers["hearing-blame/s1"]["value"] = []
    pairs = answers["hearing-blame/m1"]["value"]
    answers["hearing-blame/m1"]["value"] = {**pairs, "a": pairs["b"], "b": pairs["a"]}
    html = feedback_page(key, score(key, answers), Result("zoe"))
    items = {entry.name: entry.item for entry in key.items}
    assert "2 more places blame" in html
    assert not any(place.why in html for place in items["s1"].blames)
    missed, kept = items["m1"].pairs[0], items["m1"].pairs[2]
    assert missed.feedback not in html
    assert kept.feedback in html


def test_nbgrader_writes_the_same_pages(marked):
    ours = {learner: page(marked, learner) for learner in ("mallory", "zoe")}
    generate_feedback(marked.root, "rewriting")
    assert {learner: page(marked, learner) for learner in ours} == ours


def test_a_second_run_writes_nothing(marked):
    with pages_of(marked, "rewriting") as pages:
        assert list(pages.write(["mallory", "zoe"])) == []
