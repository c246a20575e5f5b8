"""Marks on wording are fair: partial credit, reasons, and a person where there is doubt."""

import pytest

from blameaware.grading.score import score

FACTS = "1,840 parcels went to the wrong region on Monday"
GOOD = {
    "full": f"{FACTS}. The holiday plan was still active and has no end time. "
    "Next step: give each plan an end time. What would make the active plan visible?",
    "bullets": "- Mon: 1,840 parcels -> wrong region\n- holiday plan still active until 09:40, "
    "no end time\n- next: add an end time to plans, show the active plan on the screen",
    "first person": "We sent 1,840 parcels to the wrong region Monday. The holiday plan does not "
    "switch itself off. Can we get the screen to show which plan is on?",
    "second language": "At Monday, 1.840 parcels goes to wrong region, because holiday plan was "
    "still on and plan have not end time. Next: plan must have end time.",
    "a role": "The operator followed the posted plan, which was the holiday plan; it had no end "
    f"time, so {FACTS}. Let's make the screen show the active plan.",
    "talks of blame": f"{FACTS}. Calling it “careless” would hide that the holiday plan had no end "
    "time. Next step: give plans an end time.",
}
BLAMES = {
    "should have": f"Samira should have checked the plan before {FACTS}.",
    "human error": "Human error sent 1,840 parcels to the wrong region on Monday.",
    "a kind word first": "Unfortunately Samira overlooked the plan on Monday, and 1,840 parcels "
    "went to the wrong region.",
}


def mark_of(key, text):
    answers = {"rewriting/r1": {"kind": "rewrite", "value": text}}
    return score(key, answers).by_item()["r1"]


@pytest.mark.parametrize("style", GOOD)
def test_a_good_rewrite_in_any_style_gets_most_points_or_a_person(key, style):
    mark = mark_of(key, GOOD[style])
    assert mark.points >= mark.entry.points / 2 or mark.human


@pytest.mark.parametrize("style", BLAMES)
def test_blame_keeps_partial_credit_says_why_and_is_confirmed_by_a_person(key, style):
    mark = mark_of(key, BLAMES[style])
    assert 0 < mark.points < mark.entry.points / 2
    assert mark.human
    notes = [note.text for note in mark.judgment.notes if note.kind != "good"]
    assert any("“" in text for text in notes), "the words are quoted"
    assert any("Try" in text for text in notes), "it says what to do next"


def test_the_statement_itself_needs_nobody(key):
    statement = next(entry.item.statement for entry in key.items if entry.name == "r1")
    mark = mark_of(key, statement)
    assert (mark.points, mark.human) == (0.0, False)


def test_another_topic_is_read_by_a_person(key):
    assert mark_of(key, "The weather was fine, and the cat slept all day.").human
