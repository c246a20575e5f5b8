"""Working with the cards: by keyboard, pointer and touch, before Python is there and after."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from blameaware import bank, widgets
from blameaware.bank.index import index
from blameaware.bank.public import right_ids

from .page import record, settle

pytestmark = pytest.mark.browser

ITEM = {
    "choose": "ch-who-approved",
    "order": "or-night-train-doors",
    "match": "ma-moves-and-sentences",
    "sort": "so-evidence-mechanism-slogan",
    "spot": "sp-night-deploy-chat",
    "rewrite": "rw-config-push-friday",
    "scenario": "sc-chat-slip",
}


def focused(page):
    """Return the accessible name (or text) of what has the focus."""
    return page.evaluate(
        """() => {
          const at = document.activeElement;
          const label = at.getAttribute('aria-label') || at.labels?.[0]?.innerText;
          return label || at.innerText || at.value;
        }"""
    )


def tab_to(page, words, most=40):
    """Press Tab until something whose name has `words` in it has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in (focused(page) or ""):
            return
    raise AssertionError(f"never reached {words!r} by Tab")


def test_a_rewrite_by_keyboard_alone(show):
    with show([widgets.exercise(ITEM["rewrite"])]) as page:
        tab_to(page, "Your rewrite")
        page.keyboard.type(
            "On Friday at 21:14 a push skipped the canary and the checkout went down."
        )
        tab_to(page, "Check my rewrite")
        page.keyboard.press("Enter")
        settle(page)
        region = page.locator(".ba-feedback")
        assert region.get_attribute("aria-live") == "polite"
        assert region.inner_text().strip()
        assert focused(page) == "Check my rewrite"  # the focus stays where it was
        assert page.locator(".ba-kept").count() >= 1
        assert "kept" in page.locator(".ba-kept").first.inner_text()
        tab_to(page, "Give me a hint")
        page.keyboard.press("Enter")
        settle(page)
        assert page.locator(".ba-hints li").count() == 1
    assert record(ITEM["rewrite"])["tries"] == 1
    assert record(ITEM["rewrite"])["hints"] == 1


def test_words_that_blame_are_marked_in_ones_own_text(show):
    text = "🙂 On Friday at 21:14 the checkout was down. Marco was careless. <b>Bold</b> canary."
    with show([widgets.exercise(ITEM["rewrite"])]) as page:
        page.locator("textarea").fill(text)
        page.get_by_role("button", name="Check my rewrite").click()
        settle(page)
        yours = page.locator(".ba-yours p")
        assert "<b>Bold</b>" in yours.inner_text()  # pasted HTML stays text
        assert page.locator(".ba-yours b:has-text('Bold')").count() == 0
        assert "Marco" in " ".join(page.locator("mark").all_inner_texts())


def test_choosing_by_keyboard(show):
    with show([widgets.exercise(ITEM["choose"])]) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        assert page.locator("input:checked").count() == 1
        picked = page.locator("input:checked").get_attribute("value")
        tab_to(page, "guessing")
        page.keyboard.press("Space")
        tab_to(page, "Check my answer")
        page.keyboard.press("Enter")
        settle(page)
        notes = page.locator(".ba-why:not(:empty)")
        assert notes.count() == 1
        assert notes.get_attribute("aria-live") == "polite"
    kept = record(ITEM["choose"])
    assert (kept["value"], kept["confidence"], kept["tries"]) == ([picked], 0.33, 1)


def test_checking_nothing_says_what_to_do(show):
    with show([widgets.exercise(ITEM["choose"])]) as page:
        page.get_by_role("button", name="Check my answer").click()
        assert page.get_by_role("status").first.inner_text() == "Choose an answer first."
    assert record(ITEM["choose"]) == {}


def test_ordering_by_buttons_keeps_the_focus_and_says_the_place(show):
    right = [step.id for step in bank.item(ITEM["order"]).steps]
    with show([widgets.exercise(ITEM["order"])]) as page:
        shown = [s["id"] for s in page.evaluate("models.w0.get('view').steps")]
        first = shown[0]
        button = page.get_by_role("button", name="Move down").first
        button.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        settle(page)
        assert focused(page).startswith("↓") or "Move down" in focused(page)
        assert page.locator("p[role=status].ba-aside").inner_text() == f"Now 3 of {len(shown)}"
        assert record(ITEM["order"])["value"].index(first) == 2
        # Now bring everything in order, by the keyboard.
        for place, name in enumerate(right):
            text = next(s.text for s in bank.item(ITEM["order"]).steps if s.id == name)
            while record(ITEM["order"])["value"].index(name) > place:
                page.get_by_role("button", name=f"Move up: {text}").press("Enter")
                settle(page)
        page.get_by_role("button", name="Check the order").press("Enter")
        settle(page)
        assert "runs forward" in page.locator(".ba-good").inner_text()
    assert record(ITEM["order"])["best"] == 1


