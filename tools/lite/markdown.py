"""Chapters in plain Markdown: what JupyterLab shows without an extension for MyST.

A chapter uses few directives and roles. Each has its form here; one that has none stops the build
with its name and place, so that no reader meets raw markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

OPEN = re.compile(r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>.*)$")
OPTION = re.compile(r"^:(?P<name>[\w-]+):[ \t]*(?P<value>.*)$")
ROLE = re.compile(r"\{(?P<name>[\w:]+)\}`(?P<content>[^`]+)`")
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)\s:]+\.md)(?:#[^)]*)?\)")
FILE = re.compile(r"^\.\./book/assets/diagrams/(?P<stem>[\w-]+)\.svg$")
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


class MarkupError(Exception):
    """A chapter uses markup that has no plain form yet; the message names it."""


@dataclass
class Sources:
    """What a chapter refers to: labels of sources by key, diagrams by name; and what was cited."""

    labels: Mapping[str, str]
    diagrams: Mapping[str, str]
    cited: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Directive:
    """A directive as it stands in a chapter."""

    name: str
    argument: str
    options: Mapping[str, str]
    body: str


def plain(text: str, sources: Sources) -> str:
    """Return a Markdown cell without directives and roles. Raises MarkupError for unknown ones."""
    return "\n".join(_blocks(text.split("\n"), sources))


def _blocks(lines: list[str], sources: Sources) -> Iterator[str]:
    at = 0
    while at < len(lines):
        opened = OPEN.match(lines[at])
        if not opened:
            yield _inline(lines[at], sources)
            at += 1
            continue
        closing = opened["fence"]
        try:
            end = lines.index(closing, at + 1)
        except ValueError:
            raise MarkupError(f"“{lines[at]}” is never closed with {closing}") from None
        yield _directive(_parsed(opened, lines[at + 1 : end]), sources)
        at = end + 1


def _parsed(opened: re.Match[str], inside: list[str]) -> Directive:
    options = {}
    while inside and (option := OPTION.match(inside[0])):
        options[option["name"]] = option["value"]
        inside = inside[1:]
    return Directive(opened["name"], opened["argument"], options, "\n".join(inside).strip("\n"))


def _directive(found: Directive, sources: Sources) -> str:
    write = FORMS.get(found.name)
    if write is None:
        message = f"the directive {{{found.name}}} has no plain form (see tools/lite/markdown.py)"
        raise MarkupError(message)
    return write(found, sources)


def _admonition(found: Directive, sources: Sources) -> str:
    body = plain(found.body, sources)
    quoted = "\n".join(f"> {line}".rstrip() for line in body.split("\n"))
    return f"> **{found.argument}**\n>\n{quoted}\n"


def _dropdown(found: Directive, sources: Sources) -> str:
    body = plain(found.body, sources)
    return f"<details>\n<summary>{found.argument}</summary>\n\n{body}\n\n</details>\n"


def _list_table(found: Directive, sources: Sources) -> str:
    rows: list[list[str]] = []
    for line in found.body.split("\n"):
        if line.startswith("* - "):
            rows.append([line[4:]])
        elif line.startswith("  - "):
            rows[-1].append(line[4:])
        elif line.strip():
            rows[-1][-1] += f" {line.strip()}"
    cells = [[_inline(cell, sources).replace("|", "\\|") for cell in row] for row in rows]
    head, *others = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([head, "|" + " --- |" * len(cells[0]), *others])


def _raw(found: Directive, sources: Sources) -> str:
    file = FILE.match(found.options.get("file", ""))
    if file is None or file["stem"] not in sources.diagrams:
        raise MarkupError(f"raw {found.argument}: only the diagrams in book/assets/diagrams go")
    svg = sources.diagrams[file["stem"]]
    told = [part[1] for part in (TITLE.search(svg), DESCRIPTION.search(svg)) if part]
    alternative = re.sub(r"\s+", " ", ": ".join(told)).replace("]", ")").replace("[", "(")
    return f"![{alternative}](diagrams/{file['stem']}.svg)"


def _inline(line: str, sources: Sources) -> str:
    return LINK.sub(_link, ROLE.sub(lambda role: _role(role, sources), line))


def _role(role: re.Match[str], sources: Sources) -> str:
    if role["name"] != "cite":
        message = f"the role {{{role['name']}}} has no plain form (see tools/lite/markdown.py)"
        raise MarkupError(message)
    keys = [key.strip() for key in role["content"].split(",")]
    missing = [key for key in keys if key not in sources.labels]
    if missing:
        raise MarkupError(f"cited, but not in book/references.bib: {', '.join(missing)}")
    sources.cited += [key for key in keys if key not in sources.cited]
    return f"({'; '.join(sources.labels[key] for key in keys)})"


def _link(link: re.Match[str]) -> str:
    """Lead on to another chapter's notebook; a page of the book is outside of the notebooks."""
    if "/" in link["target"]:
        return f"*{link['text']}* (in the book)"
    return f"[{link['text']}]({link['target'].removesuffix('.md')}.ipynb)"


FORMS: dict[str, Callable[[Directive, Sources], str]] = {
    "admonition": _admonition,
    "dropdown": _dropdown,
    "list-table": _list_table,
    "raw": _raw,
}
