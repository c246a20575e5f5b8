"""Pages are read whole, and what cannot be read is said with its place."""

from pathlib import Path

import pytest

from blameaware.workshop import source
from blameaware.workshop.inline import Inline, sentences
from blameaware.workshop.source import Box, Bullets, Exercise, SourceError, Table

ROOT = Path(__file__).resolve().parents[3]
CHAPTERS = source.chapters(ROOT)
PLACE = Path("chapters/04-rewriting.md")


def parse(text):
    return source.parse(PLACE, text)


def all_blocks(page):
    for section in page.sections:
        for block in section.blocks:
            yield block
            if isinstance(block, Box):
                yield from block.blocks


@pytest.mark.parametrize("slug", sorted(CHAPTERS))
def test_every_exercise_of_a_chapter_is_found(slug):
    text = (ROOT / "chapters" / f"{slug}.md").read_text(encoding="utf-8")
    found = [b for b in all_blocks(CHAPTERS[slug]) if isinstance(b, Exercise)]
    assert len(found) == text.count(":tags: [live]") > 0
    assert all(block.needle in text for block in found)


@pytest.mark.parametrize("slug", sorted(CHAPTERS))
def test_every_word_of_prose_is_kept(slug):
    page = CHAPTERS[slug]
    kept = "\n".join(
        line
        for block in all_blocks(page)
        for line in getattr(block, "lines", getattr(block, "items", ()))
    )
    text = (ROOT / "chapters" / f"{slug}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    prose = [line for line in text.splitlines() if line[:1].isalpha()]
    missing = [
        line
        for line in prose
        if line not in kept and not line.startswith(("from ", "exercise", "simulate"))
        and not line.endswith("()")
    ]  # fmt: skip
    assert not missing


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# A\n\n```{mermaid}\ngraph\n```\n", "{mermaid} is not known"),
        ("# A\n\n```{code-cell} ipython3\nexercise('x')\n```\n", "line 3: a live cell shows one"),
        ("# A\n\n:::{admonition} B\ntext\n", "line 3: ::: is not closed"),
        ("# A\n\n```{raw} html\n:file: nowhere.svg\n```\n", "no file nowhere.svg"),
        ("---\nblameaware: {minutes: soon}\n---\n# A\n", "blameaware.minutes is 'soon'"),
        ("---\nblameaware: [\n---\n# A\n", "front matter"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text, told):
    with pytest.raises(SourceError) as error:
        parse(text)
    assert told in str(error.value)
    assert "04-rewriting.md" in str(error.value)


def test_tables_and_lists_keep_their_parts():
    page = parse(
        "# A\n\n(here)=\n## B\n\n```{list-table}\n:header-rows: 1\n\n* - a\n  - b\n* - c\n  - d\n"
        "```\n\n1. one\n   more\n2. two\n"
    )
    section = page.sections[0]
    assert section.label == "here"
    assert section.blocks == (
        Table((("a", "b"), ("c", "d"))),
        Bullets(("one\nmore", "two"), ordered=True),
    )


def test_sources_and_links_are_turned_for_their_new_place():
    inline = Inline("chapters", "../../", {"a": "Ana 2020", "b": "Bo 2021"})
    told = inline.html(
        "So it is {cite}`a,b`. See [this](../book/about.md#x) and [that](05-asking.md)."
    )
    assert "(Ana 2020; Bo 2021)" in told
    assert 'href="../../book/about.html#x"' in told
    assert 'href="../../chapters/05-asking.html"' in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**One.** Two. Three?", ["**One.**", "Two.", "Three?"]),
        ("She said “no.” Then left.", ["She said “no.”", "Then left."]),
        ("At 10 a.m. it stopped.", ["At 10 a.m. it stopped."]),
        ("One\nTwo", ["One", "Two"]),
    ],
)
def test_sentences_keep_what_closes_them(text, found):
    assert sentences(text) == found


def test_without_chapters_one_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "__file__", str(tmp_path / "x.py"))
    with pytest.raises(source.UserError, match="--course"):
        source.root(tmp_path)
