"""A page of the guide as HTML that can be printed, from the same source as in the book."""

import re
from collections.abc import Iterable
from html import escape

from blameaware.workshop.inline import Inline, plain
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


def anchor(title: str) -> str:
    """Return an id for a heading."""
    return re.sub(r"[^a-z0-9]+", "-", plain(title).lower()).strip("-")


def page(found: Page, inline: Inline) -> str:
    """Return the sections of a page, its title as a heading of the first level."""
    parts = [f'<h1 id="{anchor(found.title)}">{escape(plain(found.title))}</h1>']
    parts += [_section(found, section, inline) for section in found.sections]
    return "\n".join(parts)


def _section(found: Page, section: Section, inline: Inline) -> str:
    head = ""
    if section.level > 1:
        name = section.label or f"{anchor(found.title)}-{anchor(section.title)}"
        head = f'<h{section.level} id="{name}">{inline.html(section.title)}</h{section.level}>'
    return head + blocks(section.blocks, inline)


def blocks(found: Iterable[Block], inline: Inline) -> str:
    """Return blocks as HTML."""
    return "\n".join(block(part, inline) for part in found)


def block(part: Block, inline: Inline) -> str:  # noqa: PLR0911  one line a kind
    """Return one block as HTML."""
    show = inline.html
    match part:
        case Prose():
            return f"<p>{show(part.text)}</p>"
        case Bullets():
            tag = "ol" if part.ordered else "ul"
            start = f' start="{part.start}"' if part.start > 1 else ""
            return (
                f"<{tag}{start}>" + "".join(f"<li>{show(i)}</li>" for i in part.items) + f"</{tag}>"
            )
        case Quote():
            told = "".join(f"<p>{show(line)}</p>" for line in part.lines if line)
            return f"<blockquote>{told}</blockquote>"
        case Table():
            return _table(part, inline)
        case Code():
            return f'<pre tabindex="0"><code>{escape(part.text)}</code></pre>'
        case Picture():
            return f"<figure>{part.svg}</figure>"
        case Box():
            inner = blocks(part.blocks, inline)
            return f'<div class="box"><p class="name">{show(part.title)}</p>{inner}</div>'
        case Exercise():
            return ""


def _table(table: Table, inline: Inline) -> str:
    head, *rows = table.rows
    first = "".join(f'<th scope="col">{inline.html(cell)}</th>' for cell in head)
    rest = "".join(
        "<tr>" + "".join(f"<td>{inline.html(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{first}</tr></thead><tbody>{rest}</tbody></table>"
