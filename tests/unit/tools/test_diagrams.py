"""Each diagram has a drawing for wide screens and one for phones, with one description for both."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import diagrams
import pytest
from docutils import nodes
from docutils.utils import new_document

ROOT = Path(__file__).resolve().parents[3]
WIDE = sorted((ROOT / "book" / "assets" / "diagrams").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
PHONE = 340  # units across; at 360 px a unit is a little less than a pixel


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314  files of our own


def words(svg):
    return set(re.findall(r"\w+", " ".join(parsed(svg).itertext()).lower()))


@pytest.fixture(params=WIDE, ids=lambda path: path.stem)
def diagram(request):
    wide = request.param
    return wide.read_text(encoding="utf-8"), (wide.parent / "narrow" / wide.name).read_text("utf-8")


def test_the_tall_drawing_fits_a_phone_and_can_be_read_there(diagram):
    root = parsed(diagram[1])
    assert root.get("viewBox").split()[2] == str(PHONE)
    sizes = [int(it.get("font-size")) for it in root.iter() if it.get("font-size")]
    assert min(sizes) >= 13
    for text in root.iter(f"{SVG}text"):
        assert len(text.text) * 6 < PHONE, text.text


def test_the_tall_drawing_says_what_the_wide_one_says(diagram):
    wide, narrow = diagram
    assert len(words(narrow) - words(wide)) <= 5, words(narrow) - words(wide)


def test_colors_are_those_of_the_page(diagram):
    for svg in diagram:
        colors = set(re.findall(r'(?:stroke|fill|color)="([^"]+)"', svg))
        assert colors <= {"none", "currentColor"}


def test_both_are_described_and_no_id_stands_twice(diagram):
    both = parsed(f"<div>{diagrams.with_narrow(*diagram)}</div>")
    wide, narrow = both.findall(f"{SVG}svg")
    assert (wide.get("class"), narrow.get("class")) == (
        "ba-diagram ba-wide", "ba-diagram ba-narrow",
    )  # fmt: skip
    for svg in (wide, narrow):
        told = {it.get("id"): it.text for it in svg if it.tag in (f"{SVG}title", f"{SVG}desc")}
        assert set(svg.get("aria-labelledby").split()) == set(told)
        assert all(told.values())
    ids = [it.get("id") for it in both.iter() if it.get("id")]
    assert len(ids) == len(set(ids))


def test_only_diagrams_of_the_book_are_touched(tmp_path):
    document = new_document("page")
    for content, more in (
        ("<p>no diagram</p>", {"source": str(tmp_path / "a.html")}),
        (WIDE[0].read_text("utf-8"), {"source": str(WIDE[0])}),
        (WIDE[0].read_text("utf-8"), {"source": str(tmp_path / "alone.svg")}),
    ):
        document += nodes.raw("", content, format="html", **more)
    diagrams.add_narrow(None, document)
    assert ["ba-narrow" in raw.astext() for raw in document.findall(nodes.raw)] == [
        False, True, False,
    ]  # fmt: skip


def test_a_diagram_without_a_description_is_refused():
    with pytest.raises(ValueError, match="description"):
        diagrams.with_narrow('<svg class="ba-diagram"></svg>', "<svg></svg>")
