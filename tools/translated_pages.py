"""What makes a page of a translated book: a note at its top, its own diagrams, links that lead on.

This is a Sphinx extension, which `translate.py build` adds to the English book's settings. Sphinx
itself replaces the paragraphs by those of the catalogs; the rest of a translation is here.
"""

import os
import posixpath
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
SOURCE_REVISION = re.compile(r"^# Source revision: *(\S+)$", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
HEADING = re.compile(r"^# .+\n", re.MULTILINE)
LIVE_CELL = re.compile(r"^:tags: \[.*\blive\b.*\]$", re.MULTILINE)
SHOWN_CELL = re.compile(r'<div class="(?=cell [^"]*\btag_live\b)')


class TranslationError(Exception):
    """Something about a translation is missing; the message says what to do."""


@dataclass(frozen=True)
class State:
    """Where the translation of a page stands.

    `missing` and `fuzzy` count messages; `done` is the day of the last work on it; `revision` is
    the commit of the English page that it was made from, or "" where that was not noted.
    """

    total: int
    missing: int
    fuzzy: int
    done: date | None
    revision: str

    @property
    def complete(self) -> bool:
        """Say whether every message is translated, and none has changed since."""
        return not self.missing and not self.fuzzy


@dataclass(frozen=True)
class Words:
    """What a translated book says about itself: the file book.toml of a language."""

    title: str
    heading: str
    notice: str
    exercises: str
    behind: str


def catalogs(language: str, locale: Path = LOCALE) -> dict[str, Path]:
    """Return the catalogs of a language, page (such as "chapters/04-rewriting") -> file."""
    base = locale / language / "LC_MESSAGES"
    return {
        path.relative_to(base).with_suffix("").as_posix(): path
        for path in sorted(base.rglob("*.po"))
    }


def read_catalog(path: Path) -> Catalog:
    """Read a catalog, obsolete messages and all."""
    with path.open("rb") as file:
        return read_po(file)


def state(catalog: Catalog) -> State:
    """Return where a page's translation stands."""
    messages = [message for message in catalog if message.id]
    revision = SOURCE_REVISION.search(catalog.header_comment)
    done = catalog.revision_date
    return State(
        total=len(messages),
        missing=sum(not message.string for message in messages),
        fuzzy=sum(message.fuzzy for message in messages),
        done=done.date() if isinstance(done, datetime) else None,
        revision=revision.group(1) if revision else "",
    )


@cache
def words(language: str, locale: Path = LOCALE) -> Words:
    """Read what the book of a language says about itself.

    Raises TranslationError if there is no such file, or something is missing in it.
    """
    path = locale / language / "book.toml"
    try:
        return Words(**tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise TranslationError(
            f"There is no {path.relative_to(locale.parent)}. Copy locale/es/book.toml there, and "
            "translate its texts."
        ) from None
    except (TypeError, tomllib.TOMLDecodeError) as error:
        raise TranslationError(f"{path.relative_to(locale.parent)}: {error}") from error


def english(page: str, target: str = "") -> str:
    """Return the address of an English page as seen from a translated one.

    The translated book lies in a folder of the English one: _build/html/es in _build/html.
    """
    return posixpath.relpath(
        f"{target or page}.html", posixpath.join("LANGUAGE", posixpath.dirname(page))
    )


def note(page: str, text: str, language: str, now: State, said: Words) -> str:
    """Return the note, in MyST, that tells a reader what this page is."""
    if now.done is None or not now.revision:
        raise TranslationError(
            f"The catalog of {page} does not say what it was translated from. Translate all its "
            f"messages, then run: python tools/translate.py update {language}"
        )
    parts = [said.notice]
    if LIVE_CELL.search(text):
        parts.append(said.exercises)
    if not now.complete:
        parts.append(said.behind)
    day = format_date(now.done, "long", locale=language)
    told = "\n\n".join(part.strip() for part in parts)
    told = told.format(date=day, revision=now.revision, english=english(page))
    return f"\n:::{{admonition}} {said.heading}\n:class: note\n\n{told}\n:::\n"


def marked(text: str, told: str) -> str:
    """Return a page's text with a note after its title."""
    front = FRONT_MATTER.match(text)
    title = HEADING.search(text, front.end() if front else 0)
    if title is None:
        raise TranslationError("The page has no title to put the note under.")
    return text[: title.end()] + told + text[title.end() :]


def with_diagrams(page: str, text: str, folder: Path) -> str:
    """Return a page's text with the diagrams that were translated in place of the English ones."""
    for diagram in sorted(folder.glob("*.svg")):
        here = os.path.relpath(diagram, ROOT / posixpath.dirname(page))
        place = re.compile(rf"[^\s()\[\]]*assets/diagrams/{re.escape(diagram.name)}")
        text = place.sub(Path(here).as_posix(), text)
    return text


def read(app: Any, page: str, source: list[str]) -> None:  # noqa: ANN401  Sphinx's application
    """When a page is about to be read: make it the page of a translated book."""
    language = app.config.language
    now = state(read_catalog(catalogs(language)[page]))
    text = with_diagrams(page, source[0], LOCALE / language / "diagrams")
    source[0] = marked(text, note(page, source[0], language, now, words(language)))


def english_cells(body: str) -> str:
    """Return a page's HTML with its exercises marked as English, for speech and spell checkers."""
    return SHOWN_CELL.sub('<div lang="en" class="', body)


def write(
    app: Any,  # noqa: ANN401  Sphinx's application
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: Any,  # noqa: ANN401  the page's tree, or None
) -> None:
    """When a page is about to be written: say which of its parts are English."""
    del app, page, template, doctree
    context["body"] = english_cells(context.get("body", ""))


class EnglishLinks(SphinxPostTransform):
    """Links to pages that are not translated lead to the English ones."""

    default_priority = 8  # before MyST looks for the page in this book, and misses it

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401, ARG002  as the base class has it
        """Replace such links in a page."""
        for link in list(self.document.findall(addnodes.pending_xref)):
            target = link["reftarget"]
            if link.get("refdomain") != "doc" or target in self.env.all_docs:
                continue
            address = english(self.env.docname, target)
            if link.get("reftargetid"):
                address += "#" + link["reftargetid"]
            told = link[0].deepcopy() if link.astext() else nodes.inline(target, target)
            link.replace_self(nodes.reference("", "", told, refuri=address, internal=True))


def setup(app: Any) -> dict[str, Any]:  # noqa: ANN401  Sphinx's application
    """Take part in the build."""
    app.connect("source-read", read)
    app.connect("html-page-context", write)
    app.add_post_transform(EnglishLinks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
