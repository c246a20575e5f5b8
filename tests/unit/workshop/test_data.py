"""The workshop's data hold together, and what is off is said with file, entry and field."""

import shutil

import pytest

from blameaware.errors import UserError
from blameaware.workshop.load import DATA, load
from blameaware.workshop.models import FOCUSES

PACK = load()
EXERCISES = {a.id for a in PACK.activities.values() if a.form == "exercise"}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


def test_there_are_eight_group_exercises_each_with_a_deck():
    assert {
        "forward-story", "blame-or-not", "rewrite-relay", "question-swap",
        "lean-in", "sponsor-pitch", "repair-round", "plan-canvas",
    } == EXERCISES  # fmt: skip
    assert {PACK.activities[name].deck for name in EXERCISES} == set(PACK.decks)


def test_the_seven_situations_are_there():
    assert [situation.id for situation in PACK.situations] == [
        "self-blame", "named-colleague", "disclosure", "leader-blames",
        "cynicism", "silence", "dominance",
    ]  # fmt: skip


@pytest.mark.parametrize("focus", FOCUSES)
def test_every_focus_has_something_to_do(focus):
    assert any(focus in a.focus for a in PACK.activities.values() if a.form != "frame")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("frames.toml", "least = 5", "least = 50", "activity welcome: least is 50, more than most"),
        ("talks.toml", 'form = "talk"', 'form = "lecture"', "form is 'lecture'; use one of"),
        ("talks.toml", "title = ", "tittle = ", "did you mean “title”"),
        ("exercises.toml", "hybrid = ", "hybridd = ", "hybrid is missing"),
        ("recipes.toml", '"exit-poll"]', '"exit-pole"]', "no activity “exit-pole”"),
        ("cards.toml", 'deck = "lean-in"', 'deck = "lean-on"', "no deck “lean-on”"),
        ("decks.toml", 'id = "lean-in"', 'id = "repair-round"', "id is there twice"),
        ("talks.toml", 'chapter = "01-what-blame-costs"', 'chapter = "one"', "chapter is 'one'"),
        ("stories.toml", "[[story]]", "[story", "cannot be read"),
    ],
)
def test_what_is_off_is_said_with_its_place(folder, file, old, new, told):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as error:
        load(folder)
    assert file in str(error.value)
    assert told in str(error.value)


def test_every_problem_is_said_at_once(folder):
    for file in ("talks.toml", "frames.toml"):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("aim = ", "aims = ", 2), encoding="utf-8")
    with pytest.raises(UserError) as error:
        load(folder)
    assert str(error.value).count("aim is missing") == 4
