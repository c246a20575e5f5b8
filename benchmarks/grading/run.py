"""Plain `nbgrader autograde` against `blameaware grade`: same submissions, same marks, one run.

    python benchmarks/grading/run.py --size 600 [--plain 600] [--rounds 3] [--ours 600 10000]

Both grade on one core. `--plain N` grades only the first N submissions the plain way, which takes
a second each; times are given a submission. With `--rounds` the two take turns, and the medians of
their ratios are given: a busy machine then disturbs both alike.
"""

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from make_class import copy_course, make_class

from blameaware.grading.course import Course, find_course
from blameaware.grading.key import load_key

ASSIGNMENT = "rewriting"
PLAIN_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "blameaware"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "key.toml"]
"""
OUR_CONFIG = """
from blameaware.grading.nbgrader_setup import configure
configure(get_config())
"""


class Figure(NamedTuple):
    """What one way of grading took: wall seconds, CPU seconds, peak memory of a process in MB."""

    submissions: int
    wall: float
    cpu: float
    memory: float


def measured(command: list[str], folder: Path, submissions: int) -> Figure:
    """Run a command in a course, on one core, and return what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=_environment()
    )
    wall = time.monotonic() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure(submissions, wall, cpu, after.ru_maxrss / 1000)


def _environment() -> dict[str, str]:
    commands = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join([commands, os.environ["PATH"]])}


def plain(source: Course, scratch: Path, size: int) -> tuple[Figure, Course]:
    """Grade `size` submissions as nbgrader does by itself."""
    course = copy_course(source, scratch / "plain", PLAIN_CONFIG)
    make_class(course, load_key(source.key(ASSIGNMENT)), size)
    measured(["nbgrader", "generate_assignment", ASSIGNMENT], course.root, size)
    figure = measured(["nbgrader", "autograde", ASSIGNMENT], course.root, size)
    return figure, course


def ours(source: Course, scratch: Path, size: int) -> tuple[Figure, Course]:
    """Grade `size` submissions as we do."""
    course = copy_course(source, scratch / f"ours-{size}", OUR_CONFIG)
    make_class(course, load_key(source.key(ASSIGNMENT)), size)
    figure = measured(["blameaware", "grade", ASSIGNMENT], course.root, size)
    return figure, course


def marks(course: Course) -> dict[tuple[str, str], float]:
    """Return every automatic score in a gradebook, by learner and item."""
    query = """
        select submitted_assignment.student_id, base_cell.name, round(grade.auto_score, 6)
        from grade
        join base_cell on base_cell.id = grade.cell_id and base_cell.type = 'GradeCell'
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    """
    with sqlite3.connect(course.root / "gradebook.db") as book:
        return {(learner, item): points for learner, item, points in book.execute(query)}


def one_round(source: Course, scratch: Path, size: int, count: int) -> dict[str, Any]:
    """Grade both ways; return the figures, the ratios, and how many marks differ."""
    our_figure, our_course = ours(source, scratch, size)
    if not count:
        return {"ours": our_figure._asdict()}
    plain_figure, plain_course = plain(source, scratch, count)
    theirs, mine = marks(plain_course), marks(our_course)
    return {
        "ours": our_figure._asdict(),
        "plain": plain_figure._asdict(),
        "marks compared": len(theirs),
        "marks that differ": sum(mine[at] != points for at, points in theirs.items()),
        "times faster by the clock": (plain_figure.wall / count) / (our_figure.wall / size),
        "times less CPU": (plain_figure.cpu / count) / (our_figure.cpu / size),
    }


def main() -> None:
    """Measure, compare the marks, and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=600, help="submissions to compare")
    parser.add_argument("--plain", type=int, help="of these the plain way (default: all)")
    parser.add_argument("--rounds", type=int, default=1, help="how often to do both")
    parser.add_argument("--ours", type=int, nargs="*", default=[], help="more sizes, ours only")
    args = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    source = find_course(Path(__file__).parent)
    count = args.size if args.plain is None else args.plain
    figures: dict[str, Any] = {"rounds": []}
    for _ in range(args.rounds):
        with tempfile.TemporaryDirectory() as folder:
            found = one_round(source, Path(folder), args.size, count)
        figures["rounds"].append(found)
        print(json.dumps(found), file=sys.stderr)
    for ratio in ("times faster by the clock", "times less CPU") if count else ():
        each = [found[ratio] for found in figures["rounds"]]
        figures[f"{ratio}, median"] = round(statistics.median(each), 1)
    for size in args.ours:
        with tempfile.TemporaryDirectory() as folder:
            figures[f"ours at {size}"] = ours(source, Path(folder), size)[0]._asdict()
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
