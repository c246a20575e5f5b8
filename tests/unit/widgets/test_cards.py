"""What every card does: restore, keep, judge, hint, reset, and never break a page."""

import json
import subprocess
import sys

import pytest

from blameaware import bank, widgets
from blameaware.answers import Store
from blameaware.bank import KINDS
from blameaware.bank.index import index
from blameaware.bank.load import ASSIGNMENTS
from blameaware.widgets import cards, place
from blameaware.widgets.assemble import FRONT, _collect, module, style
from blameaware.widgets.cards import CARDS, card_of, exercise
from blameaware.widgets.exercise_card import Exercise
from blameaware.widgets.message import MessageCard

FRONTS = [*KINDS, "message", "answers", "simulate", "report", "role", "quiz", "pulse"]
ONE_OF_EACH = {kind: next(e.id for e in index().values() if e.kind == kind) for kind in KINDS}


def send(card, do, **answer):
    """Do what the page does: a message with the answer in it."""
    sent = {**card.answer, **answer, "n": card.answer.get("n", 0) + 1}
    card._handle_custom_msg({"do": do, "answer": sent}, [])


def record(item_id):
    return json.loads(place.store().path.read_text(encoding="utf-8"))["answers"][item_id]


def good_value(item):
    """Return an answer that judges well, by kind."""
    if item.kind == "choose":
        return [option.id for option in item.options if option.good]
    if item.kind == "order":
        return [step.id for step in item.steps]
    if item.kind == "match":
        return bank.public.right_ids(item)
    if item.kind == "sort":
        return {card.id: card.bin for card in item.cards}
    if item.kind in {"ask", "compose"}:
        return item.models[0]
    raise AssertionError(item.kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_card_with_a_front_end_and_a_plain_page(kind):
    card = exercise(ONE_OF_EACH[kind])
    assert isinstance(card, Exercise)
    json.dumps([card.view, card.answer, card.feedback])
    assert card.view["kind"] == kind
    assert card.view["label"]
    bundle = card._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "<script" not in data["text/html"]


@pytest.mark.parametrize("kind", FRONTS)
def test_the_joined_module_is_whole(kind):
    text = module(kind)
    assert "import " not in text.replace("import(", "")
    assert text.count("export default") == 1
    assert "innerHTML" not in text
    assert "eval(" not in text
    done = subprocess.run(
        ["node", "--check", "--input-type=module"],
        input=text,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "--ba-accent" in style(kind)


def test_no_front_end_file_is_left_out():
    used = {"main": "", "preview": ""}
    for kind in FRONTS:
        _collect("card", used)
        _collect(kind, used)
    assert {path.stem for path in FRONT.glob("*.js")} == set(used)
    assert {path.stem for path in FRONT.glob("*.css")} <= set(used)


@pytest.mark.parametrize("kind", ["choose", "order", "match", "sort", "ask"])
def test_a_good_answer_is_kept_and_told(kind):
    card = exercise(ONE_OF_EACH[kind])
    send(card, "check", value=good_value(card.item), seconds=12)
    assert card.feedback["score"] == 1
    assert card.feedback["good"]
    kept = record(card.item.id)
    assert (kept["kind"], kept["tries"], kept["best"], kept["seconds"]) == (kind, 1, 1.0, 12)
    assert kept["value"] == card.answer["value"]


def test_a_draft_is_kept_without_a_try():
    card = exercise(ONE_OF_EACH["rewrite"])
    card.set_state({"answer": {"value": "half a sent", "n": 1}})
    assert record(card.item.id)["value"] == "half a sent"
    assert record(card.item.id)["tries"] == 0
    assert card.feedback["status"].startswith("Saved in")


def test_the_same_check_twice_is_told_twice():
    card = exercise(ONE_OF_EACH["choose"])
    seen = []
    card.observe(lambda change: seen.append(change["new"].get("status")), names="feedback")
    value = [card.item.options[0].id]
    send(card, "check", value=value)
    send(card, "check", value=value)
    send(card, "check", value=value)
    assert len(seen) >= 3
    assert record(card.item.id)["tries"] == 3


def test_coming_back_restores_answer_and_feedback():
    first = exercise(ONE_OF_EACH["choose"])
    value = [first.item.options[0].id]
    send(first, "check", value=value, confidence=0.66)
    again = exercise(first.item.id)
    assert again.answer["value"] == value
    assert again.answer["confidence"] == 0.66
    assert again.feedback["good"] == first.feedback["good"]
    assert again.feedback["notes"] == first.feedback["notes"]


def test_hints_come_one_by_one_and_stay():
    card = exercise(ONE_OF_EACH["rewrite"])
    for count in (1, 2, 3, 3):
        send(card, "hint")
        assert card.feedback["hints"] == list(card.item.hints[:count])
    assert exercise(card.item.id).feedback["hints"] == list(card.item.hints)


def test_models_come_after_two_tries():
    card = exercise(ONE_OF_EACH["rewrite"])
    text = "Somebody was careless again and should have known better."
    send(card, "check", value=text)
    assert "models" not in card.feedback
    send(card, "check", value=text)
    assert card.feedback["models"] == list(card.item.models)
    assert card.feedback["own"] == text


def test_reset_clears_one_exercise_only():
    card, other = exercise(ONE_OF_EACH["choose"]), exercise(ONE_OF_EACH["order"])
    send(card, "check", value=[card.item.options[0].id])
    send(other, "check", value=good_value(other.item))
    before = card.answer["n"]
    send(card, "reset")
    assert "value" not in card.answer
    assert card.answer["n"] > before  # so that the page takes it
    assert card.feedback["status"]
    assert set(place.store().answers()) == {other.item.id}


@pytest.mark.parametrize(
    "message",
    [None, 7, "check", {}, {"do": 1}, {"do": "fly"}, {"do": "__init__"},
     {"do": "check", "answer": "x"}, {"do": "check", "answer": {"value": {"a": [1]}, "n": "many"}}],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["choose", "spot", "rewrite", "plan"])
def test_any_message_is_survived(kind, message):
    card = exercise(ONE_OF_EACH[kind])
    card._handle_custom_msg(message, [])
    json.dumps(card.feedback)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        [],
        {},
        "x" * 100_000,
        "🙂👩‍🚒",
        "שלום",
        "<b onclick=alert(1)>",
        [["a"]],
        {"text": 3},
    ],
)
def test_any_value_is_survived_and_kept(kind, value):
    card = exercise(ONE_OF_EACH[kind])
    send(card, "check", value=value)
    json.dumps(card.feedback)
    assert record(card.item.id)["value"] == value
    again = exercise(card.item.id)
    assert again.answer.get("value") == value