def test_on_a_phone_the_steps_have_the_width_to_be_read(show):
    share = """() => [...document.querySelectorAll('.ba-rung')].map(
        (rung) => rung.querySelector('.ba-rung-text').offsetWidth / rung.offsetWidth)"""
    with show([widgets.exercise(ITEM["order"])]) as page:
        assert min(page.evaluate(share)) > 0.65


def test_ordering_by_dragging(show):
    with show([widgets.exercise(ITEM["order"])], width=900) as page:
        shown = [s["id"] for s in page.evaluate("models.w0.get('view').steps")]
        handle = page.locator(".ba-handle").first.bounding_box()
        last = page.locator(".ba-order > li").last.bounding_box()
        page.mouse.move(handle["x"] + 5, handle["y"] + 10)
        page.mouse.down()
        page.mouse.move(handle["x"] + 5, last["y"] + last["height"] - 3, steps=12)
        page.mouse.up()
        settle(page)
        assert record(ITEM["order"])["value"] == [*shown[1:], shown[0]]


def test_matching_and_sorting_by_keyboard(show):
    match, sort = bank.item(ITEM["match"]), bank.item(ITEM["sort"])
    with show([widgets.exercise(match.id), widgets.exercise(sort.id)]) as page:
        rights = right_ids(match)
        for pair in match.pairs:
            page.get_by_label(pair.left).select_option(rights[pair.id])
        page.get_by_role("button", name="Check my pairs").press("Enter")
        settle(page)
        assert page.locator(".ba-good").first.inner_text() == "Every one is in its place."
        for card in sort.cards:
            group = page.get_by_role("group", name=card.text)
            group.locator(f"input[value={card.bin}]").press("Space")
        page.get_by_role("button", name="Check my sorting").press("Enter")
        settle(page)
    assert record(match.id)["best"] == record(sort.id)["best"] == 1


def test_spotting_by_keyboard(show):
    with show([widgets.exercise(ITEM["spot"])]) as page:
        tab_to(page, "Error")  # one stop for the whole text
        words = page.locator(".ba-word").all_inner_texts()
        at = words.index("Who")
        for _ in range(at):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        for _ in range(3):
            page.keyboard.press("Shift+ArrowRight")
        settle(page)
        assert page.locator("[aria-selected=true]").all_inner_texts() == [
            "Who",
            "approved",
            "this",
            "change?",
        ]
        page.keyboard.press("End")
        assert focused(page) == words[-1]
        page.keyboard.press("Home")
        assert focused(page) == words[0]
        assert page.locator(".ba-marks li").inner_text().startswith("“Who approved this change?”")
    text = bank.item(ITEM["spot"]).text
    start = text.index("Who approved")
    assert record(ITEM["spot"])["value"] == [[start, start + len("Who approved this change?")]]


def test_spotting_by_mouse_and_taking_back(show):
    with show([widgets.exercise(ITEM["spot"])], width=900) as page:
        words = page.locator(".ba-word")
        page.mouse.move(*middle(words.nth(1)))
        page.mouse.down()
        page.mouse.move(*middle(words.nth(3)), steps=8)
        page.mouse.up()
        assert page.locator("[aria-selected=true]").count() == 3
        page.get_by_role("button", name="Take away").click()
        assert page.locator("[aria-selected=true]").count() == 0
        assert page.get_by_role("button", name="Check: nothing blames here").is_visible()


def test_spotting_in_an_assignment_saves(show):
    graded = bank.assignment("capstone").items
    name = next(name for name, item in graded.items() if item.kind == "spot")
    with show([widgets.show("capstone", name)]) as page:
        assert page.get_by_role("button", name="Save: nothing blames here").is_visible()
        page.locator(".ba-word").nth(1).click()
        assert page.get_by_role("button", name="Save my mark").is_visible()
        page.locator(".ba-word").nth(3).click()
        assert page.get_by_role("button", name="Save my 2 marks").is_visible()
        assert page.get_by_role("button", name="Check").count() == 0


