"""Slides do not overflow, are accessible, print, and bring the live exercises in."""

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from blameaware.workshop import source

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
CHAPTERS = sorted(source.chapters(ROOT))
CODE = r'<script type="application/json" class="live-code">(.*?)</script>'
BOOK = ROOT / "_build" / "html"
# How far the lowest and the rightmost thing of each slide reaches, in pixels of a slide.
MEASURE = """() => deck.getSlides().map((slide, number) => {
  deck.slide(number);
  const pane = slide.querySelector('.pane');
  const box = pane.getBoundingClientRect();
  const scale = deck.getScale();
  let low = 0, right = 0;
  for (const el of pane.querySelectorAll('*')) {
    if (el.closest('svg') && el.tagName !== 'svg') continue;
    const r = el.getBoundingClientRect();
    if (!r.width) continue;
    low = Math.max(low, (r.bottom - box.top) / scale);
    right = Math.max(right, (r.right - box.left) / scale);
  }
  const exercise = slide.querySelector('.exercise');
  const over = exercise ? exercise.scrollHeight - exercise.clientHeight : 0;
  return {number: number + 1, title: slide.querySelector('h1, h2').textContent, low, right, over,
          tall: pane.scrollHeight, height: box.height / scale};
})"""


SIZES = [(1280, 720), (1920, 1080)]
KINDS = ("h1", "table", ".exercise", ".picture", ".roles", "blockquote")


@pytest.mark.parametrize("slug", CHAPTERS)
def test_no_slide_overflows(pack_url, browse, slug):
    with browse(f"{pack_url}slides/{slug}.html") as page:
        page.wait_for_function("window.deck")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function("(w) => Math.abs(deck.getScale() - w / 1280) < 0.01", arg=width)
            slides = page.evaluate(MEASURE)
            assert len(slides) > 5
            for slide in slides:
                assert abs(slide["height"] - 720) < 1, slide
                assert slide["low"] <= 720 - 40, slide  # the controls and the number are below
                assert slide["right"] <= 1280 - 40, slide
                assert slide["over"] <= 0, slide
                assert slide["tall"] <= 720, slide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_slides_are_accessible(pack_url, browse, audit, scheme):
    address = f"{pack_url}slides/04-rewriting.html"
    with browse(address, color_scheme=scheme) as page:
        page.wait_for_function("window.deck")
        for kind in KINDS:
            page.evaluate(
                "(k) => deck.slide(deck.getSlides().findIndex((s) => s.querySelector(k)))", kind
            )
            audit(page)


