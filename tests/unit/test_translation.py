"""Translated pages belong to the English pages of today, and lose nothing of what is in them."""

import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest
import translate
import translated_pages
from babel.messages.catalog import Catalog
from translated_pages import LOCALE, ROOT, State, TranslationError, Words

LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())
CATALOGS = [
    (language, page)
    for language in LANGUAGES
    for page in translated_pages.catalogs(language)
]  # fmt: skip
DIAGRAMS = sorted(LOCALE.glob("*/diagrams/**/*.svg"))
ROLE = re.compile(r"\{[\w:+-]+\}`[^`]*`")
TARGET = re.compile(r"\]\(([^)]*)\)|\]\[([^\]]*)\]")
CODE = re.compile(r"`[^`]+`")
STRONG = re.compile(r"\*\*[^*]+\*\*")
EMPHASIS = re.compile(r"(?<!\*)\*[^*\s][^*]*\*(?!\*)")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
SAID = Words("Book", "A note", "On {date} from {revision} of {english}.", "In English.", "Behind.")
PAGE = "---\n# a comment\n---\n\n# Title\n\nText.\n"
LIVE = '```{code-cell} ipython3\n:tags: [live]\n\nexercise("x")\n```\n'


def catalog_of(language, page):
    return translated_pages.read_catalog(translated_pages.catalogs(language)[page])


def messages_of(language, page):
    return [message for message in catalog_of(language, page) if message.id]


def numbers(text):
    """Numbers as they count, however a language groups their digits; times keep their colon."""
    return Counter(re.sub("[.,]", "", number) for number in NUMBER.findall(text))


def in_it(message):
    """Count what a translation has to keep as it is: roles, links, code."""
    targets = ["".join(found) for found in TARGET.findall(message)]
    code = CODE.findall(ROLE.sub("", message))
    return Counter(ROLE.findall(message)) + Counter(targets) + Counter(code)


def parts(message):
    return len(STRONG.findall(message)), len(EMPHASIS.findall(STRONG.sub("", message)))


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """The messages of today's English pages: page -> list of texts in reading order."""
    pages = {page for _, page in CATALOGS}
    folder = translate.extract(pages, tmp_path_factory.mktemp("gettext"))
    return {
        page: [m.id for m in translated_pages.read_catalog(folder / f"{page}.pot") if m.id]
        for page in pages
    }


def test_a_chapter_is_translated_into_spanish():
    assert ("es", "chapters/04-rewriting") in CATALOGS


@pytest.mark.parametrize(("language", "page"), CATALOGS)
def test_a_catalog_has_the_messages_of_the_english_page(templates, language, page):
    there = [message.id for message in messages_of(language, page)]
    assert templates[page], "a page without messages cannot be translated"
    assert sorted(there) == sorted(templates[page]), (
        f"Run: python tools/translate.py update {language}"
    )


@pytest.mark.parametrize(("language", "page"), CATALOGS)
def test_every_message_is_translated_and_was_looked_at(language, page):
    messages = messages_of(language, page)
    assert [m.id for m in messages if not m.string] == []
    assert [m.id for m in messages if m.fuzzy] == []
    # What is the same in both languages is a name or a number; a sentence never is.
    assert [m.id for m in messages if m.string == m.id and " " in m.id] == []


@pytest.mark.parametrize(("language", "page"), CATALOGS)
def test_citations_links_and_code_are_kept(language, page):
    for message in messages_of(language, page):
        assert in_it(message.string) == in_it(message.id), message.id


@pytest.mark.parametrize(("language", "page"), CATALOGS)
def test_no_number_is_lost(language, page):
    for message in messages_of(language, page):
        assert numbers(message.string) == numbers(message.id), message.id


@pytest.mark.parametrize(("language", "page"), CATALOGS)
def test_what_is_stressed_is_stressed(language, page):
    for message in messages_of(language, page):
        assert parts(message.string) == parts(message.id), message.id