def test_spotting_by_touch(show):
    with show([widgets.exercise(ITEM["spot"])], has_touch=True) as page:
        page.locator(".ba-word").nth(2).tap()
        page.locator(".ba-word").nth(3).tap()
        assert page.locator(".ba-marks li").count() == 1
        page.locator(".ba-word").nth(2).tap()
        assert page.locator("[aria-selected=true]").count() == 1


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_marks_are_code_points_beyond_emoji(show):
    item = bank.from_table(
        {
            "id": "sp-e",
            "form": "statement",
            "text": "🙂🙂 fine but careless people",
            "patterns": ["person-as-cause"],
            "blame": [{"words": "careless people", "pattern": "person-as-cause", "why": "w"}],
        },
        "spot",
    )
    with show([widgets.cards.card_of(item)]) as page:
        for word in ("careless", "people"):
            page.get_by_role("option", name=word).click()
        page.get_by_role("button", name="Check my mark").click()
        settle(page)
    assert record("sp-e")["best"] == 1


def test_a_scenario_by_keyboard_with_everything_said_still_there(show):
    with show([widgets.exercise(ITEM["scenario"])]) as page:
        page.get_by_role("button", name="Mei, that is blaming").press("Enter")
        assert focused(page).startswith("“I do not want you")  # the focus moves to the next turn
        page.get_by_role("button", name="Leave it there").press("Enter")
        settle(page)
        said = page.locator(".ba-talk").inner_text()
        for words in ("Great. And all because", "Mei, that is blaming", "Wow. OK.", "A hard end"):
            assert words in said
        assert page.locator("[role=log]").count() == 1
        assert record(ITEM["scenario"])["value"] == ["b", "b"]
        page.get_by_role("button", name="Go back to this point").nth(1).press("Enter")
        assert "A hard end" not in page.locator(".ba-talk").inner_text()
        page.get_by_role("button", name="I do not want you").press("Enter")
        settle(page)
        assert "A good end" in page.locator(".ba-talk").inner_text()
    assert record(ITEM["scenario"])["best"] == 1


def test_before_python_is_there_one_can_work_and_nothing_is_lost(show):
    cards = [widgets.exercise(ITEM[kind]) for kind in ("rewrite", "choose", "scenario")]
    with show(cards, "?late") as page:
        page.locator("textarea").fill("Typed before Python.")
        page.locator(".ba-option input").first.check()
        page.get_by_role("button", name="Check my answer").click()
        page.locator(".ba-turn").first.click()
        page.locator(".ba-turn").first.click()
        assert "A good end" in page.locator(".ba-talk").inner_text()
        assert page.locator(".ba-card-choose .ba-state").inner_text() == "Checking …"
        page.wait_for_timeout(500)
        assert not Path("answers.json").exists()
        page.evaluate("window.startPython()")
        settle(page)
        assert page.locator(".ba-card-choose .ba-why:not(:empty)").count() >= 1
        assert page.locator("textarea").input_value() == "Typed before Python."
    assert record(ITEM["rewrite"])["value"] == "Typed before Python."
    assert record(ITEM["choose"])["tries"] == 1
    assert record(ITEM["scenario"])["best"] == 1


def test_what_python_restores_wins_over_the_build_but_not_over_typing(show):
    cards = [widgets.exercise(ITEM["rewrite"]), widgets.exercise("rw-pump-alarm-muted")]
    with show(cards, "?late") as page:
        first, second = page.locator("textarea").all()
        first.fill("Typed since.")
        restored = """name => models[name].take(
          {method: 'update', state: {answer: {n: 0, value: 'From yesterday.'}}})"""
        page.evaluate(restored, "w0")
        page.evaluate(restored, "w1")
        assert first.input_value() == "Typed since."
        assert second.input_value() == "From yesterday."
        page.evaluate("window.startPython()")
        settle(page)
    assert record(ITEM["rewrite"])["value"] == "Typed since."


def test_a_reload_brings_everything_back(show):
    with show([widgets.exercise(ITEM["choose"]), widgets.exercise(ITEM["rewrite"])]) as page:
        page.locator(".ba-option input").nth(1).check()
        page.get_by_label("certain").check()
        page.get_by_role("button", name="Check my answer").click()
        page.locator("textarea").fill("Half a sentence")
        settle(page)
        why = page.locator(".ba-why:not(:empty)").inner_text()
    widgets.place._store.cache_clear()
    with show([widgets.exercise(ITEM["choose"]), widgets.exercise(ITEM["rewrite"])]) as page:
        assert page.locator(".ba-option input").nth(1).is_checked()
        assert page.get_by_label("certain").is_checked()
        assert page.locator(".ba-why:not(:empty)").inner_text() == why
        assert page.locator("textarea").input_value() == "Half a sentence"


