"""Make a notebook with outputs of every chapter, for nbval to run again and compare.

Usage: chapter_notebooks.py FOLDER
"""

import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Execute each chapter in its own kernel, in FOLDER, and write the notebook there."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.ipynb"):
        old.unlink()
    for chapter in sorted((ROOT / "chapters").glob("*.md")):
        notebook = jupytext.read(chapter)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
        nbformat.write(notebook, folder / f"{chapter.stem}.ipynb")
        print(f"made {chapter.stem}.ipynb")
    return 0


if __name__ == "__main__":
    sys.exit(main())
