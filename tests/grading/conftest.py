"""A course to grade in: made once with its gradebook, copied for each test module that asks."""

import shutil
import sys
from pathlib import Path

import pytest

from blameaware.grading.course import CONFIG, Course
from blameaware.grading.ensure import ensure_assignment
from blameaware.grading.key import Key, load_key
from blameaware.grading.nbgrader_apps import open_course

sys.path.insert(0, str(Path(__file__).parent / "support"))

import hostile_archives  # noqa: F401  it adds its cases to the others
from courses import REPOSITORY, fresh_course


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """A course with our assignments and a gradebook that knows "rewriting"."""
    root = tmp_path_factory.mktemp("template")
    shutil.copy(REPOSITORY.root / CONFIG, root)
    shutil.copytree(REPOSITORY.solutions, root / "solutions")
    course = Course(root)
    for name in course.assignments():
        directory = open_course(root, name).directory
        ensure_assignment(directory, load_key(course.key(name)))
    return root


@pytest.fixture
def course(template, tmp_path) -> Course:
    return fresh_course(template, tmp_path / "course")


@pytest.fixture(scope="module")
def shared_course(template, tmp_path_factory) -> Course:
    return fresh_course(template, tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def key() -> Key:
    return load_key(REPOSITORY.key("rewriting"))
