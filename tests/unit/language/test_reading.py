"""Sentences, words, and who acts."""

import pytest

from blameaware.language.sentences import LONGEST, sentences
from blameaware.language.tagger import read
from blameaware.language.tokens import tokenize


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It broke. We fixed it.", ["It broke.", "We fixed it."]),
        ("See e.g. the log. It is long.", ["See e.g. the log.", "It is long."]),
        ("At 10 a.m. the job ran.", ["At 10 a.m. the job ran."]),
        ("Dr. Okafor called. Nobody answered.", ["Dr. Okafor called.", "Nobody answered."]),
        ("Version 2.3.1 shipped at 09:30.", ["Version 2.3.1 shipped at 09:30."]),
        ("- first\n- second", ["- first", "- second"]),
        ("1. Open the valve\n2. Close it", ["1. Open the valve", "2. Close it"]),
        ("One\n\nTwo", ["One", "Two"]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("Impact: 31 orders failed\nOwner: Dana", ["Impact: 31 orders failed", "Owner: Dana"]),
        ("dana: why now?\nli: sorry", ["dana: why now?", "li: sorry"]),
        ("[10:02] <li> paged\n[10:03] <po> on it", ["[10:02] <li> paged", "[10:03] <po> on it"]),
        ("@po: on it\n@li: thanks", ["@po: on it", "@li: thanks"]),
        ("10:02 paged\n10:09 - healed", ["10:02 paged", "10:09 - healed"]),
        (
            "2026-01-02T10:02Z up\n2026-01-02T10:09Z down",
            ["2026-01-02T10:02Z up", "2026-01-02T10:09Z down"],
        ),
        ("| 10:02 | paged |\n| 10:09 | healed |", ["| 10:02 | paged |", "| 10:09 | healed |"]),
        ("a) look\nb) leap", ["a) look", "b) leap"]),
        ("(1) look\n(2) leap", ["(1) look", "(2) leap"]),
        ("hard break  \nnext", ["hard break", "next"]),
        ("hard break\\\nnext", ["hard break\\", "next"]),
        (
            "It was wrapped and\nDana did not\nsee it.",
            ["It was wrapped and\nDana did not\nsee it."],
        ),
        (
            "See No. 5 and fig. 3. It took approx. 40 min. to heal.",
            ["See No. 5 and fig. 3.", "It took approx. 40 min. to heal."],
        ),
        (
            "Mr. Kim et al. wrote it. J. R. Ruiz left.",
            ["Mr. Kim et al. wrote it.", "J. R. Ruiz left."],
        ),
        ('She asked "why?" and left.', ['She asked "why?" and left.']),
        ("Wait... what?! Yes.", ["Wait...", "what?!", "Yes."]),
        (
            "See https://x.org/a.b?c=d. Then a.yml changed.",
            ["See https://x.org/a.b?c=d.", "Then a.yml changed."],
        ),
        ("", []),
        (" \n\t", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_run_without_an_end_is_cut() -> None:
    pieces = list(sentences("word " * LONGEST))
    assert all(end - start <= LONGEST for start, end in pieces)


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("didn't", ["did", "not"]),
        ("didnt", ["did", "not"]),
        ("can't", ["can", "not"]),
        ("They’re here", ["they", "are", "here"]),
        ("you should of asked", ["you", "should", "have", "asked"]),
        ("Olga's fault", ["olga", "'s", "fault"]),
    ],
)
def test_contractions_and_spellings(text: str, norms: list[str]) -> None:
    assert [token.norm for token in tokenize(text)] == norms


def test_token_spans_point_into_the_text() -> None:
    text = "Zoë didn't call @pavel at 10:02 — why?"
    for token in tokenize(text):
        assert 0 <= token.start < token.end <= len(text)
    assert [text[t.start : t.end] for t in tokenize(text) if t.kind == "handle"] == ["@pavel"]


def subject_of(text: str, word: str) -> str:
    reading = read(text)
    return reading.subjects[reading.norms.index(word)]


@pytest.mark.parametrize(
    ("text", "word", "subject"),
    [
        ("Dana checked the lag.", "checked", "P"),
        ("The health check failed to start.", "failed", "S"),
        ("The alert for the payments team should have fired.", "should", "S"),
        ("The night nurse forgot the chart.", "forgot", "P"),
        ("Why did you restart the primary?", "restart", "U"),
        ("Someone in payments forgot to renew it.", "forgot", "V"),
        ("The network team ignored it.", "ignored", "T"),
        ("Our vendor dropped it.", "dropped", "Q"),
        ("I forgot the flag.", "forgot", "I"),
        ("Jenkins failed at noon.", "failed", "S"),
        ("j.kim@ forgot the flag.", "forgot", "P"),
        ("Nguyễn forgot the flag.", "forgot", "P"),
    ],
)
def test_who_acts(text: str, word: str, subject: str) -> None:
    assert subject_of(text, word) == subject
