"""My answers, progress, review, tests before and after, certificate, pulse, simulations."""

import dataclasses
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from blameaware import widgets
from blameaware.answers import Store, certificate, pulse
from blameaware.answers.review import DAYS
from blameaware.bank.check import OBJECTIVES
from blameaware.bank.index import index
from blameaware.bank.load import load
from blameaware.errors import UserError
from blameaware.simulations import cost_of_blame, spread
from blameaware.widgets import learner, place, quiz
from blameaware.widgets.calendar_file import calendar

from .test_cards import ONE_OF_EACH, send

CHAPTERS = Path(__file__).parents[3] / "chapters"


class Wire:
    """Catches what a widget sends to the page."""

    def __init__(self, card, monkeypatch):
        self.sent = []
        monkeypatch.setattr(card, "send", self.sent.append)


def test_the_index_agrees_with_the_bank():
    bank = load()
    assert {e.id: (e.kind, e.objective) for e in index().values()} == {
        item.id: (item.kind, item.objective) for item in bank
    }


def test_download_load_forget(monkeypatch):
    store = place.store()
    store.put("rw-from-yesterday", "rewrite", "x")
    shown = widgets.exercise(ONE_OF_EACH["choose"])
    send(shown, "check", value=["a"])
    card = widgets.my_answers()
    assert "2 answers are kept" in card.feedback["summary"]
    assert "1 of them belongs" in card.feedback["summary"]
    wire = Wire(card, monkeypatch)
    send(card, "download")
    saved = wire.sent[0]["save"]
    assert json.loads(saved["text"])["answers"].keys() == store.answers().keys()
    send(card, "forget")
    assert store.answers() == {}
    assert "value" not in shown.answer  # the page around follows
    assert "Nothing is kept" in card.feedback["summary"]
    card._handle_custom_msg({"do": "load", "text": saved["text"]}, [])
    assert shown.answer["value"] == ["a"]
    assert store.get("rw-from-yesterday")["value"] == "x"


@pytest.mark.parametrize("text", ["x", "[]", None, '{"schema": 8, "answers": {}}'])
def test_loading_something_else_changes_nothing(text):
    place.store().put("rw-x", "rewrite", "x")
    card = widgets.my_answers()
    card._handle_custom_msg({"do": "load", "text": text}, [])
    assert "Nothing was changed" in card.feedback["status"]
    assert place.store().get("rw-x")["value"] == "x"


def test_entries_that_are_no_records_are_reported_and_kept(answers):
    content = {"schema": 1, "answers": {"ch-accountability": "yes", "rw-x": {"value": "x"}}}
    answers.write_text(json.dumps(content), encoding="utf-8")
    summary = widgets.my_answers().feedback["summary"]
    assert summary.startswith("1 answer is kept")
    assert "could not be read: 1" in summary
    place.store().put("rw-y", "rewrite", "y")
    assert json.loads(answers.read_text())["unreadable"] == {"ch-accountability": "yes"}


def test_answers_of_one_assignment(monkeypatch):
    store = place.store()
    store.put("final/q1", "choose", ["a"])
    store.put("rw-x", "rewrite", "x")
    card = widgets.my_answers("final")
    wire = Wire(card, monkeypatch)
    send(card, "download")
    saved = wire.sent[0]["save"]
    assert saved["name"] == "answers-final.json"
    assert json.loads(saved["text"])["assignment"] == "final"
    assert set(json.loads(saved["text"])["answers"]) == {"final/q1"}
    send(card, "forget")
    assert set(store.answers()) == {"rw-x"}


def test_progress_counts_what_was_checked():
    name = ONE_OF_EACH["choose"]
    card = widgets.progress()
    exercise = widgets.exercise(name)
    good = [option.id for option in exercise.item.options if option.good]
    send(exercise, "check", value=good, seconds=90)
    rows = {row[0]: row[1:] for row in card.feedback["result"]["tables"][0]["rows"]}
    done, mastered, due, minutes = rows["All chapters"]
    assert done.startswith("1 of ")
    assert (mastered, due, minutes) == ("1", "0", "2")


