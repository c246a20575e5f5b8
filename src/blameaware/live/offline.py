"""Keep a book from loading anything from other hosts: MathJax, thebe, the widgets' embed script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

MATHJAX = "live/mathjax/tex-chtml-full.js"
_MATHJAX_PARTS = ("es5/tex-chtml-full.js", "es5/output/chtml/fonts/woff-v2", "es5/input/mml")


def configure(_app: Sphinx, config: Config) -> None:
    """Set what points to other hosts by default, where the book has not set it itself."""
    config.nb_ipywidgets_js = {}
    # charts are drawn here, so it is no news that myst-nb cannot
    config.suppress_warnings = [*config.suppress_warnings, "mystnb.unknown_mime_type"]
    raw = config._raw_config  # Sphinx has no public way to ask what a book has set
    if "mathjax_path" not in raw or str(config.mathjax_path).startswith("http"):
        config.mathjax_path = MATHJAX


def drop_thebe(context: dict[str, Any]) -> None:
    """Take sphinx-thebe's scripts and styles (Google fonts, a CDN loader) from a page."""
    for kind in ("script_files", "css_files"):
        context[kind] = [entry for entry in context.get(kind, []) if not _is_thebe(entry)]


def _is_thebe(entry: Any) -> bool:
    name = str(getattr(entry, "filename", entry) or "")
    body = str(getattr(entry, "attributes", {}).get("body", ""))
    return "thebe" in name.lower() or "thebe" in body.lower()


def drop_state(context: dict[str, Any]) -> None:
    """Take the saved widget state that myst-nb puts into a page: it comes in a smaller form."""
    context["script_files"] = [
        entry
        for entry in context.get("script_files", [])
        if getattr(entry, "attributes", {}).get("type")
        != "application/vnd.jupyter.widget-state+json"
    ]


def mathjax(node_modules: Path) -> dict[str, Path]:
    """Return MathJax's files, name below `_static/live/mathjax` -> file."""
    base = node_modules / "mathjax"
    files: dict[str, Path] = {}
    for part in _MATHJAX_PARTS:
        path = base / part
        for file in [path] if path.is_file() else sorted(path.rglob("*.*")):
            files[str(file.relative_to(base / "es5"))] = file
    return files
