"""The three models: their arithmetic, their directions, and that a seed settles the luck."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blameaware.simulations import cost_of_blame, spread, turn_taking
from blameaware.simulations.bands import band


def test_a_band_is_the_middle_and_four_fifths():
    assert band(range(101)) == (10, 50, 90)
    assert band([3]) == (3, 3, 3)


def test_the_same_seed_plays_the_same():
    a = cost_of_blame.Assumptions()
    assert cost_of_blame.simulate(a, 7, 50) == cost_of_blame.simulate(a, 7, 50)
    assert cost_of_blame.simulate(a, 7, 50) != cost_of_blame.simulate(a, 8, 50)


def test_without_a_difference_nothing_is_saved():
    a = cost_of_blame.tidy({"hesitate_now": 0.4, "hesitate_then": 0.4})
    found = cost_of_blame.simulate(a, runs=50)
    assert found.saved == (0, 0, 0)
    assert 0.3 < found.cheaper < 0.7  # luck alone


def test_cost_of_one_certain_incident_by_hand():
    a = cost_of_blame.Assumptions(
        incidents_per_year=0, hesitate_now=1, hesitate_then=0, wait_low=30, wait_high=30,
        notice_low=10, notice_high=10, repair_low=60, repair_high=60, growth=0.5, cost_per_minute=2,
    )  # fmt: skip
    found = cost_of_blame.simulate(a, runs=20)
    assert found.now.acknowledge.mid == 40
    assert found.now.resolve.mid == 40 + 60 + 20
    assert found.then.cost.mid == (10 + 60 + 5) * 2
    assert found.saved.mid == 90


@pytest.mark.parametrize(
    ("name", "more"),
    [("wait_high", 240), ("growth", 3.0), ("cost_per_minute", 900), ("hesitate_now", 0.9)],
)
def test_more_of_it_costs_more(name, more):
    base = cost_of_blame.simulate(cost_of_blame.Assumptions(), runs=100)
    worse = cost_of_blame.simulate(cost_of_blame.tidy({name: more}), runs=100)
    assert worse.saved.mid > base.saved.mid


def test_the_case_states_assumptions_before_results_and_promises_nothing():
    a = cost_of_blame.Assumptions()
    text = cost_of_blame.case(a, cost_of_blame.simulate(a, runs=50), "Director of operations")
    assert text.index("What I assumed") < text.index("What follows") < text.index("What I ask for")
    assert "not a forecast" in text
    assert "For: Director of operations" in text


some_json = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from([*cost_of_blame.Assumptions.__annotations__, "x"]), some_json)
)
def test_any_assumption_of_cost_is_made_usable(values):
    a = cost_of_blame.tidy(values)
    assert a.wait_low <= a.wait_high
    assert 0 <= a.hesitate_now <= 1
    found = cost_of_blame.simulate(a, runs=3)
    assert found.now.cost.low <= found.now.cost.mid <= found.now.cost.high


TALK = """[10:02] Ana: one two three four
Ben: five
and six

10:05 Ana: seven
Note without a name"""


def test_turns_are_read_with_times_and_lines_that_go_on():
    turns = turn_taking.turns_of(TALK)
    assert [(turn.speaker, turn.words) for turn in turns] == [("Ana", 4), ("Ben", 3), ("Ana", 5)]


def test_shares_balance_longest_and_silent():
    talk = turn_taking.measure(turn_taking.turns_of(TALK), ["Chi"])
    assert [(s.name, round(s.words, 2)) for s in talk.shares] == [
        ("Ana", 0.75),
        ("Ben", 0.25),
        ("Chi", 0),
    ]
    assert talk.silent == ("Chi",)
    assert talk.longest.words == 5


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([0.5, 0.5], 1.0),
        ([1.0, 0.0], 0.0),
        ([1.0], 0.0),
        ([], 0.0),
        ([0.25] * 4, 1.0),
        ([0.9, 0.1], 0.469),
    ],
)
def test_balance(shares, expected):
    assert turn_taking.balance(shares) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("move", turn_taking.MOVES)
def test_each_move_of_a_facilitator_helps_an_uneven_talk(move):
    talk = turn_taking.measure(turn_taking.turns_of(turn_taking.sample("weekly-review")))
    before, _ = turn_taking.try_moves(talk, [])
    after, shares = turn_taking.try_moves(talk, [move])
    assert after.mid > before.mid
    assert sum(found.mid for found in shares.values()) == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize("name", turn_taking.SAMPLES)
def test_the_samples_are_conversations(name):
    assert len(turn_taking.measure(turn_taking.turns_of(turn_taking.sample(name))).shares) >= 4


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=5), max_size=5))
def test_any_transcript_is_measured(text, present):
    talk = turn_taking.measure(turn_taking.turns_of(text), present)
    assert 0 <= talk.balance <= 1
    turn_taking.try_moves(talk, ["round", "zzz"], runs=2)


def final(**values):
    return spread.simulate(spread.tidy(values), runs=80)


def test_large_incidents_first_spread_less():
    assert final(stakes=0.85).share[-1].mid < final(stakes=0.1).share[-1].mid


def test_starting_everywhere_without_help_makes_more_teams_give_up():
    assert final(start_teams=12).broke_off.mid > final(start_teams=1).broke_off.mid


def test_a_leader_who_keeps_the_promise_helps():
    assert final(sponsor=1.0).share[-1].mid > final(sponsor=0.2).share[-1].mid


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*spread.Assumptions.__annotations__, "x"]), some_json))
def test_any_assumption_of_spread_is_made_usable(values):
    a = spread.tidy(values)
    found = spread.simulate(a, runs=2)
    assert len(found.share) == a.months + 1
    assert all(0 <= b.low <= b.mid <= b.high <= 1 for b in found.share)