@pytest.mark.parametrize("name", OBJECTIVES)
def test_a_chapter_is_called_as_in_the_book(name):
    lines = (CHAPTERS / f"{name}.md").read_text(encoding="utf-8").splitlines()
    assert f"# {learner.TITLES[name]}" in lines


def test_a_review_asks_again_and_shows_no_earlier_answer(answers):
    name = ONE_OF_EACH["rewrite"]
    yesterday = datetime.now(UTC) - timedelta(days=2)
    record = {"review": {"step": 0, "due": "2020-01-01"}, "checked": True, "hints": 2}
    Store(answers, now=lambda: yesterday).put(name, "rewrite", "Old words.", tried=True, **record)
    shown = widgets.review().children[1]
    assert "value" not in shown.answer
    assert not {"models", "hints", "good", "yours"} & set(shown.feedback)
    assert widgets.exercise(name).answer["value"] == "Old words."  # its own page keeps it
    shown.set_state({"answer": {"value": "New words", "n": 1}})
    assert widgets.review().children[1].answer["value"] == "New words"  # nor is a draft lost
    assert place.store().get(name)["tries"] == 1


def test_review_shows_what_was_missed_when_it_is_due(monkeypatch):
    exercise = widgets.exercise(ONE_OF_EACH["choose"])
    other = [option.id for option in exercise.item.options if not option.good][:1]
    send(exercise, "check", value=other)
    assert len(widgets.review().children) == 1
    tomorrow = date.today() + timedelta(days=DAYS[0])
    monkeypatch.setattr(learner, "today", lambda: tomorrow)
    shown = widgets.review().children
    assert [card.view["id"] for card in shown[1:]] == [exercise.item.id]


def test_a_removed_item_is_not_reviewed():
    place.store().put("rw-gone", "rewrite", "x", review={"step": 0, "due": "2020-01-01"})
    assert len(widgets.review().children) == 1


def test_the_tests_show_the_learners_own_change():
    items = quiz.questions()
    assert len(items) == len(quiz.QUESTIONS) == 10
    assert len({item.objective for item in items}) >= 6
    assert len({item.misconception for item in items}) == 10
    before = {
        i.id: {"value": next(o.id for o in i.options if not o.good), "confidence": 1.0}
        for i in items
    }
    after = {
        i.id: {"value": next(o.id for o in i.options if o.good), "confidence": 0.66} for i in items
    }
    first = widgets.pretest()
    send(first, "check", value=before)
    assert "result" not in first.feedback  # not scored
    second = widgets.posttest()
    send(second, "check", value=after)
    told = " ".join(second.feedback["result"]["text"])
    assert "Before the course 0 of 10" in told
    assert "After the course 10 of 10" in told
    again = widgets.posttest()
    assert again.feedback["result"] == second.feedback["result"]


def test_a_test_without_the_first_one():
    card = widgets.posttest()
    send(card, "check", value={"ch-accountability": {"value": "zzz"}, "other": 3})
    assert "no change to show" in " ".join(card.feedback["result"]["text"])


def complete():
    done = dict.fromkeys(certificate.CHAPTERS, 0)
    for entry in index().values():
        if entry.objective in done and done[entry.objective] < certificate.EACH:
            done[entry.objective] += 1
            place.store().put(entry.id, entry.kind, "x", tried=True, best=0.5, checked=True)


