"""Slides for every chapter, from the chapter's own source.

A slide shows the key sentences, stories whole, tables, pictures and exercises; everything else of
the source is in the presenter's notes. Run: python -m blameaware.workshop.slides OUT
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from pathlib import Path

from blameaware.errors import UserError
from blameaware.workshop import cite, exercise_text, files, html, source
from blameaware.workshop.inline import Inline, plain, sentences
from blameaware.workshop.source import (
    Block,
    Box,
    Bullets,
    Code,
    Exercise,
    Page,
    Picture,
    Prose,
    Quote,
    Section,
    Table,
)

UP = "../../"  # from pack/slides/ to the root of the built book
ROOM = 11.8  # lines of text on a slide, below its heading
LINE = 59  # characters in a line
GAP = 0.6  # lines between two blocks
SHORT = 230  # characters; a paragraph up to this length is shown whole
ASIDE = 4.5  # lines; so little text before or after an exercise goes into its notes
IS_STORY = 3  # paragraphs with times of day or spoken sentences that make a section a story
SPOKEN = re.compile(r"\b\d{1,2}:\d\d\b|[“\"][^”\"]{8,}[”\"]")
ROLE = re.compile(r"^For you, as an? (.+)$")
SIZES = ((270, "l"), (430, "m"), (650, "s"))


@dataclass(frozen=True)
class Slide:
    """One slide: HTML of its body, and its notes in Markdown."""

    title: str
    body: str
    notes: tuple[str, ...] = ()
    css: str = ""
    needle: str = ""


@dataclass(frozen=True)
class Piece:
    """A part of a slide: HTML, its height in lines, and what the notes say."""

    html: str
    lines: float
    notes: str = ""


class Deck:
    """Turns one chapter into slides."""

    def __init__(self, page: Page, inline: Inline) -> None:
        """Prepare for one chapter; `inline` renders its lines."""
        self.page, self.inline = page, inline

    def slides(self) -> Iterator[Slide]:
        """Yield the slides in order."""
        yield self.title()
        for section in self.page.sections:
            if section.level > 1:
                yield from self.section(section)
        yield self.end()

    def title(self) -> Slide:
        """Return the first slide: title and objectives."""
        number = self.page.about["number"]
        aims = "".join(f"<li>{self.inline.html(text)}</li>" for text in self.page.objectives)
        intro = [block.text for block in self.page.sections[0].blocks if isinstance(block, Prose)]
        body = (
            f'<p class="kicker">Chapter {number}</p><h1>{escape(self.page.title)}</h1>'
            f'<p class="lead">Afterward, you can …</p><ul class="aims">{aims}</ul>'
        )
        minutes = f"In a workshop: about {self.page.workshop} minutes for this chapter."
        return Slide(self.page.title, body, (minutes, *intro), "title")

    def end(self) -> Slide:
        """Return the last slide: where to go on."""
        link = f"{UP}chapters/{self.page.slug}.html"
        body = (
            "<h2>Go on by yourself</h2>"
            f'<p class="big"><a href="{link}" target="_blank">{escape(self.page.title)}</a> is a '
            "chapter of the course. All exercises are there, and your answers stay with you.</p>"
        )
        return Slide("Go on by yourself", body, ("Put the address of the course in the chat.",))

    def section(self, section: Section) -> list[Slide]:
        """Return the slides of one section."""
        title = plain(section.title)
        made: list[Slide] = []
        whole = self.is_story(section) or title == "Take-away"
        waiting: list[Piece] = []
        roles: list[Box] = []
        for block in section.blocks:
            if isinstance(block, Box) and ROLE.match(block.title):
                roles.append(block)
                continue
            alone = self.alone(block, title)
            if not alone:
                waiting += self.pieces(block, whole=whole)
            elif not whole and _is_little(waiting):
                said = tuple(piece.notes for piece in waiting)
                made.append(replace(alone[0], notes=(*said, *alone[0].notes)))
                made += alone[1:]
                waiting = []
            else:
                made += [*self.packed(title, waiting), *alone]
                waiting = []
        if made and not whole and _is_little(waiting):
            made[-1] = replace(made[-1], notes=(*made[-1].notes, *(p.notes for p in waiting)))
        else:
            css = "take-away" if title == "Take-away" else ""
            made += self.packed(title, waiting, css=css)
        if roles:
            made.append(self.roles(roles))
        return made

    def is_story(self, section: Section) -> bool:
        """Tell whether a section tells a story: with times of day, or people who speak."""
        texts = ["\n".join(b.lines) for b in section.blocks if isinstance(b, Prose | Quote)]
        spoken = [len(SPOKEN.findall(text)) for text in texts]
        return sum(map(bool, spoken)) >= IS_STORY or sum(spoken) >= 2 * IS_STORY

    def alone(self, block: Block, title: str) -> list[Slide]:
        """Return the slides of a block that has slides of its own, or nothing."""
        if isinstance(block, Exercise):
            return [self.exercise(block, title)]
        if isinstance(block, Picture):
            body = f'<h2>{escape(title)}</h2><div class="picture">{block.svg}</div>'
            told = re.search(r"<desc[^>]*>(.*?)</desc>", block.svg, re.DOTALL)
            return [Slide(title, body, (told[1].strip(),) if told else ())]
        if isinstance(block, Table):
            return list(self.table(block, title))
        if isinstance(block, Box):
            inner = [piece for part in block.blocks for piece in self.pieces(part, whole=True)]
            name = plain(block.title)
            css = "monday" if name == "On Monday" else "answer" if block.kind == "dropdown" else ""
            return list(self.packed(name, inner, css=css))
        return []

    def pieces(self, block: Block, *, whole: bool) -> list[Piece]:
        """Return the parts of a slide for a block of text."""
        show = self.inline.html
        if isinstance(block, Prose):
            return self.prose(block, whole=whole)
        if isinstance(block, Bullets):
            tag = "ol" if block.ordered else "ul"
            found = []
            for number, item in enumerate(block.items, block.start):
                short = item if whole or len(plain(item)) <= SHORT else self.key_sentences(item)
                start = f' start="{number}"' if block.ordered else ""
                text = f"<{tag}{start}><li>{show(short)}</li></{tag}>"
                found.append(Piece(text, height(short, LINE - 4) + 0.25, item))
            return found
        if isinstance(block, Quote):
            return [
                Piece(f"<blockquote><p>{show(line)}</p></blockquote>", height(line, LINE - 5), line)
                for line in block.lines
            ]
        if isinstance(block, Code):
            text = f"<pre><code>{escape(block.text)}</code></pre>"
            return [Piece(text, block.text.count("\n") + 2, "")]
        raise UserError(f"{self.page.path}: a {type(block).__name__.lower()} cannot stand in a box")

    def prose(self, block: Prose, *, whole: bool) -> list[Piece]:
        """Return a paragraph: whole in a story, otherwise its key sentences."""
        show = self.inline.html
        if not whole:
            short = (
                block.text if len(plain(block.text)) <= SHORT else self.key_sentences(block.text)
            )
            return [Piece(f"<p>{show(short)}</p>", height(short), block.text)]
        # A long paragraph of a story may go on to the next slide, at the end of a line.
        found, part = [], ""
        for line in block.lines:
            if part and height(f"{part} {line}") > ROOM * 0.6:
                found.append(part)
                part = ""
            part = f"{part}\n{line}" if part else line
        found.append(part)
        return [Piece(f"<p>{show(text)}</p>", height(text), text) for text in found]

    def key_sentences(self, text: str) -> str:
        """Return the first sentences, as many as are quickly read, and those with bold words."""
        found: list[str] = []
        for part in sentences(text):
            if not found or "**" in part or len(plain(" ".join([*found, part]))) <= SHORT:
                found.append(part)
        return " ".join(found)

    def packed(self, title: str, pieces: Iterable[Piece], css: str = "") -> Iterator[Slide]:
        """Yield slides with as many parts as fit."""
        groups: list[list[Piece]] = [[]]
        used = 0.0
        for piece in pieces:
            if groups[-1] and used + piece.lines > ROOM:
                groups.append([])
                used = 0.0
            groups[-1].append(piece)
            used += piece.lines + GAP
        groups = _leads_kept(_without_widow([group for group in groups if group]))
        for number, group in enumerate(groups):
            more = (
                f' <span class="more">{number + 1} of {len(groups)}</span>'
                if len(groups) > 1
                else ""
            )
            body = f"<h2>{escape(title)}{more}</h2>" + "".join(p.html for p in group)
            sparse = sum(p.lines for p in group) <= ROOM / 2
            style = f"{css} sparse".strip() if sparse else css
            yield Slide(title, body, tuple(p.notes for p in group if p.notes), style)

    def table(self, table: Table, title: str) -> Iterator[Slide]:
        """Yield slides with the rows of a table, the heading on each."""
        head, *rows = table.rows
        show = self.inline.html
        longest = [max(len(plain(cell)) for cell in column) for column in zip(*rows, strict=True)]
        shares = [max(n, 6) ** 0.75 for n in longest]  # about how a browser divides the room
        widths = [int(LINE * 1.25 * share / sum(shares)) for share in shares]
        groups: list[list[tuple[str, ...]]] = [[]]
        used = 0.0
        for row in rows:
            lines = max(height(cell, width) for cell, width in zip(row, widths, strict=True))
            lines = lines * 0.76 + 0.4
            if groups[-1] and used + lines > ROOM - 1:
                groups.append([])
                used = 0.0
            groups[-1].append(row)
            used += lines
        heading = "".join(f'<th scope="col">{show(cell)}</th>' for cell in head)
        for number, group in enumerate(groups):
            more = (
                f' <span class="more">{number + 1} of {len(groups)}</span>'
                if len(groups) > 1
                else ""
            )
            body = "".join(
                "<tr>" + "".join(f"<td>{show(cell)}</td>" for cell in row) + "</tr>"
                for row in group
            )
            yield Slide(
                title,
                f"<h2>{escape(title)}{more}</h2><table><thead><tr>{heading}</tr></thead>"
                f"<tbody>{body}</tbody></table>",
                tuple(" | ".join(row) for row in group),
            )

    def roles(self, boxes: Iterable[Box]) -> Slide:
        """Return one slide with the notes for the three roles side by side."""
        columns, notes = [], []
        for box in boxes:
            role = ROLE.match(box.title)
            text = "\n".join(block.text for block in box.blocks if isinstance(block, Prose))
            name = role[1] if role else box.title
            short = text if len(text) <= SHORT else " ".join(sentences(text)[:2])
            columns.append(f"<div><h3>{escape(name)}</h3><p>{self.inline.html(short)}</p></div>")
            notes.append(f"**{name}:** {text}")
        body = f'<h2>For you, as …</h2><div class="roles">{"".join(columns)}</div>'
        return Slide("For you, as …", body, tuple(notes))

    def exercise(self, exercise: Exercise, title: str) -> Slide:
        """Return the slide of an exercise: the question, and a place for the live one."""
        shown = exercise_text.shown(exercise)
        size = next((name for most, name in SIZES if shown.weight <= most), "xs")
        parts = [f'<p class="question">{escape(shown.text)}</p>']
        if shown.lines:
            parts.append(
                "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in shown.lines) + "</ul>"
            )
        if shown.small:
            parts.append(f'<p class="small">{escape(shown.small)}</p>')
        body = (
            f'<p class="kicker">{escape(title)}</p><h2>{escape(shown.kind)}</h2>'
            f'<div class="exercise" data-size="{size}">{"".join(parts)}</div>'
        )
        return Slide(shown.kind, body, ("Key:", *shown.notes), "asks", exercise.needle)


def _without_widow(groups: list[list[Piece]]) -> list[list[Piece]]:
    """Move a part over when the last slide would hold a single short line."""
    if len(groups) > 1 and len(groups[-1]) == 1 and len(groups[-2]) > 2:  # noqa: PLR2004  both keep two
        first = groups[-2].pop()
        if first.lines + groups[-1][0].lines <= ROOM:
            groups[-1].insert(0, first)
        else:
            groups[-2].append(first)
    return groups


def _leads_kept(groups: list[list[Piece]]) -> list[list[Piece]]:
    """Move a line that leads to what follows over to the next slide."""
    for group, following in pairwise(groups):
        last = group[-1]
        all_bold = last.notes.startswith("**") and last.notes.endswith("**")
        leads = last.lines <= 1 and (all_bold or last.notes.endswith(":"))
        room = sum(piece.lines + GAP for piece in following) + last.lines <= ROOM + 1
        if leads and room and len(group) > 1:
            following.insert(0, group.pop())
    return groups


def _is_little(pieces: Iterable[Piece]) -> bool:
    return sum(piece.lines for piece in pieces) <= ASIDE


def height(text: str, width: int = LINE) -> float:
    """Return about how many lines a text takes."""
    return float(max(1, -(-len(plain(text)) // width)))


def page(chapter: Page, sources: dict[str, str]) -> str:
    """Return the page with a chapter's slides."""
    inline = Inline("chapters", UP, sources)
    parts = []
    for slide in Deck(chapter, inline).slides():
        notes = "".join(f"<p>{inline.html(note)}</p>" for note in slide.notes)
        live = f" data-live='{escape(slide.needle)}'" if slide.needle else ""
        css = f' class="{slide.css}"' if slide.css else ""
        aside = f'<aside class="notes">{notes}</aside>' if notes else ""
        parts.append(f"<section{css}{live}><div class='pane'>{slide.body}</div>{aside}</section>\n")
    book = f"{UP}chapters/{chapter.slug}.html"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(chapter.title)}: slides</title>\n"
        f'<link rel="icon" href="{html.ICON}">\n'
        '<link rel="stylesheet" href="../vendor/reveal/reveal.css">\n'
        '<link rel="stylesheet" href="../vendor/base.css">\n'
        '<link rel="stylesheet" href="../vendor/slides.css">\n'
        "</head>\n<body>\n"
        f'<main><div class="reveal" data-book="{book}" data-title="{escape(chapter.title)}">'
        f'<div class="slides">\n{"".join(parts)}</div></div></main>\n'
        '<script src="../vendor/reveal/reveal.js"></script>\n'
        '<script src="../vendor/reveal/notes.js"></script>\n'
        '<script src="../vendor/slides.js"></script>\n</body>\n</html>\n'
    )


