"""Intake knows the usual layouts, keeps what came, and says whenever two sources differ."""

import json
import os
import zipfile
from datetime import UTC, datetime

import pytest
from made_answers import answers_file, perfect

from blameaware.cli import main
from blameaware.grading.intake import Intake
from blameaware.grading.layouts import claim_of, learner_id

Q1 = "rewriting/q1"
GOOD = {Q1: {"kind": "choose", "value": ["c"]}}
OTHER = {Q1: {"kind": "choose", "value": ["a"]}}

LAYOUTS = {
    "a folder by learner": ("class/zoe/answers.json", "zoe"),
    "a file by learner": ("class/zoe-answers.json", "zoe"),
    "a file by learner, downloaded twice": ("class/zoe_answers (1).json", "zoe"),
    "nbgrader's submitted": ("submitted/zoe/rewriting/answers.json", "zoe"),
    "nbgrader's exchange": ("zoe+rewriting+2026-10-02 10:00:00 UTC+x/answers.json", "zoe"),
    "Moodle, with folders": ("Zoë Li_123_assignsubmission_file_/my answers.json", "Zoë-Li-123"),
    "Moodle, without": ("Zoë Li_123_assignsubmission_file_answers.json", "Zoë-Li-123"),
    "Canvas": ("lizoe_4711_90210_answers.json", "lizoe-4711"),
    "Canvas, late": ("lizoe_LATE_4711_90210_answers-1.json", "lizoe-4711"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_layout_tells_whose_it_is(layout, packed, course, tmp_path):
    path, learner = LAYOUTS[layout]
    handed = tmp_path / "handed"
    place = handed / path
    place.parent.mkdir(parents=True)
    place.write_text(answers_file(GOOD))
    if packed:
        archive = tmp_path / "download.zip"
        with zipfile.ZipFile(archive, "w") as out:
            out.write(place, path)
        handed = archive
    outcomes = list(Intake(course).take(handed))
    assert [(o.learner, o.assignments) for o in outcomes] == [(learner, ("rewriting",))]
    assert (course.submitted / learner / "rewriting" / "answers.json").is_file()


def test_an_archive_of_each_learner_inside_the_archive_of_the_class(course, tmp_path):
    class_folder = tmp_path / "class"
    class_folder.mkdir()
    for name in ("zoe", "abe"):
        with zipfile.ZipFile(class_folder / f"{name}.zip", "w") as out:
            out.writestr("rewriting/answers.json", answers_file(GOOD))
    learners = {o.learner for o in Intake(course).take(class_folder)}
    assert learners == {"abe", "zoe"}


def browser_file(folder, text, name="answers.json"):
    path = folder / name
    path.write_text(text)
    return path


def take(course, path, **settings):
    [outcome] = Intake(course, **settings).take(path)
    return outcome


def answers_in(course, learner, assignment="rewriting"):
    path = course.submitted / learner / assignment / "answers.json"
    return json.loads(path.read_text())["answers"]


def test_one_file_of_the_browser_goes_to_each_assignment(course, key, tmp_path):
    answers = {
        **perfect(key),
        "hearing-blame/c1": {"kind": "choose", "value": ["c"]},
        "rw-practice": {"kind": "rewrite", "value": "Only practice."},
        "pulse:03": {"kind": "pulse", "value": {"a": 1}, "seconds": 7},
    }
    outcome = take(course, browser_file(tmp_path, answers_file(answers, "zoe")))
    assert outcome.status == "accepted"
    assert set(outcome.assignments) == {"hearing-blame", "rewriting"}
    assert set(answers_in(course, "zoe")) == set(perfect(key))
    assert set(answers_in(course, "zoe", "hearing-blame")) == {"hearing-blame/c1"}


def test_the_original_is_kept_byte_for_byte(course, tmp_path):
    path = browser_file(tmp_path, "\ufeff" + answers_file(GOOD, "zoe") + "\n\n")
    take(course, path)
    [kept] = course.inbox.glob("zoe/*/original-0.json")
    assert kept.read_bytes() == path.read_bytes()


def stamps(course):
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in course.root.rglob("*")
        if path.is_file()
    }


def test_the_same_file_again_changes_nothing(course, tmp_path):
    path = browser_file(tmp_path, answers_file(GOOD, "zoe"))
    take(course, path)
    before = stamps(course)
    assert take(course, path).status == "already in"
    assert stamps(course) == before


def test_a_second_submission_counts_and_the_first_is_kept(course, tmp_path):
    first = browser_file(tmp_path, answers_file(OTHER, "zoe"), "first.json")
    second = browser_file(tmp_path, answers_file(GOOD, "zoe"), "second.json")
    os.utime(first, (1_700_000_000, 1_700_000_000))
    take(course, first)
    take(course, second)
    assert answers_in(course, "zoe")[Q1]["value"] == ["c"]
    assert len(list(course.inbox.glob("zoe/*/original-0.json"))) == 2


def test_an_older_submission_that_comes_later_is_kept_and_does_not_count(course, tmp_path):
    late = browser_file(tmp_path, answers_file(GOOD, "zoe"), "late.json")
    early = browser_file(tmp_path, answers_file(OTHER, "zoe"), "early.json")
    os.utime(early, (1_700_000_000, 1_700_000_000))
    take(course, late)
    outcome = take(course, early)
    assert "a later one is in already" in " ".join(outcome.notes)
    assert answers_in(course, "zoe")[Q1]["value"] == ["c"]


def test_a_time_can_be_given(course, tmp_path):
    moment = datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
    take(course, browser_file(tmp_path, answers_file(GOOD, "zoe")), received=moment)
    stamp = (course.submitted / "zoe" / "rewriting" / "timestamp.txt").read_text()
    assert stamp == "2026-10-01 08:30:00.000000 UTC\n"


def test_a_file_without_a_name_asks_for_one(course, tmp_path):
    path = browser_file(tmp_path, answers_file(GOOD), "blameaware-answers (2).json")
    outcome = take(course, path)
    assert (outcome.status, "--learner" in outcome.notes[0]) == ("refused", True)
    assert take(course, path, learner="zoe").status == "accepted"


def test_a_system_s_word_counts_more_than_the_file_s_and_it_is_said(course, tmp_path):
    folder = tmp_path / "moodle" / "Zoë Li_123_assignsubmission_file_"
    folder.mkdir(parents=True)
    browser_file(folder, answers_file(GOOD, "abe"))
    outcome = take(course, tmp_path / "moodle")
    assert outcome.learner == "Zoë-Li-123"
    assert "the file says “abe”" in outcome.notes[0]


def test_a_file_named_after_another_learner_of_the_class_is_refused(course, tmp_path):
    take(course, browser_file(tmp_path, answers_file(GOOD, "abe")))
    outcome = take(course, browser_file(tmp_path, answers_file(OTHER, "zoe"), "abe.json"))
    assert outcome.status == "refused"
    assert "--learner" in outcome.notes[0]
    assert answers_in(course, "abe")[Q1]["value"] == ["c"]


def test_the_command_says_what_became_of_each_file(course, tmp_path, capsys):
    good = browser_file(tmp_path, answers_file(GOOD, "zoe"), "zoe.json")
    bad = browser_file(tmp_path, "{", "abe.json")
    assert main(["intake", str(good), str(bad), "--course", str(course.root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("accepted: ")
    assert lines[1].startswith("refused: ")
    assert lines[2] == "Taken in: 1 accepted, 1 refused."


def test_a_file_that_is_not_there_is_said(course, capsys):
    assert main(["intake", "nothing.json", "--course", str(course.root)]) == 2
    assert "nothing.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë Li", "Zoë-Li"),
        ("../../etc", "etc"),
        ("a*b?[c]", "a-b-c"),
        ("...", ""),
        ("", ""),
        ("x" * 500, "x" * 64),
        ("李 雷", "李-雷"),
        ("a\u202eb", "a-b"),
        ("zoe@example.org", "zoe@example.org"),
    ],
)
def test_a_name_becomes_safe_for_folders_and_globs(text, expected):
    assert learner_id(text) == expected


@pytest.mark.parametrize(
    ("name", "learner"),
    [
        ("answers.json", ""),
        ("answers-rewriting.json", ""),
        ("answers-rewriting (3).json", ""),
        ("my answers.json", ""),
        ("answers-zoe.json", "zoe"),
        ("zoe.json", "zoe"),
    ],
)
def test_a_file_that_the_browser_named_names_nobody(name, learner):
    assert claim_of((), (name,), {"rewriting"}).learner == learner


def test_names_above_the_folder_handed_over_do_not_name_a_learner():
    assert claim_of(("home", "instructor"), ("answers.json",), {"rewriting"}).learner == ""
