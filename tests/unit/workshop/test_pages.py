"""Slides, the guide and the generated pages are complete and hold no other host."""

import re
from pathlib import Path

import pytest

from blameaware.workshop import cite, exercise_text, pack, slides, source
from blameaware.workshop.agenda import preset
from blameaware.workshop.book_pages import pages, run_sheet
from blameaware.workshop.inline import Inline, quoted
from blameaware.workshop.load import load
from blameaware.workshop.source import Exercise

ROOT = Path(__file__).resolve().parents[3]
CHAPTERS = source.chapters(ROOT)
SOURCES = cite.labels(ROOT / "book" / "references.bib")
DATA = load()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "pack"
    return out, pack.build(ROOT, out, seed=3)


@pytest.mark.parametrize("slug", sorted(CHAPTERS))
def test_every_exercise_and_picture_of_a_chapter_has_a_slide(slug):
    page = slides.page(CHAPTERS[slug], SOURCES)
    text = (ROOT / "chapters" / f"{slug}.md").read_text(encoding="utf-8")
    assert page.count(" data-live=") == text.count(":tags: [live]")
    assert page.count("<svg") == text.count(".svg")
    for title in re.findall(r"^## (.+)$", text, re.MULTILINE):
        assert title.split(",")[0].replace("'", "&#x27;") in page


@pytest.mark.parametrize("slug", sorted(CHAPTERS))
def test_what_is_not_on_a_slide_is_in_the_notes(slug):
    page = re.sub(r"<[^>]+>|\s+", " ", slides.page(CHAPTERS[slug], SOURCES))
    page = re.sub(r"\s+", " ", page)
    for section in CHAPTERS[slug].sections[1:]:
        for block in section.blocks:
            if isinstance(block, source.Prose):
                words = Inline("chapters", slides.UP, SOURCES).html(block.lines[-1])
                told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)).strip()
                assert told in page


@pytest.mark.parametrize("slug", sorted(CHAPTERS))
def test_the_key_of_an_exercise_is_only_in_the_notes(slug):
    page = slides.page(CHAPTERS[slug], SOURCES)
    shown = re.sub(r'<aside class="notes">.*?</aside>', "", page, flags=re.DOTALL)
    for section in CHAPTERS[slug].sections:
        for block in section.blocks:
            if isinstance(block, Exercise):
                for note in exercise_text.shown(block).notes:
                    assert note not in shown


def test_the_pack_asks_no_other_host(made):
    out, _ = made
    for path in out.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        loads = re.findall(r'<(?:script|img|iframe|link)[^>]+(?:src|href)="([^"]+)"', text)
        assert not [address for address in loads if address.startswith(("http", "//"))], path


def test_links_within_the_pack_lead_somewhere(made):
    out, found = made
    (out / "index.html").write_text(pack.index(found, with_pdf=False), encoding="utf-8")
    for path in out.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        ids = set(re.findall(r'\bid="([^"]+)"', text))
        for address in re.findall(r'<a[^>]+href="([^"]+)"', text):
            if address.startswith("#"):
                assert address[1:] in ids, f"{path.name}: {address}"
            elif not address.startswith(("http", "mailto")):
                target = (path.parent / address.partition("#")[0]).resolve()
                if target.is_relative_to(out):
                    assert target.is_file(), f"{path.name}: {address}"
                else:
                    inside = target.relative_to(out.parent).with_suffix(".md")
                    known = (ROOT / inside).is_file() or str(inside) in pages(ROOT)
                    known = known or inside.name in ("index.md", "limits.md", "patterns.md")
                    assert known, f"{path.name}: {address}"


def test_the_generated_pages_hold_every_activity():
    text = pages(ROOT)["book/facilitator/script.md"]
    for activity in DATA.activities.values():
        if activity.form != "break":
            assert f"## {activity.title}\n" in text
            for line in activity.say:
                assert quoted(line) in text
    for situation in DATA.situations:
        assert situation.title in text
    assert not re.search("“[^”]*“", text), "a quotation inside another has single marks"
    assert not re.search(r"\b(\d+) to \1 minutes", text)


def test_a_quotation_inside_another_has_single_marks():
    assert quoted(" Say “how,” not why. ") == "“Say ‘how,’ not why.”"


def test_the_agendas_page_shows_what_the_command_shows():
    text = pages(ROOT)["book/facilitator/agendas.md"]
    for minutes in DATA.recipes:
        for entry in preset(DATA, CHAPTERS, minutes).entries:
            assert entry.activity.title in text


@pytest.mark.parametrize("minutes", sorted(DATA.recipes))
def test_a_run_sheet_adds_up(minutes):
    sheet = run_sheet(preset(DATA, CHAPTERS, minutes))
    assert sum(int(n) for n in re.findall(r"\((\d+) minutes\)", sheet)) == minutes
    assert sum(int(n) for n in re.findall(r"^- \*\*[\d:]+\*\*, (\d+) min", sheet, re.M)) == minutes
