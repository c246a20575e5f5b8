"""How answers are judged, by kind: scores, what is said, and what happens with anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blameaware import bank
from blameaware.bank.judging import criteria
from blameaware.bank.judgment import Judgment
from blameaware.bank.models import Criterion
from blameaware.bank.public import public_part, right_ids
from blameaware.errors import UserError

CHOOSE = bank.from_table(
    {
        "id": "ch-x",
        "prompt": "Which help?",
        "many": True,
        "option": [
            {"id": "a", "text": "A", "good": True, "feedback": "A helps."},
            {"id": "b", "text": "B", "good": False, "feedback": "B looks back."},
            {"id": "c", "text": "C", "good": True, "feedback": "C helps."},
        ],
    },
    "choose",
)
ONE = bank.from_table(
    {
        "id": "ch-y",
        "prompt": "Which helps?",
        "option": [
            {"id": "a", "text": "A", "good": False, "feedback": "A looks back."},
            {"id": "b", "text": "B", "good": True, "feedback": "B helps."},
        ],
    },
    "choose",
)
ORDER = bank.from_table(
    {
        "id": "or-x",
        "prompt": "Order",
        "step": [
            {"id": name, "text": name, "feedback": f"{name}."} for name in ("rain", "lamp", "go")
        ],
    },
    "order",
)
MATCH = bank.from_table(
    {
        "id": "ma-x",
        "prompt": "Match",
        "pair": [
            {"id": "a", "left": "one", "right": "zebra", "feedback": "F."},
            {"id": "b", "left": "two", "right": "apple", "feedback": "G."},
        ],
    },
    "match",
)
SORT = bank.from_table(
    {
        "id": "so-x",
        "prompt": "Sort",
        "bin": [{"id": "hot", "label": "Hot"}, {"id": "cold", "label": "Cold"}],
        "card": [
            {"id": "fire", "text": "Fire", "bin": "hot", "feedback": "Burns."},
            {"id": "ice", "text": "Ice", "bin": "cold", "feedback": "Melts."},
            {"id": "snow", "text": "Snow", "bin": "cold", "feedback": "Melts."},
        ],
    },
    "sort",
)
TEXT = "Who broke it? The health check failed to start 🙂 at noon."
SPOT = bank.from_table(
    {
        "id": "sp-x",
        "form": "statement",
        "text": TEXT,
        "patterns": ["accusing-question"],
        "blame": [
            {"words": "Who broke it?", "pattern": "accusing-question", "why": "Asks for a name."}
        ],
        "look_alike": [{"words": "health check failed", "why_not": "A check is a thing."}],
    },
    "spot",
)
QUIET = bank.from_table(
    {
        "id": "sp-y",
        "form": "statement",
        "text": "The pump should have stopped at 90.",
        "look_alike": [{"words": "The pump should have stopped", "why_not": "A pump is a thing."}],
    },
    "spot",
)
SCENARIO = bank.from_table(
    {
        "id": "sc-x",
        "title": "T",
        "setting": "S",
        "role": "R",
        "start": "one",
        "node": [
            {"id": "one", "says": "Hi", "choice": [
                {"id": "a", "text": "x", "to": "two", "note": "n"},
                {"id": "b", "text": "y", "to": "bad", "note": "m"}]},
            {"id": "two", "says": "And?", "choice": [
                {"id": "a", "text": "x", "to": "good", "note": "n"}]},
            {"id": "good", "says": "Fine", "end": "good", "lesson": "L"},
            {"id": "bad", "says": "Oh", "end": "hard", "lesson": "M"},
        ],
    },
    "scenario",
)  # fmt: skip
ITEMS = [CHOOSE, ONE, ORDER, MATCH, SORT, SPOT, QUIET, SCENARIO]
BLAME = [0, 13]


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


@pytest.mark.parametrize(
    ("item", "value", "score"),
    [
        (ONE, ["b"], 1.0),
        (ONE, ["a"], 0.0),
        (ONE, ["a", "b"], 1.0),  # a radio button holds the last one
        (CHOOSE, ["a", "c"], 1.0),
        (CHOOSE, ["a"], 0.5),
        (CHOOSE, ["a", "b", "c"], 0.5),  # choosing everything is not finding everything
        (CHOOSE, ["b"], 0.0),
        (CHOOSE, ["a", "gone"], 0.5),
        (ORDER, ["rain", "lamp", "go"], 1.0),
        (ORDER, ["go", "lamp", "rain"], 0.0),
        (ORDER, ["lamp", "rain", "go"], pytest.approx(1 / 3)),
        (MATCH, {"a": "r2", "b": "r1"}, 1.0),
        (MATCH, {"a": "r1", "b": "r1"}, 0.5),
        (MATCH, {"a": "a", "b": "b"}, 0.0),  # the pair's own id is no answer: it would tell the key
        (SORT, {"fire": "hot", "ice": "cold", "snow": "cold"}, 1.0),
        (SORT, {"fire": "hot", "ice": "hot", "snow": "hot"}, pytest.approx(1 / 3)),
        (SPOT, [BLAME], 1.0),
        (SPOT, [[0, 3], [4, 13]], 1.0),
        (SPOT, [], 0.5),
        (SPOT, [[0, len(TEXT)]], 0.0),  # marking everything points at nothing
        (SPOT, [[0, 25]], 1.0),  # some words more still point
        (SPOT, [BLAME, span("at noon")], pytest.approx(2 / 3)),
        (QUIET, [], 1.0),
        (QUIET, [[0, 28]], 0.0),
        (SCENARIO, ["a", "a"], 1.0),
        (SCENARIO, ["b"], 0.3),
        (SCENARIO, ["a"], 0.0),
        (SCENARIO, ["a", "zzz"], 0.0),
    ],
)
def test_scores(item, value, score):
    assert bank.judge(item, value).score == score


def test_marking_a_whole_long_text_does_not_count_as_pointing():
    long = bank.from_table(
        {
            "id": "sp-z",
            "form": "postmortem",
            "text": "You never look. " + "The queue grew slowly over the morning. " * 20,
            "patterns": ["absolute"],
            "blame": [{"words": "You never look", "pattern": "absolute", "why": "Never."}],
        },
        "spot",
    )
    assert bank.judge(long, [[0, len(long.text)]]).score == 0.0
    assert bank.judge(long, [[0, 15]]).score == 1.0


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
@pytest.mark.parametrize("value", [None, "", {}, 7, "x" * 100_000, {"a": ["a"]}, [[["a"]]]])
def test_what_is_no_answer_is_not_done_and_scores_nothing(item, value):
    judged = bank.judge(item, value)
    if not (item.kind == "spot" and isinstance(value, list)):
        assert (judged.score, judged.done) == (0.0, False)
        assert judged.notes[0].text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(value=json_values)
def test_any_json_gets_a_judgment(value):
    for item in ITEMS:
        judged = bank.judge(item, value)
        assert isinstance(judged, Judgment)
        assert 0 <= judged.score <= 1


@settings(max_examples=100, deadline=None)
@given(marks=st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80)), max_size=8))
def test_marks_may_come_in_any_order_and_overlap(marks):
    value = [list(mark) for mark in marks]
    assert bank.judge(SPOT, value) == bank.judge(SPOT, value[::-1])


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(["rain", "lamp", "go"]))
def test_only_the_right_order_is_full(order):
    judged = bank.judge(ORDER, list(order))
    assert (judged.score == 1) == (list(order) == ["rain", "lamp", "go"])
    assert {note.tag for note in judged.notes} == {"rain", "lamp", "go"}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_judgment_says_something_good_and_nobody_is_wrong(item):
    values = [["a"], ["b"], ["a", "a"], [], ["go", "lamp", "rain"], {"a": "r1"}, {"fire": "cold"}]
    for value in values:
        judged = bank.judge(item, value)
        assert judged.good or not judged.done
        for text in (judged.good, *(note.text for note in judged.notes)):
            assert "wrong" not in text.lower()


@pytest.mark.parametrize("item", [*ITEMS], ids=lambda item: item.id)
def test_the_public_part_tells_nothing(item):
    if item is ORDER:
        item = bank.from_table(
            {"id": "or-x", "prompt": "O",
             "step": [{"id": n, "text": n, "feedback": "x"} for n in ("zeta", "alpha", "mid")]},
            "order",
        )  # fmt: skip
    part = public_part(item)
    text = repr(part)
    for key in (
        "good",
        "feedback",
        "why",
        "why_not",
        "blame",
        "look_alike",
        "models",
        "patterns",
        "note",
    ):
        assert f"'{key}':" not in text
    again = bank.from_table(part)
    assert again.id == item.id
    assert bank.judge(again, ["a"]).score == 0 or item.kind in {"spot", "scenario"}


def test_public_pairs_do_not_stand_beside_each_other():
    part = public_part(MATCH)
    assert all("right" not in pair for pair in part["pair"])
    assert [right["text"] for right in part["right"]] == ["apple", "zebra"]
    assert right_ids(MATCH) == {"a": "r2", "b": "r1"}


def test_ids_that_tell_the_order_are_refused():
    item = bank.from_table(
        {
            "id": "or-x",
            "prompt": "O",
            "step": [{"id": n, "text": n, "feedback": "x"} for n in "abc"],
        },
        "order",
    )
    with pytest.raises(UserError, match="tell the order"):
        public_part(item)


ASK = bank.from_table(
    {
        "id": "ak-x",
        "question": "Who left the gate open?",
        "context": "A gate was open.",
        "hints": ["Ask what could be seen."],
        "models": ["What tells people that the gate is open?"] * 3,
    },
    "ask",
)


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("What tells somebody who leaves that the gate is open?", True),
        ("How does the gate usually get closed?", True),
        ("Who was affected, and for how long?", True),  # asks after people in need
        ("How did you notice?", True),
        ("What kind of lock did you need?", True),
        ("Why did you leave it open?", False),
        ("Who forgot it?", False),
        ("And who was there?", False),
        ("How could you not see it?", False),
        ("What were you thinking?", False),
        ("Was the gate open?", False),
        ("What does the gate show", False),
        ("Who left the gate open?", False),
    ],
)
def test_questions(question, full):
    assert (bank.judge(ASK, question).score == 1) == full


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        (("exception*",), "Two Exceptions hold.", "Exceptions"),
        (("exception",), "Two exceptions hold.", ""),
        (("I will not",), "I will\n not do it", "I will\n not"),
        (("don't",), "We don’t ask.", "don’t"),
        (("don’t",), "We don't ask.", "don't"),
        (("a.b",), "axb", ""),
        ((), "anything", ""),
    ],
)
def test_criteria_find_words_and_phrases(words, text, shown):
    criterion = Criterion(id="x", text="X", words=words, feedback="F")
    assert criteria.shown(criterion, text) == shown


@pytest.mark.parametrize(
    ("text", "mastered"),
    [
        ("On Friday night the canary stage was skipped and the checkout was down.", False),
        (
            "On Friday night the checkout was down: the canary stage was skipped, since the box "
            "for that was ticked by default.",
            True,
        ),
        (
            "On Friday night the canary stage was skipped and the checkout was down. "
            "The platform team will take away the box for it by May 5.",
            True,
        ),
    ],
)
def test_a_rewrite_that_only_hides_the_person_is_not_mastered(text, mastered):
    judgment = bank.judge(bank.item("rw-checkout-canary"), text)
    assert (judgment.score >= 0.8) is mastered
    assert not judgment.needs_human


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Am Freitagabend war der Checkout down, weil die Stufe übersprungen wurde.", True),
        ("El viernes por la noche el checkout no funcionó; la casilla estaba marcada.", True),
        ("Vendredi soir le checkout est tombé, la case était cochée par défaut.", True),
        (
            "The checkout was down on Friday night, the canary stage skipped. "
            "The chat said “Marco could not be bothered to wait”.",
            True,
        ),
        ("Friday night, checkout down, canary stage skipped: box ticked by default.", False),
        ("Checkout was down on Friday night because Marco could not be bothered to wait.", False),
        ("The checkout of La Tienda was down on Friday night, canary stage skipped.", False),
    ],
)
def test_what_the_engine_cannot_judge_goes_to_a_person(text, person):
    assert bank.judge(bank.item("rw-checkout-canary"), text).needs_human is person
