"""Facts are matched by meaning: numbers, units, times, names, inflection, synonyms, word order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blameaware.language.facts import match_facts
from blameaware.language.facts_quantities import find_quantities, same, spans_between
from blameaware.language.facts_stem import stem
from blameaware.language.facts_words import straighten, words


def kept(fact: str, text: str) -> bool:
    return match_facts((fact,), words(text))[0].kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7.5 t", "7.5 tonnes"),
        ("7.5 tonnes", "7,500 kg"),
        ("6k", "6,000"),
        ("6,000", "6.000"),
        ("two hours", "2h"),
        ("two hours", "120 minutes"),
        ("half an hour", "30 min"),
        ("an hour", "60 minutes"),
        ("€3,420", "3420 euro"),
        ("98 %", "98 percent"),
        ("2 million", "2,000,000"),
        ("twenty-five", "25"),
        ("a dozen", "12"),
        ("5:35 pm", "17:35"),
        ("3 am", "03:00"),
        ("1 June", "June 1st"),
        ("about 1,200", "1,187"),
        ("14h05", "14:05"),
        ("2 days", "48 hours"),
        ("a day and a half", "36 hours"),
        ("one and a half days", "1.5 days"),
        ("three quarters of an hour", "45 min"),
        ("a quarter of an hour", "15 minutes"),
        ("a third of", "33 %"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("18 m", "18 meters"),
        ("5m", "5 million"),
        ("£5m", "5,000,000 pounds"),
    ],
)
def test_the_same_amount_in_other_words(one, other):
    assert same(find_quantities(one)[0], find_quantities(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7.5 t", "7.6 t"),
        ("6k", "600"),
        ("two hours", "two days"),
        ("05:35", "05:45"),
        ("€3,420", "3420 kg"),
        ("1 June", "1 July"),
        ("98 %", "98 euro"),
        ("18 m", "80 m"),
        ("£5m", "5 pounds"),
        ("a day and a half", "a day"),
    ],
)
def test_another_amount(one, other):
    assert not same(find_quantities(one)[0], find_quantities(other)[0])


def test_two_clock_times_also_say_how_long_it_took():
    found = spans_between(find_quantities("from 05:35 to 06:50"))
    assert [sorted(span.values) for span in found] == [[75.0]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("renewed", "renewal"),
        ("approved", "approval"),
        ("stopped", "stopping"),
        ("went", "goes"),
        ("sent", "sending"),
        ("labelled", "labeled"),
        ("removal", "removing"),
        ("overloaded", "overload"),
    ],
)
def test_forms_of_one_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("hay wagon overloaded by 7.5 tonnes", "The hay wagon was 7.5 t too heavy."),
        ("fined €3,420 at the N7", "There was a fine of 3420 euros at the N7."),
        ("lift stopped from 05:35 to 06:50", "Between 05:35 and 06:50 the lift stood still."),
        ("fishing licence not renewed", "The fishing license had lapsed."),
        ("checkout was down for two hours", "For 2h the checkout could not be reached."),
        ("6,000 downloads", "It was downloaded six thousand times."),
        ("cable pulled out", "The cable was unplugged."),
        ("nobody hurt", "Luckily there were no injuries."),
        ("payments stopped from 03:10 to 04:25", "Payments stopped for 75 minutes."),
        ("change not announced", "The change was unannounced."),
        ("unlabeled bottle on the shelf", "On the shelf was a bottle that was not labeled."),
        ("flood on the first floor", "1st floor flooded"),
        ("greenhouse roof broken", "The roof of the grenhouse is brocken."),
        (
            "violin left in an unlocked locker",
            "In the locker, which was not locked, lay the violin.",
        ),
    ],
)
def test_a_fact_told_in_other_words_is_kept(fact, text):
    assert kept(fact, text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("hay wagon overloaded by 7.5 tonnes", "There was a weight issue."),
        ("fined €3,420 at the N7", "We got a fine."),
        ("6,000 downloads", "There were 600 downloads."),
        ("lift stopped from 05:35 to 06:50", "Something was slow at night."),
        ("greenhouse roof broken", "A branch lay on the path."),
        ("payments stopped from 03:10 to 04:25", "Something took 20 minutes."),
        ("change announced", "It came unannounced."),
    ],
)
def test_a_lost_fact_is_missing(fact, text):
    assert not kept(fact, text)


@pytest.mark.parametrize("text", ["12th place", "the 3rd attempt", "a cake and a half"])
def test_a_place_in_a_row_and_half_a_thing_are_no_amount_of_a_unit(text):
    assert not any(quantity.kind for quantity in find_quantities(text))


def test_a_not_too_many_costs_half():
    fact = "guest noticed the peanuts"
    plain = match_facts((fact,), words("The guest noticed the peanuts."))[0]
    turned = match_facts((fact,), words("The guest never noticed the peanuts."))[0]
    assert turned.share < plain.share


def test_a_match_says_which_words_are_missing():
    match = match_facts(("red button pressed at 17:45",), words("The red button was pressed."))[0]
    assert match.missing == ("17:45",)
    assert (match.quantities, match.quantities_kept) == (1, 0)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_has_words_with_places_in_order(text):
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(st.text())
def test_straightening_keeps_the_length(text):
    assert len(straighten(text)) == len(text)


@given(st.integers(min_value=0, max_value=10**9))
def test_every_integer_is_found_again_with_and_without_commas(number):
    plain, grouped = find_quantities(str(number)), find_quantities(f"{number:,}")
    assert same(plain[0], grouped[0])