@pytest.mark.parametrize(("language", "page"), CATALOGS)
def test_a_catalog_says_when_and_from_what_it_was_translated(language, page):
    state = translated_pages.state(catalog_of(language, page))
    assert re.fullmatch(r"[0-9a-f]{7,40}", state.revision)
    assert state.done is not None


@pytest.mark.parametrize(("language", "page"), CATALOGS)
def test_the_note_at_the_top_can_be_written(language, page):
    state = translated_pages.state(catalog_of(language, page))
    text = (ROOT / f"{page}.md").read_text(encoding="utf-8")
    said = translated_pages.words(language)
    note = translated_pages.note(page, text, language, state, said)
    assert state.revision in note
    assert f'"../../{page}.html"' in note
    assert (said.exercises.strip() in note) == ("exercise(" in text)
    assert "{" not in note.replace("{admonition}", "")


@pytest.mark.parametrize("diagram", DIAGRAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_translated_diagram_is_the_english_one_with_other_words(diagram):
    def drawing(path):
        return re.sub(r">[^<]*", ">", path.read_text(encoding="utf-8")).split()

    name = str(diagram).partition("/diagrams/")[2]
    original = ROOT / "book" / "assets" / "diagrams" / name
    assert drawing(diagram) == drawing(original)


# --- the tools themselves -----------------------------------------------------------------------


def test_what_is_counted_in_a_message():
    told = "See {cite}`key` and [this](../a.md), run `x`; **two** of 6,400 at 18:50 are *not*."
    assert in_it(told) == Counter(["{cite}`key`", "../a.md", "`x`"])
    assert numbers(told) == numbers("6.400, 18:50") == Counter(["6400", "18:50"])
    assert parts(told) == (1, 1)


def test_the_translated_toc_has_the_translated_pages_in_the_english_order():
    toc = {
        "root": "book/welcome",
        "parts": [
            {"caption": "One", "chapters": [{"file": "chapters/b"}, {"file": "chapters/c"}]},
            {"chapters": [{"file": "x", "sections": [{"file": "chapters/a.md"}]}]},
        ],
    }
    pages = {"book/welcome", "chapters/a", "chapters/b"}
    made = translate.toc_of(pages, toc)
    assert made["root"] == "book/welcome"
    assert made["chapters"] == [{"file": "chapters/b"}, {"file": "chapters/a"}]
    with pytest.raises(TranslationError, match="chapters/gone"):
        translate.toc_of({*pages, "chapters/gone"}, toc)
    with pytest.raises(TranslationError, match="first page"):
        translate.toc_of({"chapters/a"}, toc)


def made_catalog(*pairs, fuzzy=()):
    catalog = Catalog(locale="es")
    for english, spanish in pairs:
        catalog.add(english, spanish, flags={"fuzzy"} if english in fuzzy else set())
    return catalog


@pytest.mark.parametrize(
    ("catalog", "expected"),
    [
        (made_catalog(("a", "b"), ("c", "d")), (2, 0, 0)),
        (made_catalog(("a", "b"), ("c", "")), (2, 1, 0)),
        (made_catalog(("a", "b"), ("c", "d"), fuzzy=("a",)), (2, 0, 1)),
    ],
)
def test_where_a_translation_stands(catalog, expected):
    state = translated_pages.state(catalog)
    assert (state.total, state.missing, state.fuzzy) == expected
    assert state.complete == (expected[1:] == (0, 0))


def test_a_complete_catalog_notes_its_source_once():
    catalog, now = made_catalog(("a", "b")), datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert translate.stamp(catalog, "abc1234", now)
    assert not translate.stamp(catalog, "abc1234", now)
    assert translate.stamp(catalog, "def5678", now)
    state = translated_pages.state(catalog)
    assert (state.revision, state.done) == ("def5678", date(2026, 11, 23))
    assert catalog.header_comment.count("Source revision") == 1


@pytest.mark.parametrize(("spanish", "revision"), [("", "abc1234"), ("b", "")])
def test_an_incomplete_catalog_or_an_unknown_source_is_not_noted(spanish, revision):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert not translate.stamp(made_catalog(("a", spanish)), revision, now)


@pytest.mark.parametrize(
    ("text", "missing", "told"),
    [
        (PAGE, 0, ["On November 23, 2026 from abc1234 of ../../book/x.html."]),
        (PAGE + LIVE, 0, ["On ", "In English."]),
        (PAGE, 1, ["On ", "Behind."]),
        (PAGE + LIVE, 1, ["On ", "In English.", "Behind."]),
    ],
)
def test_the_note_says_what_holds_for_the_page(text, missing, told):
    state = State(5, missing, 0, date(2026, 11, 23), "abc1234")
    note = translated_pages.note("book/x", text, "en", state, SAID)
    for part in told:
        assert part in note
    assert note.count("\n\n") == len(told)


def test_a_page_is_not_published_that_does_not_say_what_it_translates():
    with pytest.raises(TranslationError, match="update es"):
        translated_pages.note("book/x", PAGE, "es", State(5, 0, 0, None, ""), SAID)


def test_the_note_comes_right_after_the_title():
    page = translated_pages.marked(PAGE, "NOTE\n")
    assert page == "---\n# a comment\n---\n\n# Title\nNOTE\n\nText.\n"
    with pytest.raises(TranslationError, match="no title"):
        translated_pages.marked("---\n# a comment\n---\nText.\n", "NOTE")


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("chapters/04-rewriting", "", "../../chapters/04-rewriting.html"),
        ("chapters/04-rewriting", "chapters/05-asking", "../../chapters/05-asking.html"),
        ("chapters/04-rewriting", "book/glossary", "../../book/glossary.html"),
        ("index", "book/glossary", "../book/glossary.html"),
    ],
)
def test_where_the_english_page_is(page, target, address):
    assert translated_pages.english(page, target) == address


