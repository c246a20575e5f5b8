"""The Content-Security-Policy that a built book works under."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path


class _Inline(HTMLParser):
    """Collects the inline scripts of a page that a browser would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            found = dict(attrs)
            kind = found.get("type") or "text/javascript"
            self._inside = "src" not in found and kind in ("text/javascript", "module")
            if self._inside:
                self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def inline_hashes(outdir: Path) -> list[str]:
    """Return the hashes ('sha256-…') of all inline scripts of a book's pages."""
    found: set[str] = set()
    for path in outdir.rglob("*.html"):
        parser = _Inline()
        parser.feed(path.read_text(encoding="utf-8"))
        for script in parser.scripts:
            sha = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            found.add(f"'sha256-{sha}'")
    return sorted(found)


def policy(outdir: Path) -> str:
    """Return the value of the header Content-Security-Policy for a built book."""
    hashes = " ".join(inline_hashes(outdir))
    parts = (
        "default-src 'self'",
        f"script-src 'self' 'wasm-unsafe-eval' {hashes}".rstrip(),
        "style-src 'self' 'unsafe-inline'",  # the theme and the widgets set styles on elements
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
    return "; ".join(parts)
