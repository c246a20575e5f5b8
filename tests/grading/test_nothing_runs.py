"""Nothing of a learner's is executed, whatever is handed in and whichever way it is graded.

The proof is a tripwire that the interpreter itself reports to (see tripwire/sitecustomize.py), in
every process of the commands: what was started, executed, compiled or imported.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from courses import marks_in
from hostile import CASES, PAYLOAD
from made_answers import answers_file, perfect

TRIPWIRE = Path(__file__).parent / "tripwire"
FEEDBACK = (
    ["blameaware", "feedback", "rewriting"],
    ["nbgrader", "generate_feedback", "rewriting"],
    ["blameaware", "report", "rewriting"],
    ["blameaware", "marks", "rewriting", "--waiting"],
)
COMMANDS = Path(sys.executable).parent


def watched(words, course, log):
    """Run a command with the tripwire armed; return the lines that it wrote."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(TRIPWIRE),
        "TRIPWIRE": str(log),
        "TRIPWIRE_COURSE": str(course.root / "submitted"),
        "TRIPPED": str(log.with_name("tripped")),
        "PATH": os.pathsep.join([str(COMMANDS), os.environ["PATH"]]),
    }
    done = subprocess.run(
        words, cwd=course.root, env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    return log.read_text().splitlines() if log.exists() else []


def foreign(lines):
    """Return what is not nbgrader's own: it starts `alembic` for a new gradebook."""
    return [line for line in lines if "alembic" not in line and "ctypes.dlopen" not in line]


def by_hand(course, key, folder):
    """Put every folder of a hostile learner straight into submitted/, and two good learners."""
    for name, case in CASES.items():
        place = folder / name
        place.mkdir()
        handed = case.make(place)
        made = handed / "mallory" / "rewriting"
        if made.is_dir() and not made.is_symlink():
            target = course.submitted / f"mallory-{name.replace('_', '-')}"
            target.mkdir(parents=True)
            made.rename(target / "rewriting")
    for learner, answers in (("zoe", perfect(key)), ("abe", {})):
        place = course.submitted / learner / "rewriting"
        place.mkdir(parents=True)
        (place / "answers.json").write_text(answers_file(answers))
        (place / "rewriting.ipynb").write_text("{}")


def test_the_tripwire_trips(course, tmp_path):
    (course.submitted / "mallory").mkdir(parents=True)
    (course.submitted / "mallory" / "evil.py").write_text(PAYLOAD)
    log = tmp_path / "log"
    start = "import runpy, subprocess; subprocess.run(['true']); runpy.run_path('submitted/{}')"
    lines = watched([sys.executable, "-c", start.format("mallory/evil.py")], course, log)
    assert [line.split()[0] for line in lines if "dlopen" not in line] >= ["compile", "exec"]
    assert any(line.startswith("subprocess.Popen") for line in lines)
    assert log.with_name("tripped").exists()


@pytest.mark.parametrize(
    "way", [["blameaware", "grade", "rewriting"], ["nbgrader", "autograde", "rewriting"]]
)
def test_nothing_runs_and_the_class_is_graded(way, course, key, tmp_path):
    (tmp_path / "made").mkdir()
    by_hand(course, key, tmp_path / "made")
    learners = {path.name for path in course.submitted.iterdir()}
    log = tmp_path / "log"
    lines = watched(way, course, log)
    assert foreign(lines) == []
    assert not log.with_name("tripped").exists()
    marks = marks_in(course)
    assert marks["zoe"] == {entry.name: entry.points for entry in key.items}
    assert set(marks["abe"].values()) == {0}
    # Then everybody gets a page, by us and by nbgrader, and nothing runs there either.
    for words in FEEDBACK:
        assert foreign(watched(words, course, log)) == []
        assert not log.with_name("tripped").exists()
    assert (course.feedback / "zoe" / "rewriting" / "rewriting.html").is_file()
    # nbgrader looks only at folders that have a notebook.
    seen = learners if way[0] == "blameaware" else {"zoe", "abe", "mallory-cells-added"}
    assert seen <= set(marks)


def test_nothing_runs_during_intake(course, tmp_path):
    (tmp_path / "made").mkdir()
    paths = []
    for name, case in CASES.items():
        place = tmp_path / "made" / name
        place.mkdir()
        paths.append(str(case.make(place)))
    log = tmp_path / "log"
    lines = watched(["blameaware", "intake", *paths], course, log)
    assert foreign(lines) == []
    assert not log.with_name("tripped").exists()