def test_translated_diagrams_take_the_place_of_the_english_ones(tmp_path):
    folder = ROOT / "locale" / "es" / "diagrams"
    text = "```{raw} html\n:file: ../book/assets/diagrams/seven-moves.svg\n```\n[x](assets/a.svg)"
    assert translated_pages.with_diagrams("chapters/a", text, tmp_path) == text
    done = translated_pages.with_diagrams("chapters/a", text, folder)
    assert ":file: ../locale/es/diagrams/seven-moves.svg\n" in done
    assert done.endswith("[x](assets/a.svg)")


def test_exercises_are_marked_as_english():
    body = '<div class="cell tag_live docutils"><div class="cell_input"></div></div><div class="x">'
    told = translated_pages.english_cells(body)
    assert told.startswith('<div lang="en" class="cell tag_live docutils">')
    assert told.count("lang=") == 1


def test_a_language_without_its_own_words_is_told_what_to_do(tmp_path):
    with pytest.raises(TranslationError, match=r"Copy locale/es/book\.toml"):
        translated_pages.words("xx", tmp_path / "locale")
    (tmp_path / "yy").mkdir()
    (tmp_path / "yy" / "book.toml").write_text('title = "Only this"\n', encoding="utf-8")
    with pytest.raises(TranslationError, match="heading"):
        translated_pages.words("yy", tmp_path)


def test_a_fresh_folder_takes_the_place_of_the_old_one(tmp_path):
    for name, text in (("fresh", "new"), ("place", "old")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{text}.html").write_text(text, encoding="utf-8")
    translate.replace_folder(tmp_path / "fresh", tmp_path / "place")
    assert [path.name for path in (tmp_path / "place").iterdir()] == ["new.html"]


@pytest.mark.parametrize("language", ["../es", "ES", "spanish", ""])
def test_a_language_is_a_code(monkeypatch, capsys, language):
    monkeypatch.setattr("sys.argv", ["translate.py", "update", language])
    assert translate.main() == 2
    assert "es, de or pt_BR" in capsys.readouterr().err


def test_pages_of_a_toc_come_in_reading_order():
    toc = {"root": "a", "parts": [{"chapters": [{"file": "b.md"}]}, {"chapters": [{"url": "u"}]}]}
    assert list(translate.toc_pages(toc)) == ["a", "b"]
