"""nbgrader's configuration: every `nbgrader` command works from this folder.

What is set, and why, stands in src/blameaware/grading/nbgrader_setup.py. Your own settings go
below the call; they win.
"""

from blameaware.grading.nbgrader_setup import configure

configure(get_config())  # noqa: F821  nbgrader hands this name in
