"""The keys hold: what they call good is good, and what they call a model passes."""

import tomllib

import pytest
from courses import REPOSITORY
from made_answers import perfect

from blameaware.bank import check
from blameaware.bank.judge import judge
from blameaware.bank.judging.scenario import walk
from blameaware.bank.models import Compose, Rewrite, Scenario, Spot
from blameaware.bank.spans import find
from blameaware.errors import UserError
from blameaware.grading.key import OWN_FIELDS, load_key, read_key
from blameaware.grading.score import score

KEYS = {name: load_key(REPOSITORY.key(name)) for name in REPOSITORY.assignments()}
ENTRIES = {f"{name}/{e.name}": (key, e) for name, key in KEYS.items() for e in key.items}
POINTS = {"hearing-blame": 30, "rewriting": 20, "leading-change": 40, "capstone": 100}
PARTS = {"pm-facts": 20, "pm-blame": 15, "pm-factors": 15, "pm-actions": 15}
RUBRIC = {"find": 20, **PARTS, "plan": 15}


def of_kind(kind):
    return [
        pytest.param(entry, id=name)
        for name, (_, entry) in ENTRIES.items()
        if isinstance(entry.item, kind)
    ]


def test_the_assignments_have_their_points():
    assert {name: key.points for name, key in KEYS.items()} == POINTS


def test_the_capstone_has_its_rubric():
    assert {entry.name: entry.points for entry in KEYS["capstone"].items} == RUBRIC


@pytest.mark.parametrize("name", KEYS)
def test_a_perfect_submission_gets_every_point(name):
    key = KEYS[name]
    marks = score(key, perfect(key))
    assert {m.entry.name: m.points for m in marks.marks} == {e.name: e.points for e in key.items}


@pytest.mark.parametrize("name", KEYS)
def test_no_answers_get_no_point_and_wait_for_nobody(name):
    marks = score(KEYS[name], {})
    assert marks.points == 0
    assert not any(mark.human for mark in marks.marks)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_fits_the_bank_s_rules(name):
    table = tomllib.loads(REPOSITORY.key(name).read_text())
    found = []
    for entry in table["item"]:
        own = {field: value for field, value in entry.items() if field not in OWN_FIELDS}
        found += [
            (entry["id"], fault)
            for fault in check._entry_faults(own, entry["kind"], name, {}, False, None)
            if fault.field != "id"
        ]
    assert found == []


@pytest.mark.parametrize("entry", of_kind(Rewrite))
def test_models_of_a_rewrite_pass_and_others_do_not(entry):
    for model in entry.item.models:
        assert judge(entry.item, model).score >= 0.8
    poor = entry.item.must_not_pass
    for text in (poor.still_blames, poor.loses_facts, poor.off_topic, entry.item.statement):
        assert judge(entry.item, text).score < 0.8


@pytest.mark.parametrize("entry", of_kind(Compose))
def test_models_of_a_text_meet_its_criteria(entry):
    for model in entry.item.models:
        assert judge(entry.item, model).score == 1


@pytest.mark.parametrize("entry", of_kind(Spot))
def test_every_place_of_a_text_is_found(entry):
    for place in (*entry.item.blames, *entry.item.look_alikes):
        assert find(entry.item.text, place)


def ends(item, path=()):
    """Yield every way through a conversation with its end."""
    last = walk(item, list(path))[-1][0]
    if last.end:
        yield path, last.end
        return
    assert len(path) < len(item.nodes), f"{path} goes in a circle"
    for turn in last.choices:
        yield from ends(item, (*path, turn.id))


@pytest.mark.parametrize("entry", of_kind(Scenario))
def test_a_conversation_ends_well_in_more_than_one_way(entry):
    reached = list(ends(entry.item))
    assert {end for _, end in reached} == {"good", "mixed", "hard"}
    assert sum(end == "good" for _, end in reached) > 1


def test_the_first_half_of_the_capstone_is_that_of_its_postmortem():
    find_, postmortem = (KEYS["capstone"].items[n].item for n in (0, 1))
    whole = " ".join(postmortem.text.replace("- ", "").split())
    for line in find_.text.strip().splitlines():
        assert not line or line in whole


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": None}, "title is missing"),
        ({"item": [{"id": "q1", "kind": "riddle", "points": 1}]}, "kind is 'riddle'"),
        ({"item": [{"id": "q1", "kind": "choose", "points": 0}]}, "points is 0"),
        ({"item": [{"id": "q1", "kind": "choose", "points": True}]}, "points is True"),
        ({"item": [{"id": "q1", "kind": "choose", "points": 1}]}, "prompt is missing"),
    ],
)
def test_a_key_that_does_not_fit_says_where(change, says):
    table = tomllib.loads(REPOSITORY.key("rewriting").read_text()) | change
    table = {field: value for field, value in table.items() if value is not None}
    with pytest.raises(UserError, match=says):
        read_key("rewriting", table, "")
