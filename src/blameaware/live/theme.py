"""Leave out of each page the theme's scripts that it has no use for (50 kB, compressed)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from blameaware.live.files import write

_SCRIPT = '<script\\b[^>]*\\bsrc="[^"]*/?{name}(?:\\?[^"]*)?"[^>]*></script>\\s*'
_SEARCH = ("searchtools.js", "language_data.js", "searchindex.js")
_COPY = ("clipboard.min.js", "copybutton.js")
_SEARCH_PAGE = "search.html"
_OWN_SELECTOR = "togglebuttonSelector = '.toggle, .admonition.dropdown'"


class _Classes(HTMLParser):
    """Collects the classes of a page's elements, one set for each element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[frozenset[str]] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs).get("class")
        if names:
            self.found.append(frozenset(names.split()))


def unused(page: str, *, live_search: bool) -> tuple[str, ...]:
    """Return the names of scripts that a page's HTML has nothing for.

    With `live_search` the theme looks for matches while a reader types, on every page.
    """
    classes = _Classes()
    classes.feed(page)
    every = frozenset().union(*classes.found)
    hidden = any(
        any(name.startswith("toggle") for name in one) or one >= {"admonition", "dropdown"}
        for one in classes.found
    )
    names: tuple[str, ...] = ()
    if not live_search:
        names += _SEARCH
    if "highlight" not in every:
        names += _COPY
    if not hidden and _OWN_SELECTOR in page:
        names += ("togglebutton.js",)
    if not any(name.startswith("sd-tab") for name in every):
        names += ("design-tabs.js",)
    return names


def without(page: str, names: tuple[str, ...]) -> str:
    """Return a page's HTML without the scripts of these names."""
    for name in names:
        page = re.sub(_SCRIPT.format(name=re.escape(name)), "", page)
    return page


def trim(outdir: Path, *, live_search: bool) -> None:
    """Trim all pages of a built book, but the one for searching."""
    for path in outdir.rglob("*.html"):
        if path.name == _SEARCH_PAGE or "_static" in path.relative_to(outdir).parts:
            continue
        page = path.read_text(encoding="utf-8")
        short = without(page, unused(page, live_search=live_search))
        if short != page:
            write(path, short)
