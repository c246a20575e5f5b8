"""The configuration of nbgrader in this course: called by nbgrader_config.py at the root.

Every nbgrader command and the formgrader read it. It names the folders, keeps keys out of what is
copied, and puts our exporters and preprocessors where nbgrader would run a learner's notebook.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from blameaware.grading.nbgrader_guards import guard

COURSE_ID = "blameaware"
# nbgrader matches these against base names whenever it copies files. A key never goes anywhere,
# and no file of a source folder is ever laid over a learner's file of the same name.
NEVER_COPIED = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "key.toml",
    "key",
    "*.key.toml",
]


def configure(config: Any) -> None:  # noqa: ANN401  traitlets' Config makes its sections on the way
    """Set nbgrader up for a course of ours."""
    find_alembic()
    guard()
    course = config.CourseDirectory
    course.course_id = COURSE_ID
    course.source_directory = "solutions"
    course.release_directory = "exercises"
    course.ignore = list(NEVER_COPIED)
    _grade_without_running(config)
    _give_back_our_pages(config)
    config.ExchangeFactory.collect = "blameaware.grading.collect.CollectSafely"
    config.ZipCollectApp.extractor_plugin = "blameaware.grading.extract.ExtractSafely"


def find_alembic() -> None:
    """Put the folder of this Python's commands on PATH, where `alembic` is.

    nbgrader starts it by name the first time it uses a gradebook, and leaves a half-made one
    behind when it is not found, as happens to everybody who runs `.venv/bin/nbgrader`.
    """
    if shutil.which("alembic") is None:
        commands = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), commands])


def _grade_without_running(config: Any) -> None:  # noqa: ANN401  traitlets' Config
    autograde = config.Autograde
    autograde.pre_convert_hook = "blameaware.grading.autograde.clean_first"
    autograde.exporter_class = "blameaware.grading.autograde.FromSource"
    autograde.sanitize_preprocessors = []
    autograde.autograde_preprocessors = [
        "blameaware.grading.autograde.ScoreAnswers",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    config.AssignLatePenalties.plugin_class = "blameaware.grading.late.GentleLatePolicy"


def _give_back_our_pages(config: Any) -> None:  # noqa: ANN401  traitlets' Config
    feedback = config.GenerateFeedback
    feedback.exporter_class = "blameaware.grading.feedback_exporter.FeedbackPage"
    feedback.preprocessors = []