def test_a_fault_of_ours_is_a_sentence_for_the_learner(monkeypatch, caplog):
    card = exercise(ONE_OF_EACH["choose"])
    monkeypatch.setattr(card, "judgment_parts", lambda *_: 1 / 0)
    send(card, "check", value=["a"])
    assert "did not work" in card.feedback["status"]
    assert record(card.item.id)["value"] == ["a"]
    assert "ZeroDivisionError" in caplog.text


def test_too_long_says_so_and_loses_nothing():
    card = exercise(ONE_OF_EACH["rewrite"])
    text = "word " * 20_000
    send(card, "check", value=text)
    assert record(card.item.id)["value"] == text
    assert card.feedback["good"] or card.feedback["notes"]


def test_an_unknown_id_shows_a_card_that_says_so():
    for name in ("rw-removed-long-ago", "nonsense", ""):
        card = exercise(name)
        assert isinstance(card, MessageCard)
        assert "no exercise" in card.view["text"]
    assert isinstance(widgets.show("no-such", "q1"), MessageCard)


def test_a_record_of_another_kind_is_left_alone(answers):
    name = ONE_OF_EACH["choose"]
    Store(answers).put(name, "sing", {"song": 1})
    card = exercise(name)
    assert "value" not in card.answer
    assert record(name)["kind"] == "sing"


@pytest.mark.parametrize("text", ["{broken", '{"schema": 99, "answers": {}}'])
def test_a_file_that_cannot_be_used_is_said_on_the_card(answers, text):
    answers.write_text(text, encoding="utf-8")
    card = exercise(ONE_OF_EACH["choose"])
    send(card, "check", value=["a"])
    assert "answers file" in card.feedback["status"]


def test_no_module_takes_the_name_of_something_to_import():
    modules = {path.stem for path in FRONT.parent.iterdir()}
    assert not modules & set(widgets.__all__)
    code = "from blameaware.widgets import *; import blameaware.widgets as w; "
    code += "assert all(callable(getattr(w, name)) for name in w.__all__)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_kind_in_the_bank_is_shown():
    assert set(CARDS) == set(KINDS)
    for name in cards.CARDS:
        assert issubclass(cards.card_class(name), Exercise)


def graded(kind):
    item = bank.item(ONE_OF_EACH[kind])
    part = bank.from_table(bank.public_part(item)) if kind != "order" else item
    return card_of(part, key="final/q1", graded=True)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "order"])
def test_a_graded_card_keeps_and_never_judges(kind):
    card = graded(kind)
    value = {"text": "x"} if kind in {"postmortem", "plan"} else ["a"]
    send(card, "check", value=value)
    assert record("final/q1") == {**record("final/q1"), "value": value, "kind": kind, "tries": 1}
    assert set(card.feedback) == {"status", "r"}
    again = graded(kind)
    assert set(again.feedback) == {"status", "r"}
    send(again, "hint")
    send(again, "look")
    assert "look" not in again.feedback


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "order"])
def test_nothing_in_a_graded_page_tells_the_key(kind):
    item = bank.item(ONE_OF_EACH[kind])
    card = graded(kind)
    page = json.dumps([card.view, card.feedback, card.fallback()], ensure_ascii=False)
    secrets = (
        [*getattr(item, "models", ())] if isinstance(getattr(item, "models", ()), tuple) else []
    )
    for name in ("options", "pairs", "cards", "teams", "measures"):
        secrets += [entry.feedback for entry in getattr(item, name, ())]
    secrets += [mark.why for mark in getattr(item, "blames", ())]
    secrets += [turn.note for node in getattr(item, "nodes", ()) for turn in node.choices]
    for secret in secrets:
        assert json.dumps(secret, ensure_ascii=False)[1:-1] not in page


