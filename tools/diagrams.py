"""A diagram that is too wide for a phone gets a second drawing, which is tall.

The drawings are in a folder "narrow" beside the diagrams, under the same names. They hold lines and
words only: title and description are those of the wide one. The style sheet shows one of the two.
"""

import re
from pathlib import Path
from typing import Any

from docutils import nodes

DIAGRAM = re.compile(r'<svg class="ba-diagram"')
TOLD = re.compile(r"<title id=.*</desc>", re.DOTALL)
LABELS = re.compile(r' role="img" aria-labelledby="[^"]+"')
ID = re.compile(r'\bid="([^"]+)"')


def with_narrow(wide: str, narrow: str) -> str:
    """Return both drawings as HTML, each with the title and the description of the wide one.

    Raises ValueError if the wide one lacks them.
    """
    told, labels = TOLD.search(wide), LABELS.search(wide)
    if told is None or labels is None:
        raise ValueError("A diagram needs a title, a description, and a label that names both.")
    head, rest = narrow.split(">", 1)
    opening = head.replace("<svg ", f'<svg class="ba-diagram ba-narrow"{labels.group()} ', 1)
    again = f"{opening}>\n  {told.group()}{rest}"
    for name in ID.findall(told.group()):
        again = again.replace(name, f"{name}-narrow")  # an id may stand in a page once
    return DIAGRAM.sub('<svg class="ba-diagram ba-wide"', wide, count=1) + again


def add_narrow(app: Any, doctree: nodes.document) -> None:  # noqa: ANN401  Sphinx's application
    """When a page has been read: put the tall drawing beside each wide one that has one."""
    del app
    for raw in doctree.findall(nodes.raw):
        if "source" not in raw or not DIAGRAM.search(raw.astext()):
            continue
        place = Path(raw["source"]).resolve()
        narrow = place.parent / "narrow" / place.name
        if narrow.is_file():
            both = with_narrow(raw.astext(), narrow.read_text(encoding="utf-8"))
            raw.children = [nodes.Text(both)]


def setup(app: Any) -> dict[str, Any]:  # noqa: ANN401  Sphinx's application
    """Take part in the build."""
    app.connect("doctree-read", add_narrow)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