def test_a_certificate_needs_the_exercises_and_a_name():
    card = widgets.certificate()
    send(card, "run", value={"name": "Amara Okafor"})
    assert "files" not in card.feedback["result"]
    assert "Still open" in card.feedback["result"]["text"][0]
    complete()
    send(card, "run", value={"name": "  "})
    assert "files" not in card.feedback["result"]
    send(card, "run", value={"name": "Amara <Okafor>"})
    (file,) = card.feedback["result"]["files"]
    assert "Amara &lt;Okafor&gt;" in file["text"]
    assert "Download your answers" in " ".join(card.feedback["result"]["after"])
    card.set_state({"answer": {"value": {"name": "Somebody Else"}, "n": 99}})
    assert "files" not in card.feedback["result"]
    assert "no grade and no skill" in file["text"]


def test_a_certificate_is_checked_against_the_answers_file(tmp_path, capsys):
    complete()
    store = place.store()
    code = certificate.code_of(store.answers(), "Amara Okafor", "2026-11-23")
    text = store.export()
    assert certificate.check(text, "Amara Okafor", "2026-11-23", code.lower())
    assert not certificate.check(text, "Somebody Else", "2026-11-23", code)
    some = next(iter(store.answers()))
    store.put(some, "choose", "changed")
    assert not certificate.check(store.export(), "Amara Okafor", "2026-11-23", code)
    with pytest.raises(UserError):
        certificate.check("nothing", "a", "b", code)
    path = tmp_path / "handed-in.json"
    path.write_text(text, encoding="utf-8")
    words = [str(path), code, "--name", "Amara Okafor", "--day", "2026-11-23"]
    assert certificate.main(words) == 0
    assert certificate.main([str(tmp_path / "none.json"), *words[1:]]) == 2
    assert "They belong together" in capsys.readouterr().out


def test_the_pulse_is_never_shown_for_fewer_than_five():
    codes = ["1515155", "5151511", "3333333", "2222222"]
    assert pulse.team(codes) is None
    assert pulse.team([*codes, "4444444"]).people == 5


def test_the_pulse_turns_statements_around():
    safest = "".join("1" if turned else "5" for _, _, turned in pulse.STATEMENTS)
    found = pulse.team([safest] * 5)
    assert (found.mean, found.spread) == (5.0, 0.0)
    assert set(found.by_statement.values()) == {5.0}


def test_a_mistyped_code_is_noticed():
    answers = {name: (n % 5) + 1 for n, (name, _, _) in enumerate(pulse.STATEMENTS)}
    code = pulse.code_of(answers)
    assert pulse.codes_in(f"{code} {code}\n1234-5 x") == ([code[:7]] * 2, 0)
    for place_ in range(7):
        changed = str(int(code[place_]) % 5 + 1)
        typed = code[:place_] + changed + code[place_ + 1 :]
        assert pulse.codes_in(typed) == ([], 1), typed
    assert pulse.code_of({**answers, "help": 0}) is None
    assert pulse.code_of({}) is None


def test_lines_without_a_code_are_counted():
    card = widgets.pulse()
    send(card, "team", value={"answers": {}, "codes": "1234567-0\nhello\n\n"})
    assert card.feedback["result"]["text"][0].endswith("mistyped: 2.")


def test_the_pulse_card_shows_a_team_only():
    card = widgets.pulse()
    answers = {name: 4 for name, _, _ in pulse.STATEMENTS}
    send(card, "code", value={"answers": answers})
    code = pulse.code_of(answers)
    assert code in card.feedback["code"]
    send(card, "team", value={"answers": answers, "codes": "\n".join([code] * 4)})
    assert "charts" not in card.feedback["result"]
    send(card, "team", value={"answers": answers, "codes": "\n".join([code] * 5)})
    assert card.feedback["result"]["charts"]


@pytest.mark.parametrize("name", ["cost-of-blame", "turn-taking", "spread"])
def test_a_simulation_has_a_result_from_the_start_and_a_text_alternative(name):
    card = widgets.simulate(name)
    result = card.feedback["result"]
    assert result["text"]
    for chart in result["charts"]:
        assert chart["summary"].startswith(chart["title"])
    assert "<table>" in card.fallback()
    json.dumps([card.view, card.feedback])


