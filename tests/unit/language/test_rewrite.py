"""The judge of rewrites: verdicts, scales, findings, invented facts, feedback, any input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blameaware.language import RewriteTask, check_rewrite
from blameaware.language.facts_words import words
from blameaware.language.rewrite_reading import clause, read_rewrite
from blameaware.language.rewrite_same import is_unchanged
from blameaware.language.rewrite_task import LONGEST, OUTCOMES

GATE = RewriteTask(
    statement=(
        "Rosa fell asleep at the gate control and 45 lorries queued for three hours, as always."
    ),
    context="Container port, shift report.",
    facts=("gate not opened", "45 lorries waiting", "three hours"),
    fact_sheet=("The gate has no remote control.",),
)
GOOD = (
    "The gate stayed closed for three hours and 45 lorries waited. One person covers the gate "
    "from midnight, and there is no alarm when the queue grows."
)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (GOOD, "pass"),
        (
            "45 lorries waited 3 h at a gate that was not opened; the gate has no remote control.",
            "pass",
        ),
        (
            "45 lorries queued for three hours because Rosa did not care to stay awake.",
            "still_blames",
        ),
        (
            "I'm not pointing fingers, but 45 lorries waited three hours for Rosa to wake up.",
            "still_blames",
        ),
        ("There was an issue at the entrance.", "loses_facts"),
        ("The cafeteria serves soup on Tuesdays.", "off_topic"),
        (GATE.statement, "unchanged"),
        (GATE.statement.replace(",", ""), "unchanged"),
        (GATE.statement.replace("three", "3").replace("asleep", "aslep"), "unchanged"),
        ("", "empty"),
        ("   \n\t ", "empty"),
        ("🙈🙈🙈 ... !!", "empty"),
        ("a " * LONGEST, "too_long"),
    ],
)
def test_verdicts(text, verdict):
    assert check_rewrite(GATE, text).verdict == verdict


def test_a_good_rewrite_keeps_facts_and_names_a_condition():
    verdict = check_rewrite(GATE, GOOD)
    assert verdict.kept_facts == GATE.facts
    assert verdict.missing_facts == ()
    assert (verdict.scales.blame_removed, verdict.scales.facts_kept) == (2, 2)
    assert verdict.scales.condition_added == 2


def test_a_rewrite_that_only_turned_passive_scores_at_most_three():
    verdict = check_rewrite(GATE, "The gate was not opened for three hours and 45 lorries queued.")
    assert verdict.verdict == "pass"
    assert verdict.scales.total <= 3


@pytest.mark.parametrize(
    "text", ["", "x" * (LONGEST + 1), GATE.statement, "The cafeteria serves soup on Tuesdays."]
)
def test_what_is_no_rewrite_scores_nothing(text):
    assert check_rewrite(GATE, text).scales.total == 0


def test_missing_facts_are_named_as_in_the_task():
    verdict = check_rewrite(GATE, "Something at the gate took a little longer.")
    assert "45 lorries waiting" in verdict.missing_facts
    assert "three hours" in verdict.missing_facts


def test_findings_point_into_the_learners_own_text():
    text = "The gate stayed shut, 45 lorries waited three hours. Rosa should have stayed awake."
    verdict = check_rewrite(GATE, text)
    assert verdict.verdict == "still_blames"
    assert verdict.findings
    for finding in verdict.findings:
        assert text[finding.start : finding.end] == finding.text


def test_a_passing_rewrite_shows_no_blame():
    assert all(f.severity == "advice" for f in check_rewrite(GATE, GOOD).findings)


def test_invented_numbers_and_names_are_listed_but_do_not_fail_a_rewrite():
    text = GOOD + " Since Priya left in 2019 the log shows 12 such nights."
    verdict = check_rewrite(GATE, text)
    assert {"2019", "12"} <= set(verdict.invented)
    assert "Priya" in verdict.invented
    assert verdict.scales.facts_kept == 1
    assert "check" in verdict.next.lower()


def test_a_name_with_accents_that_the_statement_has_is_not_invented():
    task = RewriteTask("Ayşe broke the lamp on purpose.", "", ("lamp broken",))
    assert check_rewrite(task, "The lamp broke while Ayşe carried it up the stairs.").invented == ()


def test_the_owner_of_an_action_is_not_invented():
    assert check_rewrite(GATE, f"{GOOD} Action: add an alarm (owner: Priya).").invented == ()


def test_praise_never_quotes_a_clause_that_blames():
    verdict = check_rewrite(
        GATE, "45 lorries waited three hours because Rosa never opens the gate."
    )
    assert verdict.verdict == "still_blames"
    assert "Rosa" not in verdict.good


def test_the_fact_sheet_and_other_spellings_are_not_invented():
    text = "45 trucks stood for 180 minutes at the closed gate; it has no remote control."
    assert check_rewrite(GATE, text).invented == ()


@pytest.mark.parametrize(
    "text", [GOOD, "There was an issue.", "Rosa slept, as always.", "", GATE.statement]
)
def test_feedback_says_what_is_good_asks_one_thing_and_offers_a_move(text):
    verdict = check_rewrite(GATE, text)
    assert verdict.good
    assert verdict.question.rstrip(".").endswith("?")
    assert verdict.move in {"M1", "M2", "M3", "M4", "M5", "M6", "M7"}
    assert verdict.next
    said = f"{verdict.good} {verdict.question} {verdict.next}".lower()
    assert "wrong" not in said
    assert "{" not in said


def test_feedback_on_blame_quotes_the_words_and_names_the_pattern():
    verdict = check_rewrite(
        GATE, "45 lorries waited three hours because Rosa should have been awake."
    )
    assert any(finding.text in verdict.question for finding in verdict.findings)


def test_the_same_text_gets_the_same_feedback():
    assert check_rewrite(GATE, GOOD) == check_rewrite(GATE, GOOD)


def test_feedback_varies_between_texts():
    texts = [f"{GOOD} Row {letter} was full." for letter in "abcdefgh"]
    assert len({check_rewrite(GATE, text).good for text in texts}) > 1


def test_a_sentence_of_news_is_a_condition_though_no_cue_is_in_it():
    text = (
        "The gate stayed closed for three hours and 45 lorries waited. Night duty goes from the "
        "harbor pilot to the tower at four, by radio."
    )
    verdict = check_rewrite(GATE, text)
    assert verdict.verdict == "pass"
    assert verdict.scales.condition_added >= 1


def test_the_last_sentence_is_quoted_where_it_is_the_one_that_blames():
    verdict = check_rewrite(
        GATE, "The gate stayed closed for three hours, 45 lorries waited. Rosa was lazy, as always."
    )
    assert verdict.verdict == "still_blames"
    assert all("Rosa" in finding.text for finding in verdict.findings)


HOTEL = RewriteTask(
    "The night desk gave away the guest's room, those sleepyheads.",
    "Hotel, duty manager.",
    ("guest's room given away", "he slept in the lobby"),
)


def test_those_it_happened_to_are_not_those_who_acted():
    told = {token.word: token.form for token in read_rewrite(HOTEL, "He slept.").classed.tokens}
    assert told["he"] == "AFFECTED"
    assert (
        check_rewrite(HOTEL, "The guest's room was given away and he slept in the lobby.").verdict
        == "pass"
    )


def test_numbers_of_another_topic_need_no_check():
    verdict = check_rewrite(GATE, "Skiing became an Olympic sport in 1924.")
    assert verdict.verdict == "off_topic"
    assert "1924" not in verdict.next


def test_a_role_with_a_reason_that_makes_sense_may_stay():
    task = RewriteTask(
        "The tailor, that dreamer, cut the 12 coats to the old pattern.",
        "Workshop of an opera house.",
        ("12 coats cut", "old pattern"),
    )
    text = (
        "The tailor cut the 12 coats to the old pattern: it was the one that hung on the hook, "
        "and the new one has no date on it."
    )
    assert check_rewrite(task, text).verdict == "pass"


def test_a_task_without_facts_or_context_is_judged_too():
    verdict = check_rewrite(RewriteTask("You broke the build again!"), "The build failed on main.")
    assert verdict.verdict in OUTCOMES
    assert verdict.missing_facts == ()


@pytest.mark.parametrize(
    "text",
    [
        "שער הנמל נשאר סגור שלוש שעות",
        "<p>The <b>gate</b> stayed closed</p><script>alert(1)</script>",
        "\x00\x01 gate \ud800 closed",
        "الباب " * 300,
        "1" * LONGEST,
        "{fact} {0} %s",
        "a'" * 1000,
    ],
)
def test_strange_text_gets_a_verdict(text):
    assert check_rewrite(GATE, text).verdict in OUTCOMES


@given(st.text(max_size=300), st.text(max_size=120), st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_on_any_task_gets_a_verdict(text, statement, facts):
    verdict = check_rewrite(RewriteTask(statement, "", tuple(facts)), text)
    assert 0 <= verdict.scales.total <= 8
    assert set(verdict.kept_facts) | set(verdict.missing_facts) <= set(facts)
    for finding in verdict.findings:
        assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    ("text", "unchanged"),
    [
        (
            "rosa fell asleep at the gate control; and 45 lorries queued for 3 hours, as always",
            True,
        ),
        ("Rosa was busy at the gate control and 45 lorries queued for three hours.", False),
        ("45 lorries queued for three hours at the gate.", False),
    ],
)
def test_unchanged_means_the_same_words(text, unchanged):
    assert is_unchanged(GATE.statement, text) is unchanged


def test_reading_a_rewrite_grows_with_its_length_and_not_with_its_square():
    short, long = words("gate closed 45 " * 100), words("gate closed 45 " * 200)
    assert len(long) == 2 * len(short)


@pytest.mark.parametrize(
    ("text", "around", "whole"),
    [
        ("At 21:14, the gate was open, as planned.", "gate", " the gate was open"),
        ("Log: at 21:14 4.0 ran; then 1,100 calls came.", "ran", " at 21:14 4.0 ran"),
        ("The dose at 8 a.m. was given twice.", "dose", "The dose at 8 a.m. was given twice"),
        ("It ran. db-1.example.org did not answer!", "answer", " db-1.example.org did not answer"),
        ("“The lamp was off”, says the log.", "lamp", "“The lamp was off”"),
    ],
)  # fmt: skip
def test_a_clause_is_whole(text, around, whole):
    place = text.index(around)
    start, end = clause(text, place, place + len(around))
    assert text[start:end] == whole


@pytest.mark.parametrize(
    "text",
    [
        GOOD + " Action: a lamp at the gate (owner: facilities, due May 12).",
        GOOD + " The log is read once a day.",
    ],
)
def test_a_due_date_and_once_a_day_are_not_invented(text):
    assert not {"May 12", "May", "a day"} & set(check_rewrite(GATE, text).invented)
