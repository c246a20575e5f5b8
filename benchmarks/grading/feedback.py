"""How many feedback pages a second: `python benchmarks/grading/feedback.py --size 600`."""

import argparse
import json
import os
import tempfile
from pathlib import Path

from make_class import copy_course, make_class
from run import ASSIGNMENT, OUR_CONFIG, measured

from blameaware.grading.course import find_course
from blameaware.grading.key import load_key


def main() -> None:
    """Grade a class, write its pages, and print what the second took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=600, help="learners")
    size = parser.parse_args().size
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    source = find_course(Path(__file__).parent)
    with tempfile.TemporaryDirectory() as folder:
        course = copy_course(source, Path(folder), OUR_CONFIG)
        make_class(course, load_key(source.key(ASSIGNMENT)), size)
        measured(["blameaware", "grade", ASSIGNMENT], course.root, size)
        figure = measured(["blameaware", "feedback", ASSIGNMENT], course.root, size)
    figures = {
        **figure._asdict(),
        "pages a second": round(size / figure.wall, 1),
        "pages a CPU second": round(size / figure.cpu, 1),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
