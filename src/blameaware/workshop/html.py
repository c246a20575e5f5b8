"""HTML pages that stand alone: styles and scripts inside, nothing from other hosts."""

from html import escape
from pathlib import Path

FRONT = Path(__file__).parent / "front"
ICON = "data:,"  # no request for a favicon


def front(name: str) -> str:
    """Return the text of one of our styles or scripts."""
    return (FRONT / name).read_text(encoding="utf-8")


def page(title: str, body: str, *, styles: tuple[str, ...] = (), script: str = "") -> str:
    """Return a whole page; `styles` and `script` are names of files in front/."""
    css = "\n".join(front(name) for name in ("base.css", *styles))
    code = f"<script>\n{front(script)}</script>\n" if script else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="{ICON}">\n'
        f"<style>\n{css}</style>\n</head>\n<body>\n{body}\n{code}</body>\n</html>\n"
    )
