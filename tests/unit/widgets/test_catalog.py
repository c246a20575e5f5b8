"""Interface strings come from one catalog, ready for translation."""

import gettext
import re
import struct

import pytest

from blameaware import widgets
from blameaware.bank import KINDS, wording
from blameaware.widgets import catalog
from blameaware.widgets.strings import strings

from .test_cards import ONE_OF_EACH, send


class Marked(gettext.NullTranslations):
    """A language in which every text stands in brackets."""

    def gettext(self, message):
        return f"⟦{message}⟧"


@pytest.fixture
def marked(monkeypatch):
    monkeypatch.setattr(wording, "_catalog", Marked)


def test_the_catalog_is_up_to_date():
    path = wording.LOCALE / f"{wording.DOMAIN}.pot"
    told = "run: python -m blameaware.widgets.catalog"
    assert path.read_text(encoding="utf-8") == catalog.template(), told


@pytest.mark.parametrize("kind", [*KINDS, "answers", "simulate", "quiz", "pulse", "report"])
@pytest.mark.usefixtures("marked")
def test_every_string_of_the_front_end_is_translated(kind):
    assert all(text.startswith("⟦") for text in strings(kind).values())


@pytest.mark.parametrize(
    "kind", ["choose", "order", "match", "sort", "spot", "ask", "compose", "plan"]
)
@pytest.mark.usefixtures("marked")
def test_feedback_is_translated(kind):
    card = widgets.exercise(ONE_OF_EACH[kind])
    assert card.view["label"].startswith("⟦")
    value = {
        "ask": "Why did you?",
        "compose": "I will try to be better about all this.",
        "spot": [],
    }
    send(card, "check", value=value.get(kind, ["a"]))
    told = [card.feedback.get("good", ""), *(note["text"] for note in card.feedback["notes"])]
    assert any("⟦" in text for text in told)
    assert card.feedback["status"].startswith("⟦")


def test_no_text_has_a_gap_that_nobody_fills():
    for text in catalog.texts():
        assert re.fullmatch(r"[^{}]*(\{\w+\}[^{}]*)*", text), text


def test_a_translation_in_the_catalogs_place_is_used(tmp_path, monkeypatch):
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "blameaware.mo").write_bytes(compiled({"": "Content-Type: text/plain; charset=UTF-8",
                                                     "Start over": "Von vorn"}))  # fmt: skip
    monkeypatch.setattr(wording, "LOCALE", tmp_path)
    wording.use_languages(["xx"])
    try:
        assert strings("choose")["reset"] == "Von vorn"
        assert strings("choose")["check"] == "Check my answer"  # untranslated stays English
    finally:
        wording.use_languages(None)


def compiled(texts):
    """Return a .mo file (GNU gettext's format) of {text: translation}."""
    keys = sorted(text.encode() for text in texts)
    values = [texts[key.decode()].encode() for key in keys]
    data, at = b"", 28 + 16 * len(keys)
    tables = b""
    for group in (keys, values):
        for entry in group:
            tables += struct.pack("<II", len(entry), at + len(data))
            data += entry + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + tables + data


def test_apostrophes_are_curly_like_the_quotation_marks_around_them():
    assert [text for text in catalog.texts() if "'" in text] == []
