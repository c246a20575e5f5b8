"""The course's bank as a whole: amounts, who stands in it, and that engine and items agree."""

from collections import Counter

import pytest

from blameaware import bank
from blameaware.bank.check import OBJECTIVES
from blameaware.bank.check_language import language_faults
from blameaware.bank.models import KINDS
from blameaware.bank.public import mixed_options
from blameaware.language import PATTERNS, analyze

BANK = bank.load()
SOFTWARE = "software"


def of(kind):
    return BANK.of_kind(kind)


QUIZ_KINDS = ("choose", "order", "match", "sort")


@pytest.mark.parametrize(
    ("what", "count", "least"),
    [
        ("rewriting statements", len(of("rewrite")), 80),
        ("items to spot blame in", len(of("spot")), 80),
        ("quiz items", sum(len(of(kind)) for kind in QUIZ_KINDS), 60),
        ("scenarios", len(of("scenario")), 12),
        ("long scenarios", sum(8 <= len(item.nodes) <= 15 for item in of("scenario")), 5),
        ("questions to turn around", len(of("ask")), 10),
        ("full postmortems", len(of("postmortem")), 2),
        ("texts to compose", len(of("compose")), 4),
        ("plans", len(of("plan")), 1),
    ],
)
def test_there_is_enough_to_practice(what, count, least):
    assert count >= least, f"{what}: {count} of at least {least}"


def test_half_of_the_spot_items_are_look_alikes():
    quiet = sum(not item.blames for item in of("spot"))
    assert 0.4 <= quiet / len(of("spot")) <= 0.6


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_every_pattern_is_rewritten_three_times(pattern):
    assert sum(pattern in item.patterns for item in of("rewrite")) >= 3


def test_all_seventeen_misconceptions_are_met():
    met = {item.misconception for kind in QUIZ_KINDS for item in of(kind)}
    assert met >= set(range(1, 18))


def test_a_third_comes_from_four_trades_outside_software():
    trades = Counter(item.trade for item in of("rewrite"))
    outside = {trade: n for trade, n in trades.items() if trade != SOFTWARE}
    assert len(outside) >= 4
    assert sum(outside.values()) >= len(of("rewrite")) / 3


def test_several_registers():
    assert len({item.register for item in of("rewrite")} - {""}) >= 5


@pytest.mark.parametrize("objective", OBJECTIVES[1:])
def test_every_chapter_has_exercises_of_several_kinds(objective):
    kinds = {item.kind for item in BANK if item.objective == objective}
    assert len(kinds) >= 2


# --- who stands in the bank -------------------------------------------------------------------

PEOPLE = [(item, person) for item in BANK for person in item.people]
# Statements blame somebody in them: whoever is named in a rewriting item is the one blamed.
BLAMED = [person for item in of("rewrite") for person in item.people]


def test_genders_as_written_are_balanced():
    for people in ([person for _, person in PEOPLE], BLAMED):
        count = Counter(person.gender for person in people)
        assert count["f"] and count["m"]
        assert 0.6 <= count["f"] / count["m"] <= 1.67, count


def test_no_name_is_always_the_culprit():
    names = Counter(person.name for person in BLAMED if person.name)
    name, count = names.most_common(1)[0]
    assert count <= 3, f"{name} is blamed {count} times"


def test_names_come_from_many_cultures_and_none_prevails():
    for people in ([person for _, person in PEOPLE], BLAMED):
        cultures = Counter(person.culture for person in people if person.name)
        assert len(cultures) >= 15
        culture, count = cultures.most_common(1)[0]
        assert count <= 0.15 * sum(cultures.values()), f"{culture}: {count}"


def test_roles_vary_and_none_prevails():
    roles = Counter(person.role.casefold() for person in BLAMED if person.role)
    assert len(roles) >= 25
    role, count = roles.most_common(1)[0]
    assert count <= 0.12 * sum(roles.values()), f"{role}: {count}"


def test_people_in_the_text_are_written_down():
    """A name in `people` stands in the item, so the counts above count what learners read."""
    for item, person in PEOPLE:
        if person.name:
            assert (
                person.name
                in repr(item).split("people=", 1)[0] + repr(item).split("source=", 1)[-1]
            ), (
                item.id,
                person.name,
            )


def test_the_helpful_option_stands_anywhere():
    places = Counter(
        next(n for n, option in enumerate(mixed_options(item)) if option.good)
        for item in of("choose")
        if not item.many
    )
    assert max(places.values()) <= 0.55 * sum(places.values())


# --- engine and items agree -------------------------------------------------------------------


@pytest.mark.parametrize("item", of("rewrite"), ids=lambda item: item.id)
def test_models_pass_and_the_others_do_not(item):
    assert [f"{fault.field} {fault.message}" for fault in language_faults(item)] == []


def test_the_engine_hears_blame_in_most_statements():
    """A statement may be subtler than the engine: the item is fine then, but not often."""
    unheard = [item.id for item in of("rewrite") if analyze(item.statement).label != "blame"]
    assert len(unheard) <= 0.2 * len(of("rewrite")), unheard


@pytest.mark.parametrize("item", [*of("ask"), *of("compose")], ids=lambda item: item.id)
def test_models_do_not_blame(item):
    assert [f"{fault.field} {fault.message}" for fault in language_faults(item)] == []


@pytest.mark.parametrize("item", of("ask"), ids=lambda item: item.id)
def test_model_questions_get_full_marks(item):
    for text in item.models:
        assert bank.judge(item, text).score == 1, text
    assert bank.judge(item, item.question).score == 0


@pytest.mark.parametrize("item", of("compose"), ids=lambda item: item.id)
def test_model_texts_meet_their_own_criteria(item):
    for text in item.models:
        judged = bank.judge(item, text)
        looks = [note.text for note in judged.notes if note.kind == "look"]
        assert looks == [], text


@pytest.mark.parametrize("item", of("postmortem"), ids=lambda item: item.id)
def test_the_model_postmortem_is_good_and_the_original_is_not(item):
    models = item.models
    actions = [
        {"what": text, "owner": "Platform", "due": "2026-12-01", "done_when": "a test shows it"}
        for text in models.actions
    ]
    value = {
        "text": "\n\n".join(models.sections),
        "factors": list(models.factors),
        "actions": actions,
    }
    assert bank.judge(item, value).score >= 0.8
    assert bank.judge(item, {"text": item.text}).score < 0.5


def test_every_kind_is_there():
    assert {item.kind for item in BANK} == set(KINDS)
