"""A chapter or page as blocks: front matter, sections, and what stands in them.

It reads the part of MyST Markdown that the course is written in, line by line. `SourceError` names
file and line of anything else, so that nothing is left out of the slides unnoticed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from blameaware.errors import UserError

FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w-]+)\}\s*(.*)$")
PLAIN_FENCE = re.compile(r"^(`{3,})(\w*)\s*$")
HEADING = re.compile(r"^(#{1,4})\s+(.*)$")
LABEL = re.compile(r"^\(([\w-]+)\)=\s*$")
ITEM = re.compile(r"^(?:[-*]|(\d+)\.)\s+(.*)$")
CALL = re.compile(r'^(\w+)\((?:"([\w-]+)")?\)\s*$', re.MULTILINE)
START = "00-start-here.md"


class SourceError(UserError):
    """A page holds something that the workshop pack cannot read."""


@dataclass(frozen=True)
class Prose:
    """A paragraph; `sentences` are its lines as the author broke them."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraph in Markdown."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quote:
    """A quotation, one entry a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table; the first row is its heading."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A diagram, as SVG."""

    svg: str


@dataclass(frozen=True)
class Exercise:
    """A live cell: which function it calls, and with what."""

    call: str
    argument: str

    @property
    def needle(self) -> str:
        """The text by which the cell is found in the built page."""
        return f'{self.call}("{self.argument}")' if self.argument else f"{self.call}()"


@dataclass(frozen=True)
class Code:
    """Lines to type."""

    text: str


@dataclass(frozen=True)
class Box:
    """A box: an admonition, or something that opens on request (`kind` is "dropdown")."""

    kind: str
    title: str
    blocks: "tuple[Block, ...]"
    css: str = ""


