"""Our plain notebooks as nbformat's nodes, which nbgrader works on."""

from typing import Any

import nbformat

from blameaware.grading.notebooks import Notebook


def as_node(notebook: Notebook) -> Any:  # noqa: ANN401  nbformat has no types
    """Return a plain notebook as an nbformat node."""
    make: Any = nbformat.from_dict
    return make(notebook)
