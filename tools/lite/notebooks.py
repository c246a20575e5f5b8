"""The notebooks of the site: chapters in plain Markdown, assignments as they are released."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from pybtex import PybtexEngine

from blameaware.workshop.cite import labels
from lite.markdown import MarkupError, Sources, plain

KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
PAPER = 'style="color:#1b1f24;background:#fff;padding:12px" '  # read as an image, in light and dark
HOW = """\
> This is the whole chapter as a notebook. Choose **Run → Run All Cells**, then work through it.
> Python runs in your browser. The first start takes a little while; the circle at the top right is
> empty when it is ready.
> Your answers are the same as on the chapter's page: what you do here, you find there.
"""
HOW_ASSIGNMENT = """\
> Choose **Run → Run All Cells**. Each answer is saved as you give it.
> When you are done, use **Download my answers** in the last cell, and hand in that file.
"""


def chapters(root: Path) -> dict[str, str]:
    """Return what the folder `chapters` holds: file name -> text. Raises MarkupError."""
    bib = root / "book" / "references.bib"
    diagrams = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((root / "book" / "assets" / "diagrams").glob("*.svg"))
    }
    files = {
        # JupyterLite hands on an image in base64, which takes no other letters
        f"diagrams/{stem}.svg": _ascii(svg.replace("<svg ", f"<svg {PAPER}", 1))
        for stem, svg in diagrams.items()
    }
    for path in sorted((root / "chapters").glob("*.md")):
        sources = Sources(labels(bib), diagrams)
        try:
            files[f"{path.stem}.ipynb"] = _chapter(path, sources, bib)
        except MarkupError as error:
            raise MarkupError(f"{path.relative_to(root)}: {error}") from error
    return files


def _ascii(svg: str) -> str:
    return svg.encode("ascii", "xmlcharrefreplace").decode()


def _chapter(path: Path, sources: Sources, bib: Path) -> str:
    book = jupytext.read(path)
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source, sources)
    first = book.cells[0]
    title, _, rest = first.source.partition("\n")
    first.source = f"{title}\n\n{HOW}\n{rest.lstrip()}"
    if sources.cited:
        text = _references(bib, sources.cited)
        book.cells.append(nbformat.v4.new_markdown_cell(f"## Sources of this chapter\n\n{text}"))
    return _written(book, path.stem)


def _references(bib: Path, keys: list[str]) -> str:
    """Return the sources as a Markdown list, in the order in which they were cited."""
    text = PybtexEngine().format_from_files(
        [str(bib)], style="unsrt", citations=keys, output_backend="markdown"
    )
    entries = re.split(r"^\\?\[\d+\\?\] ?", text, flags=re.MULTILINE)[1:]
    return "\n".join(f"- {' '.join(entry.split())}" for entry in entries)


def assignments(root: Path) -> dict[str, str]:
    """Return what the folder `exercises` holds: the released notebooks, with a word on handing in.

    The released cells stay as they are; cells are only added.
    """
    files = {}
    for path in sorted((root / "exercises").glob("*/*.ipynb")):
        book = nbformat.read(path, as_version=4)
        book.cells.insert(1, nbformat.v4.new_markdown_cell(HOW_ASSIGNMENT))
        hand_in = (
            f'from blameaware.widgets import my_answers\n\nmy_answers(assignment="{path.stem}")'
        )
        book.cells.append(nbformat.v4.new_code_cell(hand_in))
        files[f"{path.stem}.ipynb"] = _written(book, path.stem)
    return files


def _written(book: Any, name: str) -> str:  # noqa: ANN401  nbformat has no types
    book.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    book.nbformat, book.nbformat_minor = 4, 5
    for number, cell in enumerate(book.cells):
        cell.id = f"{name}-{number}"[:64]  # the same at every build
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(book) + "\n"