def node_modules(course: Path) -> Path:
    """Return the folder of reveal.js. Raises UserError when it is not installed."""
    folder = course / "node_modules" / "reveal.js"
    if not (folder / "dist" / "reveal.js").is_file():
        raise UserError(f"{folder} is missing; install the browser parts first: npm ci")
    return folder


def vendor(course: Path, out: Path) -> None:
    """Put everything that the slides need into the output, so that they work without a network."""
    reveal = node_modules(course)
    for name in ("dist/reveal.js", "dist/reveal.css", "dist/plugin/notes.js", "LICENSE"):
        target = out / "vendor" / "reveal" / Path(name).name
        files.write(target, (reveal / name).read_bytes())
    for name in ("base.css", "slides.css", "slides.js"):
        files.write(out / "vendor" / name, html.front(name))


def build(course: Path, out: Path) -> list[Path]:
    """Write the slides of all chapters below `out`; return the pages."""
    vendor(course, out)
    sources = cite.labels(course / "book" / "references.bib")
    made = []
    for slug, chapter in source.chapters(course).items():
        path = out / "slides" / f"{slug}.html"
        files.write(path, page(chapter, sources))
        made.append(path)
    return made


def main() -> int:
    """Write the slides; return the exit code."""
    parser = argparse.ArgumentParser(description="Make slides of every chapter.")
    parser.add_argument("out", type=Path, help="folder to write, such as _build/html/pack")
    parser.add_argument("--course", type=Path, help="folder of the course")
    args = parser.parse_args()
    try:
        made = build(args.course or source.root(), args.out)
    except UserError as error:
        print(f"slides: {error}", file=sys.stderr)  # noqa: T201  the message is the result
        return error.exit_code
    print(f"{len(made)} sets of slides are in {args.out / 'slides'}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
