"""Every kind in every state: axe-core finds nothing, nothing is wider than 360 px, nothing tiny."""

import pytest

from blameaware import bank, widgets
from blameaware.bank import KINDS
from blameaware.bank.index import index
from blameaware.widgets.cards import card_of

from .page import axe, settle

pytestmark = pytest.mark.browser

ONE_OF_EACH = {kind: next(e.id for e in index().values() if e.kind == kind) for kind in KINDS}
TARGETS = ", ".join(
    f".ba-card {target}"
    for target in (
        "button", "select", "textarea", "summary", "label.ba-choice", "label.ba-sure-one",
        "label.ba-button", "input[type=text]", "input[type=number]", "input[type=date]",
    )
)  # fmt: skip
SMALL = """targets => [...document.querySelectorAll(targets)]
  .filter(node => node.offsetParent && (node.offsetHeight < 43.5 || node.offsetWidth < 43.5))
  .map(node => `${node.outerHTML.slice(0, 120)} ${node.offsetWidth}x${node.offsetHeight}`)"""


def write(card):
    card.locator("textarea").first.fill("The engineer should have known better. 🙂 What now?")


def plan(card):
    card.locator("input[type=radio]").first.check()
    card.locator("input[type=checkbox]").first.check()


def postmortem(card):
    card.get_by_label("Your version").fill("Somebody was careless and failed to look. " * 12)
    card.get_by_role("button", name="Add a factor").click()


def play(card):
    while card.locator(".ba-turn").count():
        card.locator(".ba-turn").last.click()


ANSWERS = {
    "rewrite": write,
    "ask": write,
    "compose": write,
    "choose": lambda card: card.locator(".ba-option input").first.check(),
    "match": lambda card: card.locator("select").first.select_option(index=1),
    "sort": lambda card: card.locator(".ba-sortcard input").first.check(),
    "spot": lambda card: card.locator(".ba-word").nth(2).click(),
    "order": lambda card: card.locator("button.ba-step:not([disabled])").first.click(),
    "scenario": play,
    "plan": plan,
    "postmortem": postmortem,
}


def fill(page, kind):
    """Give an answer and check it, whatever the kind."""
    card = page.locator(".ba-card").first
    ANSWERS[kind](card)
    if card.locator(".ba-sure input").count():
        card.locator(".ba-sure input").first.check()
    if kind != "scenario":  # it checks itself at its end
        card.locator("button.ba-main").first.click()
    settle(page)


def sound(page, width):
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL, TARGETS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_before_and_after_an_answer(show, kind, theme):
    with show([widgets.exercise(ONE_OF_EACH[kind])], f"?theme={theme}") as page:
        sound(page, 360)
        fill(page, kind)
        if kind not in {"scenario"}:
            fill(page, kind)  # a second try brings models and hints
        hint = page.get_by_role("button", name="Give me a hint")
        if hint.count():
            hint.click()
            settle(page)
        page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        assert page.locator(".ba-feedback").first.inner_text().strip()
        sound(page, 360)
        page.get_by_role("button", name="Start over").first.click()
        sound(page, 360)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "name",
    ["cost-of-blame", "turn-taking", "spread", "pulse", "pretest", "posttest", "progress",
     "certificate", "my_answers", "message"],
)  # fmt: skip
def test_the_other_cards(show, name, theme):
    if name == "message":
        card = widgets.exercise("rw-no-such-thing")
    elif hasattr(widgets, name):
        card = getattr(widgets, name)()
    else:
        card = widgets.simulate(name)
    with show([card], f"?theme={theme}") as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        main = page.locator("button.ba-main")
        if main.count() and name != "my_answers":
            for box in page.locator("fieldset:not(.ba-field) input[type=radio]").all()[::3]:
                box.check()
            main.first.click()
            settle(page)
        sound(page, 360)


def test_graded_cards(show):
    kinds = ["rewrite", "choose", "spot", "match", "sort", "scenario"]
    items = [bank.from_table(bank.public_part(bank.item(ONE_OF_EACH[kind]))) for kind in kinds]
    cards = [card_of(item, key=f"final/q{n}", graded=True) for n, item in enumerate(items)]
    with show(cards) as page:
        page.locator("textarea").first.fill("Four words are here")
        page.get_by_role("button", name="Save my answer").first.click()
        settle(page)
        assert page.get_by_text("4 words").count() == 1
        assert page.locator(".ba-state").first.inner_text().startswith("Saved")
        assert not any(region.is_visible() for region in page.locator(".ba-feedback").all())
        sound(page, 360)


@pytest.mark.parametrize("media", ["forced", "reduced", "print"])
def test_other_media(show, media):
    cards = [widgets.exercise(ONE_OF_EACH[kind]) for kind in ("rewrite", "choose", "spot")]
    options = {"forced": {"forced_colors": "active"}, "reduced": {"reduced_motion": "reduce"},
               "print": {"media": "print"}}[media]  # fmt: skip
    with show(cards, width=900) as page:
        page.emulate_media(**options)
        if media == "reduced":
            moving = (
                "() => getComputedStyle(document.querySelector('.ba-choice')).transitionDuration"
            )
            assert page.evaluate(moving) == "0s"
        if media == "print":
            assert not page.get_by_role("button", name="Check my rewrite").is_visible()
            assert page.locator("blockquote").first.is_visible()
        if media == "forced":
            page.locator(".ba-word").nth(1).click()
            look = (
                "() => getComputedStyle(document.querySelectorAll('.ba-word')[1]).backgroundColor"
            )
            plain = (
                "() => getComputedStyle(document.querySelectorAll('.ba-word')[3]).backgroundColor"
            )
            assert page.evaluate(look) != page.evaluate(plain)


def test_the_theme_of_jupyterlab_is_followed(show):
    with show([widgets.exercise(ONE_OF_EACH["choose"])], width=900) as page:
        color = "() => getComputedStyle(document.querySelector('.ba-kind b')).color"
        light = page.evaluate(color)
        page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        assert page.evaluate(color) != light
        page.evaluate("document.body.dataset.jpThemeLight = 'true'")
        assert page.evaluate(color) == light


def test_the_focus_ring_is_three_pixels(show):
    with show([widgets.exercise(ONE_OF_EACH["choose"])], width=900) as page:
        seen = []
        for _ in range(6):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate(
                    """() => {
                      const here = document.activeElement;
                      const style = getComputedStyle(here.closest('.ba-choice') || here);
                      return here.closest('.ba-card') ? style.outlineWidth : null;
                    }"""
                )
            )
        assert {width for width in seen if width} == {"3px"}