def test_leaving_the_page_at_once_loses_nothing(show):
    with show([widgets.exercise(ITEM["rewrite"])]) as page:
        page.locator("textarea").fill("Typed and gone")
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")
        page.evaluate("window.settled()")
    assert record(ITEM["rewrite"])["value"] == "Typed and gone"


def test_starting_over_asks_first_and_touches_nothing_else(show):
    with show([widgets.exercise(ITEM["choose"]), widgets.exercise(ITEM["order"])]) as page:
        page.locator(".ba-option input").first.check()
        page.get_by_role("button", name="Check my answer").click()
        page.get_by_role("button", name="Check the order").click()
        settle(page)
        start = page.get_by_role("button", name="Start over").first
        start.press("Enter")
        assert focused(page) == "Keep it"
        page.keyboard.press("Enter")
        assert page.locator(".ba-option input").first.is_checked()
        start.press("Enter")
        page.get_by_role("button", name="Clear it").first.press("Enter")
        settle(page)
        assert page.locator(".ba-option input:checked").count() == 0
        assert page.locator(".ba-why:not(:empty)").count() > 0  # the other card's
        assert not page.locator(".ba-feedback").first.is_visible()
    assert record(ITEM["choose"]) == {}
    assert record(ITEM["order"])["tries"] == 1


def test_hostile_and_long_texts_stay_texts(show):
    long = "word " * 20_000
    hostile = '<img src=x onerror="window.hurt = 1"><script>window.hurt = 1</script> שלום {strings}'
    with show([widgets.exercise(ITEM["rewrite"])]) as page:
        page.locator("textarea").fill(hostile)
        page.get_by_role("button", name="Check my rewrite").click()
        settle(page)
        page.get_by_role("button", name="Check my rewrite").click()
        settle(page)
        assert page.evaluate("window.hurt") is None
        assert page.locator(".ba-card img").count() == 0
        page.locator("textarea").fill(long)
        page.get_by_role("button", name="Check my rewrite").click()
        settle(page)
        assert page.locator(".ba-feedback").inner_text().strip()
    assert record(ITEM["rewrite"])["value"] == long


def test_answers_are_downloaded_loaded_and_forgotten(show, tmp_path):
    with show([widgets.exercise(ITEM["choose"]), widgets.my_answers()]) as page:
        page.locator(".ba-option input").first.check()
        page.get_by_role("button", name="Check my answer").click()
        settle(page)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download my answers").click()
        saved = tmp_path / "saved.json"
        waiting.value.save_as(saved)
        assert waiting.value.suggested_filename == "answers.json"
        assert set(json.loads(saved.read_text())["answers"]) == {ITEM["choose"]}
        page.get_by_role("button", name="Forget my answers").press("Enter")
        page.get_by_role("button", name="Forget them").press("Enter")
        settle(page)
        assert page.locator(".ba-option input:checked").count() == 0
        page.locator("input[type=file]").set_input_files(saved)
        settle(page)
        assert page.locator(".ba-option input").first.is_checked()
        page.locator("input[type=file]").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": b"nothing"}
        )
        settle(page)
        assert "Nothing was changed" in page.locator(".ba-card-answers .ba-state").inner_text()


def test_a_live_page_takes_downloads_and_forgetting_over(show):
    with show([widgets.my_answers()]) as page:
        page.evaluate(
            """() => {
              window.asked = [];
              for (const name of ['live:download', 'live:forget']) {
                document.addEventListener(name, (event) => {
                  event.preventDefault();
                  window.asked.push([name, event.detail.name ?? null]);
                });
              }
            }"""
        )
        page.get_by_role("button", name="Download my answers").click()
        page.get_by_role("button", name="Forget my answers").click()
        page.get_by_role("button", name="Forget them").click()
        settle(page)
        assert page.evaluate("window.asked") == [
            ["live:download", "answers.json"],
            ["live:forget", None],
        ]


def test_the_card_says_when_the_browser_keeps_nothing(show):
    with show([widgets.exercise(ITEM["choose"])]) as page:
        tell = "state => document.dispatchEvent(new CustomEvent('live:storage', {detail: {state}}))"
        page.evaluate(tell, "none")
        assert "Nothing will be kept" in page.locator(".ba-state").inner_text()
        page.locator(".ba-option input").first.check()
        settle(page)
        assert "Nothing will be kept" in page.locator(".ba-state").inner_text()


