"""Pages of the book that are made from data: nothing in them is written twice.

As a Sphinx extension it writes them before the book is read; as a script it only writes them.
The pages are not in git. A page is left alone where its text has not changed, so that Sphinx does
not read it again.
"""

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def pages() -> dict[str, str]:
    """Return the text of every generated page by its path below the book's root."""
    import assignment_pages  # noqa: PLC0415  only needed when pages are made
    import coverage_page  # noqa: PLC0415  only needed when pages are made

    from blameaware.bank.load import ASSIGNMENTS  # noqa: PLC0415  the same
    from blameaware.language import catalog  # noqa: PLC0415  the same
    from blameaware.workshop import book_pages as facilitator  # noqa: PLC0415  the same

    return {
        "book/patterns.md": catalog.render(),
        "book/coverage.md": coverage_page.page(ROOT),
        **facilitator.pages(ROOT),
        **assignment_pages.pages(ASSIGNMENTS, ROOT / "solutions"),
    }


def write_pages() -> None:
    """Write the pages that have changed."""
    for name, text in pages().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            fresh = path.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path)


def setup(app: Any) -> dict[str, Any]:  # noqa: ANN401  Sphinx's application; nothing of it is used
    """Write the pages as soon as Sphinx loads its extensions."""
    del app
    # Answers that somebody gave in JupyterLab, beside the chapters, must not get into the book.
    os.environ["BLAMEAWARE_ANSWERS"] = "off"
    sys.path.insert(0, str(Path(__file__).parent))
    write_pages()
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    write_pages()