Block = Prose | Bullets | Quote | Table | Picture | Exercise | Code | Box


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, down to the next heading; `label` is for links."""

    title: str
    level: int
    blocks: tuple[Block, ...]
    label: str = ""


@dataclass(frozen=True)
class Page:
    """A page of the book."""

    path: Path
    title: str
    about: dict[str, Any] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()

    @property
    def slug(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def minutes(self) -> int:
        """Minutes for somebody on their own, from the front matter."""
        return int(self.about["minutes"])

    @property
    def workshop(self) -> int:
        """Minutes in a workshop, from the front matter."""
        return int(self.about["workshop"])

    @property
    def objectives(self) -> tuple[str, ...]:
        """What one can do afterward."""
        return tuple(str(entry["text"]) for entry in self.about.get("objectives", ()))


def root(start: Path | None = None) -> Path:
    """Return the folder of the course: upward from here, or where the package lies.

    Raises UserError when there is none, as with an installed package and no copy of the course.
    """
    for first in (start or Path.cwd(), Path(__file__)):
        for folder in (first, *first.parents):
            if (folder / "chapters" / START).is_file():
                return folder
    raise UserError(
        f"no chapters are here (looking for chapters/{START}); "
        "run this in a copy of the course's repository, or give its folder with --course"
    )


@cache
def chapters(course: Path) -> dict[str, Page]:
    """Return the chapters of a course by their slugs, in order."""
    found = sorted((course / "chapters").glob("[0-9][0-9]-*.md"))
    return {page.slug: page for page in map(read, found)}


@cache
def read(path: Path) -> Page:
    """Return a page. Raises SourceError for what cannot be read."""
    return parse(path, path.read_text(encoding="utf-8"))


def parse(path: Path, text: str) -> Page:
    """Return the page of a text; `path` is where it lies, or would. Raises SourceError."""
    about: dict[str, Any] = {}
    skipped = 0
    if text.startswith("---\n"):
        head, _, text = text[4:].partition("\n---\n")
        skipped = head.count("\n") + 3
        try:
            about = (yaml.safe_load(head) or {}).get("blameaware") or {}
        except yaml.YAMLError as error:
            raise SourceError(f"{path}: front matter: {error}") from error
        if about:
            _check_front_matter(path, about)
    reader = _Reader(path, text.splitlines(), skipped)
    return reader.page(about)


def _check_front_matter(path: Path, about: dict[str, Any]) -> None:
    """Raise SourceError when the minutes are not there."""
    for name in ("minutes", "workshop"):
        if not isinstance(about.get(name), int) or about[name] < 0:
            raise SourceError(
                f"{path}: front matter: blameaware.{name} is {about.get(name)!r}; "
                "write whole minutes"
            )


class _Reader:
    """Goes through the lines of one page."""

    def __init__(self, path: Path, lines: list[str], skipped: int = 0) -> None:
        self.path, self.lines, self.skipped = path, lines, skipped

    def page(self, about: dict[str, Any]) -> Page:
        title = ""
        sections: list[Section] = []
        level, name, label, blocks = 1, "", "", list[Block]()
        for found in self.blocks():
            if not isinstance(found, tuple):
                blocks.append(found)
                continue
            if blocks or level > 1:
                sections.append(Section(name, level, tuple(blocks), label))
            blocks = []
            level, name, label = found
            if level == 1:
                title = name
        if blocks:
            sections.append(Section(name, level, tuple(blocks), label))
        return Page(self.path, title, about, tuple(sections))

    def blocks(self) -> Iterator[Block | tuple[int, str, str]]:
        """Yield blocks, and headings as (level, title, label)."""
        at, label = 0, ""
        while at < len(self.lines):
            line = self.lines[at]
            if not line.strip() or line.startswith("<!--"):
                at += 1
            elif named := LABEL.match(line):
                label = named[1]
                at += 1
            elif heading := HEADING.match(line):
                yield len(heading[1]), heading[2].strip(), label
                label = ""
                at += 1
            elif fence := FENCE.match(line):
                end = self.closing(at, fence[1])
                if (made := self.directive(at, end, fence[2], fence[3])) is not None:
                    yield made
                at = end + 1
            elif plain := PLAIN_FENCE.match(line):
                end = self.closing(at, plain[1])
                yield Code("\n".join(self.lines[at + 1 : end]))
                at = end + 1
            else:
                end = self.paragraph_end(at)
                yield _text_block(self.lines[at:end])
                at = end

    def closing(self, start: int, fence: str) -> int:
        for at in range(start + 1, len(self.lines)):
            if self.lines[at].strip() == fence:
                return at
        raise SourceError(f"{self.place(start)}: {fence} is not closed")

    def place(self, at: int) -> str:
        return f"{self.path}, line {self.skipped + at + 1}"

    def paragraph_end(self, start: int) -> int:
        at = start
        while at < len(self.lines) and self.lines[at].strip():
            line = self.lines[at]
            if at > start and (HEADING.match(line) or line.startswith(("```", ":::"))):
                break
            at += 1
        return at

    def directive(self, start: int, end: int, name: str, title: str) -> Block | None:
        inner = self.lines[start + 1 : end]
        options: dict[str, str] = {}
        while inner and (option := re.match(r"^:([\w-]+):\s*(.*)$", inner[0])):
            options[option[1]] = option[2]
            inner = inner[1:]
        if name == "code-cell":
            return self.exercise(start, "\n".join(inner))
        if name == "raw":
            return self.picture(start, options, inner)
        if name == "list-table":
            return Table(_rows(inner))
        if name == "dropdown" or name in ("admonition", "note", "tip", "important", "warning"):
            skipped = self.skipped + end - len(inner)
            found = _Reader(self.path, inner, skipped).blocks()
            blocks = tuple(block for block in found if not isinstance(block, tuple))
            return Box(name, title or name.capitalize(), blocks, options.get("class", ""))
        if name in ("bibliography", "tableofcontents", "contents"):
            return None
        raise SourceError(f"{self.place(start)}: {{{name}}} is not known to the workshop pack")

    def exercise(self, start: int, code: str) -> Block:
        calls = CALL.findall(code)
        if len(calls) != 1:
            raise SourceError(f"{self.place(start)}: a live cell shows one exercise, by one call")
        return Exercise(*calls[0])

    def picture(self, start: int, options: dict[str, str], inner: list[str]) -> Block:
        if "file" not in options:
            text = "\n".join(inner).strip()
            return Prose((text,))
        file = (self.path.parent / options["file"]).resolve()
        if not file.is_file():
            raise SourceError(f"{self.place(start)}: no file {options['file']}")
        return Picture(file.read_text(encoding="utf-8"))


def _text_block(lines: list[str]) -> Block:
    if all(line.startswith(">") for line in lines):
        return Quote(tuple(line[1:].strip() for line in lines))
    if ITEM.match(lines[0]):
        return _bullets(lines)
    return Prose(tuple(line.strip() for line in lines))


def _bullets(lines: list[str]) -> Bullets:
    items: list[str] = []
    ordered, start = False, 1
    for line in lines:
        if found := ITEM.match(line):
            if found[1] and not items:
                ordered, start = True, int(found[1])
            items.append(found[2])
        else:
            items[-1] += "\n" + line.strip()
    return Bullets(tuple(items), ordered, start)


def _rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("* - "):
            rows.append([line[4:].strip()])
        elif line.startswith("  - "):
            rows[-1].append(line[4:].strip())
        elif line.strip() and rows:
            rows[-1][-1] += "\n" + line.strip()
    return tuple(tuple(row) for row in rows)
