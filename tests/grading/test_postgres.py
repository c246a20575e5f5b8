"""The same marks in PostgreSQL as in SQLite. Skipped where there is no PostgreSQL to start."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from courses import hand_in, marks_in
from made_answers import answers_file, perfect

from blameaware.cli import main
from blameaware.grading.nbgrader_apps import open_course
from blameaware.grading.results import read_results

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
pytestmark = pytest.mark.skipif(
    not (shutil.which("initdb") and shutil.which("pg_ctl")), reason="there is no PostgreSQL here"
)
OWNER = "postgres"


def as_owner(*words):
    """Run a command as a user that PostgreSQL accepts; it refuses to run as root."""
    if os.getuid() == 0:
        words = ("runuser", "-u", OWNER, "--", *words)
    subprocess.run(words, check=True, capture_output=True, cwd="/")


@pytest.fixture
def url():
    """The address of an empty database in a cluster of its own, reached by a socket only."""
    # A socket's path may have about a hundred characters, so not under pytest's folder.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, OWNER)
    data = folder / "data"
    as_owner("initdb", "-D", str(data), "-U", "grader", "--auth=trust", "-N")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    as_owner("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    yield f"postgresql+psycopg://grader@/postgres?host={folder}"
    as_owner("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_marks_are_those_of_sqlite(course, key, url):
    hand_in(course, "zoe", answers_file(perfect(key)))
    hand_in(course, "nul", answers_file({"rewriting/r1": {"kind": "rewrite", "value": "a\0b"}}))
    hand_in(course, "emi", answers_file({}))
    words = ["grade", "rewriting", "--course", str(course.root)]
    assert main(words) == 0
    for _ in range(2):
        assert main([*words, "--db", url]) == 0
    directory = open_course(course.root, "rewriting").directory
    results = read_results(url, directory.course_id, "rewriting")
    stored = {
        learner: {name: given.auto for name, given in result.items.items()}
        for learner, result in results.items()
    }
    assert stored == marks_in(course)
    assert len(stored) == 3