def test_a_simulation_answers_a_change_and_saves_its_case(show):
    with show([widgets.simulate("cost-of-blame")], width=900) as page:
        before = page.locator(".ba-result").inner_text()
        page.get_by_label("Cost of a minute").fill("900")
        page.wait_for_timeout(600)
        settle(page)
        assert page.locator(".ba-result").inner_text() != before
        page.locator(".ba-result summary").first.click()
        assert page.get_by_role("table").count() == 1
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save a one-page case").click()
        assert waiting.value.suggested_filename == "case-for-a-leader.md"


def test_a_band_chart_says_what_it_shows(show):
    with show([widgets.simulate("spread")]) as page:
        picture = page.get_by_role("img")
        assert "After 18 months" in picture.get_attribute("aria-label")


def test_a_sample_transcript_can_be_read_on_the_card(show):
    with show([widgets.simulate("turn-taking")]) as page:
        source = page.locator(".ba-source")
        source.locator("summary").click()
        assert "I saw the lock at 09:40." in source.inner_text()
        page.get_by_label("Transcript").select_option("ward-handover")
        page.wait_for_timeout(600)
        settle(page)
        source.locator("summary").click()
        assert "Bed four first." in source.inner_text()
        page.get_by_label("Transcript").select_option("own")
        page.wait_for_timeout(600)
        settle(page)
        assert source.count() == 0


def test_fields_of_a_row_stand_level(show):
    level = """() => [...document.querySelectorAll(".ba-field :is(input, select)")]
      .map(node => node.getBoundingClientRect()).filter(box => box.width > 40)
      .map(box => [Math.round(box.top), Math.round(box.bottom)])"""
    for name in ("cost-of-blame", "spread"):
        with show([widgets.simulate(name)], width=900) as page:
            boxes = page.evaluate(level)
            assert boxes[0::2] == boxes[1::2]


def test_on_paper_what_a_card_hides_stands_open(show):
    with show([widgets.simulate("turn-taking")], width=900) as page:
        said = page.get_by_text("I saw the lock at 09:40.")
        assert not said.is_visible()
        page.emulate_media(media="print")
        assert said.is_visible()


def test_the_capstone_editor_looks_while_one_writes(show):
    name = next(entry.id for entry in index().values() if entry.kind == "postmortem")
    with show([widgets.exercise(name)], width=1400) as page:
        editor = page.get_by_label("Your version")
        assert editor.input_value() == bank.item(name).text.strip()  # nobody starts from nothing
        editor.fill("At 10:00 the sale opened. Emre was careless and should have known better.")
        page.wait_for_timeout(1400)
        settle(page)
        looks = page.locator(".ba-found .ba-finding")
        assert looks.count() >= 1
        looks.first.get_by_role("button").click()
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        assert page.evaluate(
            "getSelection().toString() || document.activeElement.value.slice("
            "document.activeElement.selectionStart, document.activeElement.selectionEnd)"
        )
        editor.fill("At 10:00 the sale opened with a connection limit of 200.")
        page.wait_for_timeout(1400)
        settle(page)
        assert "sees nothing" in page.locator(".ba-twoup [role=status]").inner_text()
        page.get_by_role("button", name="Add an action").press("Enter")
        assert focused(page) == "What will change"
        page.get_by_role("button", name="Remove action 2").press("Enter")
        assert focused(page) == "What will change"


def test_the_plan_hands_out_its_files(show):
    with show([widgets.exercise("pl-first-ninety-days")]) as page:
        page.get_by_label("Sorting hall North").check()
        page.get_by_label("Labels printed twice").check()
        page.get_by_label("First day").fill("2026-12-01")
        page.get_by_role("button", name="Check my plan").click()
        settle(page)
        names = set()
        for label in ("Save the plan", "Save the dates"):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=label).click()
            names.add(waiting.value.suggested_filename)
    assert names == {"plan.md", "plan.ics"}


def test_a_changed_number_is_told_in_sentences_and_an_open_table_stays_open(show):
    with show([widgets.simulate("cost-of-blame")]) as page:
        page.locator(".ba-result summary").first.press("Enter")
        table = page.get_by_role("table").first
        before = table.inner_text()
        page.get_by_label("Incidents in a year").fill("9")
        page.wait_for_timeout(600)
        settle(page)
        assert table.is_visible()
        assert page.get_by_role("table").first.inner_text() != before
        live = page.locator(".ba-result [aria-live=polite]")
        assert "the difference lies between" in live.inner_text()
        assert live.locator("li, table, button").count() == 0