@pytest.mark.parametrize("name", ["cost-of-blame", "turn-taking", "spread"])
@pytest.mark.parametrize(
    "value",
    [
        {},
        {"incidents_per_year": -5, "teams": 1e12, "moves": "round", "sample": 3},
        {"incidents_per_year": None, "own": "no names", "sample": "own"},
        {
            "wait_low": 90,
            "wait_high": 10,
            "teams": "many",
            "months": 0,
            "own": "A: b",
            "sample": "own",
        },
        {"hesitate_now": "half", "leader": {"x": 1}, "stakes": "gigantic", "present": ["x"]},
        {"moves": [["round"], {}], "sample": ["x"], "stakes": {}},
    ],
)
def test_a_simulation_survives_any_assumption(name, value):
    card = widgets.simulate(name)
    send(card, "run", value=value)
    assert card.feedback["result"]["text"]
    json.dumps(card.feedback)
    again = widgets.simulate(name)
    assert again.feedback["result"] == card.feedback["result"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("cost-of-blame", {"incidents_per_year": None, "cost_per_minute": -5},
         ["Incidents in a year 40", "Cost of a minute 0"]),
        ("cost-of-blame", {"hesitate_now": 250}, ["How often somebody waits, today 100"]),
        ("cost-of-blame", {"wait_low": 60, "wait_high": 5}, ["Shortest wait 5", "Longest wait 60"]),
        ("spread", {"teams": 4, "start_teams": 9}, ["Teams that start at once 4"]),
    ],
)  # fmt: skip
def test_numbers_that_a_model_replaces_are_told(name, value, told):
    card = widgets.simulate(name)
    assert "this is used" not in " ".join(card.feedback["result"]["text"])
    send(card, "run", value=value)
    text = " ".join(card.feedback["result"]["text"])
    for words in ["this is used", *told]:
        assert words in text


@pytest.mark.parametrize(("name", "model"), [("cost-of-blame", cost_of_blame), ("spread", spread)])
def test_every_assumption_of_a_simulation_can_be_seen_and_changed(name, model):
    card = widgets.simulate(name)
    assumed = {field.name for field in dataclasses.fields(model.Assumptions)}
    assert assumed <= {field["id"] for field in card.view["fields"]}


def test_how_many_gave_up_is_told_for_both_starts():
    told = widgets.simulate("spread").feedback["result"]["text"][1]
    assert re.fullmatch(
        r"Teams that started and gave up: \d+%( to \d+%)?\. "
        r"For comparison, 12 at once: \d+%( to \d+%)?\.",
        told,
    )


def test_a_sample_transcript_stands_on_the_page_without_javascript():
    assert "<p>Tunde: I saw the lock at 09:40.</p>" in widgets.simulate("turn-taking").fallback()


def test_an_unknown_simulation_says_so():
    assert "spread" in widgets.simulate("dice").view["text"]


def test_the_plan_is_exported():
    card = widgets.exercise("pl-first-ninety-days")
    value = {
        "team": "north",
        "incidents": ["label-jam"],
        "stages": {
            "30": "Two reviews by May, with; commas, and\nlines " + "ü" * 60,
            "60": "",
            "90": "",
        },
        "measures": ["time-to-report"],
        "start": "2026-12-01",
    }
    send(card, "check", value=value)
    files = {file["name"]: file["text"] for file in card.feedback["files"]}
    assert "Sorting hall North" in files["plan.md"]
    assert files["plan.ics"].count("BEGIN:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20261231" in files["plan.ics"]
    send(card, "check", value={**value, "start": "soon"})
    assert [file["name"] for file in card.feedback["files"]] == ["plan.md"]


def test_a_calendar_line_is_never_too_long_nor_cut_in_a_character():
    text = calendar([(date(2026, 1, 1), "é" * 100, "a\nb")])
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
    assert "é" * 100 in text.replace("\r\n ", "")