def test_show_reads_the_public_assignment():
    found = sorted(ASSIGNMENTS.glob("*.json"))
    for path in found:
        names = bank.assignment(path.stem).items
        for name in names:
            card = widgets.show(path.stem, name)
            assert isinstance(card, Exercise), (path, name)
            assert card.graded
            assert card.key == f"{path.stem}/{name}"


def test_a_book_is_built_without_anybodys_answers(answers, monkeypatch):
    name = ONE_OF_EACH["choose"]
    Store(answers).put(name, "choose", ["a"], tried=True, checked=True)
    monkeypatch.setenv("BLAMEAWARE_ANSWERS", "off")
    card = exercise(name)
    assert (card.answer, card.feedback) == ({"n": 0}, {})
    before = answers.read_bytes()
    send(card, "check", value=["b"])
    assert answers.read_bytes() == before
    place._nowhere.cache_clear()


def test_a_postmortem_without_the_facts_is_told_how_many_are_missing():
    item = bank.item(ONE_OF_EACH["postmortem"])
    card = exercise(item.id)
    send(card, "check", value={"text": f"The {item.facts[0]} was seen. " + "It rained. " * 60})
    told = [note["text"] for note in card.feedback["notes"]]
    missing = len(item.facts) - len(card.feedback["kept"])
    assert missing
    assert told[0].startswith(f"{missing} of {len(item.facts)} facts are not found yet")


@pytest.mark.parametrize("kind", ["sort", "match"])
def test_one_guess_that_does_not_fit_is_one_position_and_not_all(kind):
    item = bank.item(ONE_OF_EACH[kind])
    card = exercise(item.id)
    good = good_value(item)
    name, place_of_it = next(iter(good.items()))
    other = next(where for where in good.values() if where != place_of_it)
    send(card, "check", value={name: other})
    assert card.feedback["good"].startswith("You took a position.")


@pytest.mark.parametrize(
    "odd",
    [
        {"tries": "many"},
        {"tries": None, "hints": -3, "best": "x", "score": [1]},
        {"review": {"step": 99, "due": "2026-99-99"}, "seconds": "x", "confidence": "x"},
        {"ladder": [["q1"], 3], "at": 7, "review": [1]},
    ],
)
@pytest.mark.parametrize("value", ["x", [], [["a"], 3], {"stages": [1], "team": ["x"]}])
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_odd_types_is_shown(answers, caplog, kind, value, odd):
    name = ONE_OF_EACH[kind]
    kept = {"kind": kind, "value": value, "checked": True, **odd}
    content = {"schema": 1, "course": "blameaware", "answers": {name: kept}}
    answers.write_text(json.dumps(content), encoding="utf-8")
    card = exercise(name)
    json.dumps([card.view, card.answer, card.feedback])
    assert caplog.records == []
    assert record(name) == kept


@pytest.mark.parametrize("value", ["NaN", '[Infinity, "a"]', '"half \\ud800 a character"'])
@pytest.mark.parametrize("kind", KINDS)
def test_what_no_page_could_read_is_never_sent(answers, kind, value):
    name = ONE_OF_EACH[kind]
    record_text = f'{{"kind": "{kind}", "checked": true, "value": {value}}}'
    answers.write_text(f'{{"schema": 1, "answers": {{"{name}": {record_text}}}}}', encoding="utf-8")
    card = exercise(name)
    sent = [card.answer, card.feedback]
    json.dumps(sent, ensure_ascii=False, allow_nan=False).encode("utf-8")


def test_what_was_done_in_another_version_is_said_and_kept(answers):
    name = ONE_OF_EACH["choose"]
    Store(answers).put(name, "rewrite", "My long text")
    card = exercise(name)
    assert "another version" in card.feedback["status"]
    send(card, "check", value=["a"])
    send(card, "check", value=["b"])
    kept = record(name)
    assert kept["value"] == ["b"]
    assert kept["other_version"] == {"kind": "rewrite", "value": "My long text"}
    assert "another version" not in exercise(name).feedback["status"]


def test_going_back_from_an_end_takes_back_what_was_said_about_it():
    card = exercise("sc-chat-slip")
    send(card, "check", value=["b", "b"])
    assert card.feedback["good"]
    card.set_state({"answer": {"value": ["b"], "n": card.answer["n"] + 1}})
    assert "good" not in card.feedback
    assert record("sc-chat-slip")["value"] == ["b"]


def test_a_postmortem_that_is_not_judged_yet_counts_no_facts():
    card = exercise(ONE_OF_EACH["postmortem"])
    send(card, "check", value={"text": "Too short to judge."})
    assert not any("facts are not found" in note["text"] for note in card.feedback["notes"])


def test_a_promise_is_told_once_about_the_same_words():
    card = exercise("co-promise")
    send(card, "check", value="I promise that nobody will be fired for anything, no matter what.")
    told = [note["text"] for note in card.feedback["notes"]]
    assert sum(text.startswith("“no matter what”") for text in told) == 1
    assert any("covers malice" in text for text in told)
