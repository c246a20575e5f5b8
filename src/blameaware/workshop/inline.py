"""Markdown inside a line as HTML: emphasis, code, links into the book, sources."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from markdown_it import MarkdownIt

CITE = re.compile(r"\s*\{cite\}`([^`]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s]+)\)")
# After a full stop, with or without what closes a quotation or bold words, before a capital.
SENTENCE = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][”\"*`])|(?<=[.!?]\*\*)|(?<=[.!?][”\"]\*))\s+(?=[“\"*]*[A-Z0-9])"
)
_INNER = str.maketrans("“”", "‘’")


def quoted(text: str) -> str:
    """Return words in quotation marks; a quotation inside them gets single ones."""
    return f"“{text.strip().translate(_INNER)}”"


@dataclass(frozen=True)
class Inline:
    """Turns Markdown of a page of the book into HTML for a page that lies elsewhere.

    `folder` is where the source page lies below the book's root (such as "chapters"), `up` the
    way from the new page to the book's root (such as "../../").
    """

    folder: str = ""
    up: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    def html(self, text: str) -> str:
        """Return a line, or the lines of a paragraph, as HTML."""
        told = LINK.sub(self._link, CITE.sub(self._cite, text))
        # Our own data and pages only: HTML in them is meant.
        return str(_PARSER.renderInline(told.replace("\n", " ")))

    def _cite(self, found: "re.Match[str]") -> str:
        named = [self.sources.get(key.strip(), key.strip()) for key in found[1].split(",")]
        return f' <span class="source">({escape("; ".join(named))})</span>'

    def _link(self, found: "re.Match[str]") -> str:
        path, hash_, anchor = found[1].partition("#")
        whole = posixpath.normpath(posixpath.join(self.folder, path))
        if whole.endswith((".md", ".ipynb")):
            whole = whole.rpartition(".")[0] + ".html"
        return f"]({self.up}{whole}{hash_}{anchor})"


_PARSER = MarkdownIt("commonmark", {"typographer": True, "html": True}).enable(
    ["replacements", "smartquotes"]
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; the author's line ends count as ends of sentences."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [part.strip() for part in SENTENCE.split(line.strip()) if part.strip()]
    return found


def plain(text: str) -> str:
    """Return Markdown without its marks and sources, for titles."""
    return re.sub(r"[*_`]", "", CITE.sub("", text)).strip()
