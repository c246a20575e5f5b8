"""The whole pack, to print and to show.

Run: python -m blameaware.workshop.pack OUT [--seed N]
OUT gets index.html, run sheets, cards, slides, the guide, and the same as PDF in pdf/.
"""

import argparse
import posixpath
import sys
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from blameaware.errors import UserError
from blameaware.workshop import (
    book_pages,
    cards_page,
    cite,
    files,
    html,
    page_html,
    pdf,
    slides,
    source,
)
from blameaware.workshop.agenda import preset
from blameaware.workshop.decks import DEFAULT_SEED, draw
from blameaware.workshop.inline import Inline
from blameaware.workshop.load import load
from blameaware.workshop.pdf import Print

GUIDE = "book/facilitator"
ORDER = ("index", "before-and-after", "agendas", "script", "rooms", "dry-run")
UP = "../"  # from pack/ to the root of the built book


@dataclass
class Made:
    """What has been written: (title, address below the pack, PDF or nothing) by group."""

    groups: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    prints: list[Print] = field(default_factory=list)

    def add(self, group: str, title: str, out: Path, name: str, query: str = "") -> None:
        """Note a page `name` below `out`, and the PDF that it will be printed to."""
        flat = f"pdf/{name.removesuffix('.html').replace('/', '-')}.pdf"
        self.groups.setdefault(group, []).append((title, name, flat))
        self.prints.append(Print(out / name, out / flat, query))


def build(course: Path, out: Path, seed: int = DEFAULT_SEED) -> Made:
    """Write every page of the pack; return what was written. Raises UserError."""
    made = Made()
    data, chapters = load(), source.chapters(course)
    sources = cite.labels(course / "book" / "references.bib")
    inline = Inline("chapters", UP, sources)
    for minutes in sorted(data.recipes):
        agenda = preset(data, chapters, minutes)
        text = _page_of(f"run-{minutes}", book_pages.run_sheet(agenda))
        _write_page(out / f"run-{minutes}.html", agenda.title, page_html.page(text, inline))
        made.add("Run sheets", agenda.title, out, f"run-{minutes}.html")
    for deck in data.decks.values():
        name = f"cards/{deck.id}.html"
        files.write(out / name, cards_page.page(draw(data, deck.id, seed)))
        made.add("Cards", deck.title, out, name)
    for path in slides.build(course, out):
        chapter = chapters[path.stem]
        title = f"{chapter.about['number']}. {chapter.title}"
        made.add("Slides", title, out, f"slides/{path.name}", "?print-pdf")
    _guide(course, out, sources)
    made.add("Guide", "The facilitator's guide", out, "guide.html")
    return made


def _page_of(name: str, text: str) -> source.Page:
    return source.parse(Path(f"{name}.md"), text)


def _write_page(path: Path, title: str, body: str, *, kicker: str = "") -> None:
    back = f'<nav class="back"><a href="index.html">The workshop pack</a></nav>{kicker}'
    whole = f"{back}<main>{body}</main>"
    files.write(path, html.page(title, whole, styles=("print.css",)))


def _guide(course: Path, out: Path, sources: dict[str, str]) -> None:
    """Write the guide as one page, from the pages of the book."""
    made = book_pages.pages(course)
    parts, contents = [], []
    for name in ORDER:
        path = f"{GUIDE}/{name}.md"
        text = made.get(path) or (course / path).read_text(encoding="utf-8")
        page = source.parse(course / path, text)
        body = page_html.page(page, _GuideInline(GUIDE, UP, sources))
        parts.append(f'<section class="part">{body}</section>')
        link = page_html.anchor(page.title)
        contents.append(f'<li><a href="#{link}">{escape(page.title)}</a></li>')
    head = (
        '<header><p class="kicker">Blame-Aware</p><p class="cover">The facilitator’s guide</p>'
        f'<nav aria-label="Contents"><ol>{"".join(contents)}</ol></nav></header>'
    )
    _write_page(out / "guide.html", "The facilitator's guide", head + "\n".join(parts))


class _GuideInline(Inline):
    """Links of the guide's pages: to each other within the page, to the pack beside it."""

    def html(self, text: str) -> str:
        """Return a line as HTML."""
        told = super().html(text).replace('href="../../pack/', 'href="')
        for name, title in _TITLES.items():
            told = told.replace(f'href="{UP}{GUIDE}/{name}.html"', f'href="#{title}"')
        return told


_TITLES = {
    "index": "for-facilitators",
    "before-and-after": "before-and-after",
    "agendas": "agendas",
    "script": "the-script",
    "rooms": "rooms",
    "dry-run": "a-dry-run",
}


def index(made: Made, *, with_pdf: bool) -> str:
    """Return the pack's first page."""
    says = {
        "Run sheets": "A workshop on a few sheets, minute by minute: what to do, say, and show.",
        "Cards": "Two cards on a sheet to cut, or one card full screen with a timer.",
        "Slides": "From the chapters. Press S for the presenter's notes, F for full screen. "
        "Exercises are live where the course is served with them.",
        "Guide": "Everything else: before and after, the script, rooms, a dry run.",
    }
    parts = ["<h1>The workshop pack</h1>", "<p>Everything here works without a network.</p>"]
    for group, entries in made.groups.items():
        rows = "".join(_index_row(entry, with_pdf=with_pdf) for entry in entries)
        parts.append(f"<h2>{group}</h2><p>{escape(says[group])}</p><ul>{rows}</ul>")
    back = f'<nav class="back"><a href="{UP}index.html">The course</a></nav>'
    body = f"{back}<main>{''.join(parts)}</main>"
    return html.page("The workshop pack", body, styles=("print.css",))


def _index_row(entry: tuple[str, str, str], *, with_pdf: bool) -> str:
    title, page, printed = entry
    name = posixpath.basename(printed)
    more = f' <a class="pdf" href="{printed}" aria-label="{name}">PDF</a>' if with_pdf else ""
    return f'<li><a href="{page}">{escape(title)}</a>{more}</li>'


def main() -> int:
    """Write the pack; return the exit code."""
    parser = argparse.ArgumentParser(description="Make the workshop pack.")
    parser.add_argument("out", type=Path, help="folder to write, such as _build/html/pack")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="draws the cards (1)")
    parser.add_argument("--paper", choices=sorted(pdf.PAPERS), default="letter")
    parser.add_argument("--no-pdf", action="store_true", help="pages only")
    parser.add_argument("--course", type=Path, help="folder of the course")
    args = parser.parse_args()
    try:
        made = build(args.course or source.root(), args.out, args.seed)
        if not args.no_pdf:
            pdf.print_all(made.prints, args.paper)
        files.write(args.out / "index.html", index(made, with_pdf=not args.no_pdf))
    except UserError as error:
        print(f"pack: {error}", file=sys.stderr)  # noqa: T201  the message is the result
        return error.exit_code
    print(f"The workshop pack is in {args.out}: open index.html")  # noqa: T201  the same
    return 0


if __name__ == "__main__":
    sys.exit(main())
