"""Release, fetch, hand in, collect, mark and give back, with real users of the system.

An instructor and three learners; one of them tries to hand in as another. Skipped where this
process may not make users, or where they cannot run Python.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from any_user import packages, python_for_all
from courses import REPOSITORY, marks_in
from made_answers import answers_file, perfect

from blameaware.grading.course import CONFIG, Course

INSTRUCTOR, HONEST, OTHER, THIEF = "ba-instructor", "ba-ana", "ba-ben", "ba-mallory"
USERS = (INSTRUCTOR, HONEST, OTHER, THIEF)
pytestmark = pytest.mark.skipif(
    os.getuid() != 0 or not (shutil.which("useradd") and shutil.which("runuser")),
    reason="only root can make users for this test",
)


@pytest.fixture(scope="module")
def room():
    """Users, their homes, an exchange, and the instructor's course; all gone afterwards."""
    python = python_for_all("nbgrader", "blameaware")
    if not python:
        pytest.skip("other users cannot run this Python")
    root = Path(tempfile.mkdtemp(prefix="room-"))
    root.chmod(0o755)
    try:
        for user in USERS:
            subprocess.run(["useradd", "-M", "-d", str(root / user), user], check=True)
            (root / user).mkdir(mode=0o700)
            shutil.chown(root / user, user, user)
        (root / "exchange").mkdir()
        (root / "exchange").chmod(0o777)
        yield Room(root, python)
    finally:
        for user in USERS:
            subprocess.run(["userdel", user], check=False, capture_output=True)
        shutil.rmtree(root)


class Room:
    """The machine of a class."""

    def __init__(self, root: Path, python: str) -> None:
        self.root, self.python = root, python
        course = root / INSTRUCTOR / "course"
        course.mkdir()
        shutil.copy(REPOSITORY.root / CONFIG, course)
        shutil.copytree(REPOSITORY.solutions / "rewriting", course / "solutions" / "rewriting")
        self.course = Course(course)
        self.own(INSTRUCTOR)

    def own(self, user: str) -> None:
        """Give everything in a user's home to that user."""
        for path in (self.root / user).rglob("*"):
            shutil.chown(path, user, user)

    def run(self, user: str, *words: str, folder: Path | None = None) -> str:
        """Run one of nbgrader's commands as a user; return what it said."""
        home = self.root / user
        environment = {**packages(), "HOME": str(home), "USER": user}
        done = subprocess.run(
            [
                *("runuser", "-u", user, "--", self.python, "-m", "nbgrader", *words),
                "--CourseDirectory.course_id=blameaware",
                f"--Exchange.root={self.root / 'exchange'}",
            ],
            cwd=folder or home,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{user}: nbgrader {' '.join(words)}\n{done.stderr[-2500:]}"
        return done.stderr

    def teach(self, *words: str) -> str:
        """Run a command as the instructor, in the course."""
        return self.run(INSTRUCTOR, *words, folder=self.course.root)

    def answer(self, user: str, text: str) -> None:
        """Let a learner answer in the folder that was fetched."""
        (self.root / user / "rewriting" / "answers.json").write_text(text)
        self.own(user)


def test_a_class_from_release_to_feedback(room, key):
    room.teach("generate_assignment", "rewriting")
    room.teach("release_assignment", "rewriting")
    for learner in (HONEST, OTHER, THIEF):
        room.run(learner, "fetch_assignment", "rewriting")
    assert {p.name for p in (room.root / HONEST / "rewriting").iterdir()} == {"rewriting.ipynb"}
    room.answer(HONEST, answers_file(perfect(key)))
    room.answer(OTHER, answers_file({}))
    for learner in (HONEST, OTHER):
        room.run(learner, "submit", "rewriting")
    room.answer(THIEF, answers_file({"rewriting/q1": {"kind": "choose", "value": ["a"]}}))
    room.run(THIEF, "submit", "rewriting", f"--student={HONEST}")
    said = room.teach("collect", "rewriting")
    assert f"belongs to “{THIEF}”" in said
    room.teach("autograde", "rewriting")
    marks = marks_in(room.course)
    assert {who: sum(items.values()) for who, items in marks.items()} == {HONEST: 20, OTHER: 0}
    room.teach("generate_feedback", "rewriting")
    room.teach("release_feedback", "rewriting")
    room.run(HONEST, "fetch_feedback", "rewriting")
    [page] = (room.root / HONEST / "rewriting" / "feedback").rglob("*.html")
    assert "<strong>20</strong> of 20 points" in page.read_text()
    assert pwd.getpwuid(page.stat().st_uid).pw_name == HONEST
