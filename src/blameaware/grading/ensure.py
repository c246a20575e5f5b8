"""Make sure that an assignment stands in the gradebook, as nbgrader's generate_assignment does."""

from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ComputeChecksums, LockCells, SaveCells

from blameaware.errors import UserError
from blameaware.grading.key import Key
from blameaware.grading.nodes import as_node
from blameaware.grading.notebooks import notebook_of


def ensure_assignment(directory: Any, key: Key) -> None:  # noqa: ANN401  a CourseDirectory
    """Write an assignment's notebook and cells into the gradebook unless they are there.

    Raises UserError when items were added or removed after submissions had been marked.
    """
    with Gradebook(directory.db_url, directory.course_id) as book:
        if _is_there(book, key):
            return
        book.update_or_create_assignment(key.name, course_id=directory.course_id)
    resources = {
        "nbgrader": {"notebook": key.name, "assignment": key.name, "db_url": directory.db_url}
    }
    notebook = as_node(notebook_of(key))
    try:
        for step in (LockCells(), ComputeChecksums(), SaveCells()):
            notebook, resources = step.preprocess(notebook, resources)
    except RuntimeError as error:
        raise UserError(
            f"{key.name}: items were added to or taken from the key after submissions had been "
            f"marked ({error}); put them back, or start a new gradebook"
        ) from error


def _is_there(book: Gradebook, key: Key) -> bool:
    """Tell whether the gradebook has this assignment with these cells and points."""
    try:
        cells = book.find_notebook(key.name, key.name).grade_cells
    except MissingEntry:
        return False
    wanted = {entry.name: entry.points for entry in key.items}
    return {cell.name: cell.max_score for cell in cells} == wanted
