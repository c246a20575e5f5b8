"""Every card fits its box in print, and full screen works with the keyboard alone."""

import pytest

from blameaware.workshop import cards_page
from blameaware.workshop.decks import draw
from blameaware.workshop.load import load

pytestmark = pytest.mark.browser

PACK = load()
MILLIMETER = 96 / 25.4  # CSS pixels
SMALLEST = 14 * 96 / 72  # CSS pixels; anything on a card is at least 14 points high
MEASURE = """() => [...document.querySelectorAll('.card')].map((card) => {
  const box = card.getBoundingClientRect();
  const inside = [...card.querySelectorAll('*')].every((el) => {
    const r = el.getBoundingClientRect();
    const across = r.left >= box.left && r.right <= box.right + 1;
    return across && r.top >= box.top && r.bottom <= box.bottom + 1;
  });
  const size = (el) => parseFloat(getComputedStyle(el).fontSize);
  const sizes = [...card.querySelectorAll('h2, p, li')].map(size);
  const text = card.querySelector('.text');
  return {
    number: card.querySelector('.number').textContent, inside, width: box.width, height: box.height,
    over: Math.max(card.scrollHeight - card.clientHeight, card.scrollWidth - card.clientWidth),
    smallest: Math.min(...sizes), text: text ? size(text) : 99,
  };
})"""


@pytest.mark.parametrize("deck", sorted(PACK.decks))
def test_every_card_fits_its_box_at_print_size(deck, browse):
    with browse("about:blank") as page:
        for seed in (1, 2, 3, 4, 5):
            page.set_content(cards_page.page(draw(PACK, deck, seed)))
            page.emulate_media(media="print")
            cards = page.evaluate(MEASURE)
            assert cards
            for card in cards:
                assert card["over"] <= 0, (seed, card)
                assert card["inside"], (seed, card)
                assert card["smallest"] >= SMALLEST - 0.1, (seed, card)
                assert card["text"] >= 20 * 96 / 72, (seed, card)
                assert abs(card["width"] - 186 * MILLIMETER) < 2
                # Two of them, one above the other, fit Letter and A4 with a margin of 10 mm.
                assert 2 * card["height"] <= (279.4 - 20) * MILLIMETER


def test_full_screen_shows_one_card_the_key_and_a_timer(pack_url, browse):
    with browse(f"{pack_url}cards/question-swap.html") as page:
        page.get_by_role("button", name="Show full screen").focus()
        page.keyboard.press("Enter")
        stage = page.locator(".stage[open]")
        stage.wait_for()
        first = stage.locator(".shown .text").inner_text()
        assert stage.locator(".answer").count() == 0
        page.keyboard.press("k")
        assert "For example" in stage.locator(".answer").inner_text()
        page.keyboard.press("ArrowRight")
        assert stage.locator(".shown .text").inner_text() != first
        assert stage.locator(".answer").count() == 0
        assert stage.locator(".clock").inner_text() == "0:20"
        page.clock.install()
        page.keyboard.press("t")
        page.clock.run_for(5000)
        assert stage.locator(".clock").inner_text() == "0:15"
        page.clock.run_for(16000)
        assert stage.locator(".clock").inner_text() == "0:00"
        assert stage.locator("[role=status]").inner_text() == "Time is up."
        page.keyboard.press("Escape")
        stage.wait_for(state="detached")
        assert page.evaluate("document.activeElement.textContent") == "Show full screen"
        assert not page.heard.errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_are_accessible(pack_url, browse, audit, scheme):
    with browse(f"{pack_url}cards/rewrite-relay.html", color_scheme=scheme) as page:
        audit(page)
        page.get_by_role("button", name="Show full screen").click()
        page.keyboard.press("k")
        audit(page)


SIZES = [(1280, 720), (1920, 1080)]
OVER = """() => {
  const shown = document.querySelector('.shown');
  return shown.scrollHeight - shown.clientHeight;
}"""


@pytest.mark.parametrize("deck", sorted(PACK.decks))
def test_a_card_full_screen_needs_no_scrolling(pack_url, browse, deck):
    with browse(f"{pack_url}cards/{deck}.html") as page:
        page.get_by_role("button", name="Show full screen").click()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for _ in range(page.locator(".card").count()):
                assert page.evaluate(OVER) <= 0, (width, page.locator(".place").inner_text())
                page.keyboard.press("ArrowRight")
            page.get_by_role("button", name="Back").focus()
            for _ in range(page.locator(".card").count()):
                page.keyboard.press("ArrowLeft")