@pytest.mark.parametrize("name", ["index.html", "guide.html", "run-60.html"])
def test_pages_to_print_are_accessible(pack_url, browse, audit, name):
    with browse(f"{pack_url}{name}") as page:
        audit(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_notes_are_there_for_the_presenter(pack_url, browse):
    with browse(f"{pack_url}slides/04-rewriting.html") as page:
        page.wait_for_function("window.deck")
        page.evaluate("deck.slide(deck.getSlides().findIndex((s) => s.dataset.live))")
        assert "For example" in page.evaluate("deck.getSlideNotes()")
        with page.expect_popup() as popup:
            page.keyboard.press("s")
        popup.value.wait_for_selector("iframe")


PRINTED = {
    "slides/04-rewriting.html?print-pdf": ("Shift the subject", ["Seven moves", "Take-away"]),
    "cards/blame-or-not.html": ("Blame or not?", ["Key, for the facilitator"]),
    "guide.html": ("ELMO", ["The script", "Rooms"]),
    "run-90.html": ("Say", ["0:30 Rewrite relay (25 minutes)"]),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_pdf_has_text_bookmarks_and_a_title(made_pack, tmp_path, chromium, monkeypatch, name):
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo is not installed (apt-get install poppler-utils)")
    words, titles = PRINTED[name]
    file, mark, query = name.partition("?")
    monkeypatch.setenv("CHROMIUM", chromium)
    out = tmp_path / "out.pdf"
    print_in_own_process(made_pack[0] / "pack" / file, out, mark + query)
    about = subprocess.run(["pdfinfo", out], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in about
    assert next(line for line in about.splitlines() if line.startswith("Title:"))[6:].strip()
    text = subprocess.run(["pdftotext", out, "-"], capture_output=True, text=True, check=True)
    assert words in text.stdout
    outline = bookmarks(out)
    for title in titles:
        assert any(title in mark for mark in outline), outline


def print_in_own_process(page, out, query):
    """Print elsewhere: the test's own browser driver is running in this process."""
    code = (
        "import sys; from pathlib import Path; from blameaware.workshop import pdf;"
        "pdf.print_all([pdf.Print(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])])"
    )
    subprocess.run([sys.executable, "-c", code, page, out, query], check=True)


def bookmarks(path):
    """Return the titles of a PDF's bookmarks."""
    found = []
    for raw in re.findall(rb"/Title (\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]+>)", path.read_bytes(), re.S):
        if raw.startswith(b"<"):
            data = bytes.fromhex(raw[1:-1].decode())
        else:
            data = re.sub(rb"\\(.)", rb"\1", raw[1:-1])
        found.append(
            data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("latin-1")
        )
    return found


@pytest.fixture(scope="session")
def with_book(tmp_path_factory, made_pack):
    """The pack beside the built book, as it is published."""
    if not (BOOK / "chapters" / "04-rewriting.html").is_file():
        pytest.skip("the book is not built (make book)")
    site = tmp_path_factory.mktemp("with-book")
    for path in BOOK.iterdir():
        if path.name != "pack":
            (site / path.name).symlink_to(path)
    shutil.copytree(made_pack[0] / "pack", site / "pack")
    return site


def test_an_exercise_is_live_in_its_slide(with_book, serve, browse):
    with serve(with_book) as site, browse(f"{site.url}pack/slides/04-rewriting.html") as page:
        page.wait_for_function("window.deck")
        page.evaluate("deck.slide(deck.getSlides().findIndex((s) => s.dataset.live))")
        cell = page.frame_locator(".live-frame").locator("[data-stage=cell]")
        cell.locator("textarea").fill(
            "Marco is careless and took the checkout down on Friday night."
        )
        cell.get_by_role("button", name="Check").click()
        cell.locator("mark").first.wait_for(timeout=90000)
        assert page.locator(".live-frame.here").count() == 1
        # The rest of the chapter's page is not on the slide.
        frame = page.frame_locator(".live-frame")
        assert frame.locator("h1").first.is_hidden()
        assert frame.locator("[data-stage=cell]").count() == 1
        # The keyboard gets out of the exercise, and on to the next slide.
        before = page.evaluate("deck.getState().indexh")
        cell.locator("textarea").press("Escape")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(n) => deck.getState().indexh === n + 1", arg=before)
        assert page.locator(".live-frame.here").count() == 0


@pytest.mark.parametrize("slug", CHAPTERS)
def test_every_live_slide_finds_its_exercise_in_the_book(with_book, slug):
    path = with_book / "chapters" / f"{slug}.html"
    if not path.is_file():
        pytest.skip(f"{slug} is not in the built book")
    book = path.read_text(encoding="utf-8")
    cells = [json.loads(text)["source"] for text in re.findall(CODE, book)]
    slides = (with_book / "pack" / "slides" / f"{slug}.html").read_text(encoding="utf-8")
    needles = [html.unescape(needle) for needle in re.findall(r" data-live='([^']+)'", slides)]
    assert needles
    for needle in needles:
        assert any(needle in cell for cell in cells), needle


def test_without_the_book_a_slide_shows_the_question(pack_url, browse):
    with browse(f"{pack_url}slides/04-rewriting.html") as page:
        page.wait_for_function("window.deck")
        page.evaluate("deck.slide(deck.getSlides().findIndex((s) => s.dataset.live))")
        page.locator(".live-note").filter(has_text="Here is its question").wait_for()
        assert page.locator(".live-frame.here").count() == 0
        assert page.locator("section.present .question").is_visible()
