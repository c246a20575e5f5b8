"""What `analyze` hands back, whatever it is given."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blameaware.language import MOVES, PATTERNS, analyze
from blameaware.language.compile import TABLES_TARGET, TARGET, render, render_tables

WORDS = st.sampled_from(
    [
        "the",
        "a",
        "nurse",
        "Dana",
        "should",
        "have",
        "not",
        "checked",
        "failed",
        "to",
        "because",
        "why",
        "did",
        "you",
        "they",
        "forgot",
        "system",
        ".",
        ",",
        "?",
        "!",
        "\n",
        "-",
        ">",
        "`",
        '"',
        "'",
        "human",
        "error",
        "never",
        "always",
        "someone",
        "@li",
        "10:02",
        "😀",
        "Zoë",
        "(",
        ")",
        ":",
    ]
)


def test_the_compiled_data_is_up_to_date() -> None:
    told = "run: python -m blameaware.language.compile"
    assert TARGET.read_text("utf-8") == render(), told
    assert TABLES_TARGET.read_text("utf-8") == render_tables(), told


def test_a_finding_says_where_who_why_and_what_to_ask() -> None:
    text = "At noon Dana should have checked the lag."
    (finding, *_) = analyze(text).findings
    assert finding.pattern == "counterfactual"
    assert text[finding.start : finding.end] == finding.text
    assert "should have checked" in finding.text
    assert finding.agent == "Dana"
    assert finding.question.endswith("?")
    assert finding.move in MOVES


def test_advice_alone_is_ok() -> None:
    analysis = analyze("The root cause was the missing gasket.")
    assert analysis.label == "ok"
    assert [f.pattern for f in analysis.findings] == ["single-cause"]


def test_names_can_be_asked_to_stay_out() -> None:
    text = "Priya deployed version 2 at 10:02."
    assert analyze(text).findings == ()
    strict = analyze(text, names="roles-only")
    assert [(f.pattern, f.text) for f in strict.findings] == [("naming", "Priya")]


def test_spans_count_code_points() -> None:
    text = "😀😀 You should have tested this."
    (finding, *_) = analyze(text).findings
    assert finding.text == text[finding.start : finding.end]


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    _holds_together(text)


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_row_of_words_is_read(text: str) -> None:
    _holds_together(text)


def _holds_together(text: str) -> None:
    first, second = analyze(text), analyze(text)
    assert first == second
    for finding in first.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        assert finding.pattern in PATTERNS


GROWING = {
    "sentences": "Dana should have checked the lag. ",
    "no end": "should have should have not ",
    "commas": "because, because, ",
    "quotes": "\" ' “ ” ",
    "stops": ". . . ! ? ",
    "one word": "a",
    "brackets": "[(<{",
    "dots": ".",
    "new lines": "\n",
    "at signs": "@a@",
    "apostrophes": "n't'",
    "dashes": "a-",
}


@pytest.mark.parametrize("seed", GROWING.values(), ids=GROWING)
def test_twice_the_text_takes_about_twice_the_time(seed: str) -> None:
    base = max(1, 4_000 // len(seed))

    def took(times: int) -> float:
        text = seed * times
        begin = time.process_time()
        analyze(text)
        return time.process_time() - begin

    took(base)
    once = min(took(base) for _ in range(2))
    four = min(took(base * 4) for _ in range(2))
    assert four < 10 * once + 0.05, "four times the text should not take sixteen times as long"
