"""Sphinx extension: every chapter leads to its notebook in the browser (see lite_site.py)."""

from __future__ import annotations

from typing import Any

NOTEBOOKS = {"chapters/": "chapters", "book/assignments/": "assignments"}
LINE = (
    '<p class="ba-notebook">'
    '<a href="{up}lite/notebooks/index.html?path={folder}/{name}.ipynb">Open the whole notebook</a>'
    "</p>"
)
HEADING = "</h1>"


def line(page: str) -> str | None:
    """Return the line for a page, or None for one that has no notebook."""
    for start, folder in NOTEBOOKS.items():
        if page.startswith(start):
            up = "../" * page.count("/")
            return LINE.format(up=up, folder=folder, name=page.rpartition("/")[2])
    return None


def add(app: Any, page: str, _template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401  Sphinx's objects
    """Put the line under the heading. A translated book has no notebooks of its own."""
    found = line(page)
    if doctree is None or found is None or app.config.language != "en":
        return
    context["body"] = context["body"].replace(HEADING, HEADING + found, 1)


def setup(app: Any) -> dict[str, Any]:  # noqa: ANN401  Sphinx's application
    """Register the event."""
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