def test_the_pulse_by_keyboard(show):
    with show([widgets.pulse()]) as page:
        for n, row in enumerate(page.locator(".ba-statement-row").all()):
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            for _ in range(n % 5):
                page.keyboard.press("ArrowRight")
            assert row.locator("input").nth(n % 5).is_checked()
        tab_to(page, "Make my code", 1)
        page.keyboard.press("Enter")
        settle(page)
        code = page.get_by_role("status").filter(has_text="Your code").inner_text()[11:]
        page.locator("summary").press("Enter")
        page.get_by_label("Codes of the team").fill("\n".join([code] * 4))
        tab_to(page, "Show the team")
        page.keyboard.press("Enter")
        settle(page)
        result = page.locator(".ba-result")
        assert "4 of at least 5 codes" in result.locator("[aria-live]").inner_text()
        assert result.get_by_role("listitem").count() == 0
        page.get_by_label("Codes of the team").fill("\n".join([code] * 5))
        page.get_by_role("button", name="Show the team").press("Enter")
        settle(page)
        assert result.get_by_role("listitem").count() == 7


def test_the_last_test_puts_each_note_under_its_question(show):
    with show([widgets.posttest()]) as page:
        for question in page.locator(".ba-questions > li").all():
            question.locator(".ba-options input").first.check()
        page.get_by_role("button", name="I am done").press("Enter")
        settle(page)
        items = widgets.quiz.questions()
        for item, row in zip(items, page.locator(".ba-questions > li").all(), strict=True):
            first = bank.public.mixed_options(item)[0]
            told = row.locator(".ba-why").inner_text()
            assert told.endswith(first.feedback) if not first.good else told == "", item.id
        assert page.locator(".ba-feedback .ba-notes").count() == 0


@pytest.mark.parametrize("name", [entry.id for entry in index().values() if entry.kind == "match"])
def test_on_a_phone_every_choice_of_a_match_can_be_read(show, name):
    texts = {pair.right for pair in bank.item(name).pairs}
    with show([widgets.exercise(name)]) as page:
        written = page.locator(".ba-letters li")
        if max(map(len, texts)) > 28:
            assert set(written.all_inner_texts()) == texts
            options = page.locator("select").first.locator("option").all_inner_texts()[1:]
            letters = "ABCDEFGH"
            assert options == [
                f"{letters[n]}. {text}" for n, text in enumerate(written.all_inner_texts())
            ]
        else:
            assert written.count() == 0


def test_after_going_back_nothing_is_said_about_the_end(show):
    with show([widgets.exercise(ITEM["scenario"])]) as page:
        page.locator(".ba-turn").last.click()
        page.locator(".ba-turn").last.click()
        settle(page)
        assert page.locator(".ba-feedback").is_visible()
        page.get_by_role("button", name="Go back to this point").last.press("Enter")
        settle(page)
        assert not page.locator(".ba-feedback").is_visible()


@pytest.mark.parametrize("form", ["statement", "chat", "postmortem"])
def test_a_finger_finds_words_that_are_high_enough_and_apart(show, form):
    item = next(item for item in bank.load().of_kind("spot") if item.form == form)
    with show([widgets.exercise(item.id)], has_touch=True, is_mobile=True) as page:
        boxes = page.evaluate(
            "[...document.querySelectorAll('.ba-word')].map(n => n.getClientRects()[0].toJSON())"
        )
        assert min(box["height"] for box in boxes) >= 44
        lines = sorted({box["top"] for box in boxes})
        assert min((b - a for a, b in pairwise(lines)), default=44) >= 43.9
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    ("column", "beside"), [(1100, True), (736, True), (624, True), (400, False)]
)
def test_what_the_word_check_sees_stands_beside_the_text(show, column, beside):
    name = next(entry.id for entry in index().values() if entry.kind == "postmortem")
    with show([widgets.exercise(name), widgets.exercise(ITEM["rewrite"])], width=1400) as page:
        page.evaluate(
            "w => { document.querySelector('main').style.cssText = `max-width:none;width:${w}px` }",
            column,
        )
        card = page.locator(".ba-card-postmortem").bounding_box()
        assert card["width"] > min(column, 800) - 40
        text = page.get_by_label("Your version").bounding_box()
        found = page.locator(".ba-found").bounding_box()
        assert (found["x"] >= text["x"] + text["width"]) == beside
