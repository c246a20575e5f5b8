"""`nbgrader collect` takes a submission only from its owner, and never through a link."""

import os
import pwd

import pytest
from courses import fresh_course
from made_answers import answers_file
from nbgrader.apps.collectapp import CollectApp

GOOD = {"rewriting/q1": {"kind": "choose", "value": ["c"]}}
ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def collected(template, tmp_path, monkeypatch):
    """A course and what nbgrader collects in it, after three users have handed in."""
    course = fresh_course(template, tmp_path / "course")
    exchange = tmp_path / "exchange"
    inbound = exchange / "blameaware" / "inbound"
    inbound.mkdir(parents=True)
    for learner in (ME, "victim"):
        folder = inbound / f"{learner}+rewriting+2026-10-02 10:00:00 UTC+x1"
        folder.mkdir()
        (folder / "answers.json").write_text(answers_file(GOOD))
        (folder / "secret").symlink_to("/etc/passwd")
    # Later than the owner's, so that it would take its place.
    (inbound / "victim+rewriting+2026-10-03 10:00:00 UTC+x3").mkdir()
    (inbound / "odd+rewriting+whenever").mkdir()
    secret = tmp_path / "gradebook-of-the-instructor"
    secret.mkdir()
    (inbound / "linked+rewriting+2026-10-02 10:00:00 UTC+x2").symlink_to(secret)
    monkeypatch.chdir(course.root)
    app = CollectApp()
    words = ["rewriting", f"--Exchange.root={exchange}", "--Exchange.assignment_dir=."]
    app.initialize(words)
    app.start()
    app.clear_instance()
    return course


def test_only_the_owner_s_submission_is_collected(collected):
    assert [path.name for path in collected.submitted.iterdir()] == [ME]
    names = {path.name for path in (collected.submitted / ME / "rewriting").iterdir()}
    assert names == {"rewriting.ipynb", "answers.json", "timestamp.txt"}


def test_the_time_of_the_exchange_counts(collected):
    stamp = (collected.submitted / ME / "rewriting" / "timestamp.txt").read_text()
    assert stamp.startswith("2026-10-02 10:00:00")
