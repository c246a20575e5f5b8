"""The learner's role: kept, restored, and marked in every chapter that has a note for it."""

import re
from pathlib import Path

import pytest

from blameaware.answers import Store
from blameaware.widgets import place
from blameaware.widgets.who_am_i import ROLES, RoleCard

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(tmp_path, monkeypatch):
    where = Store(tmp_path / "answers.json")
    monkeypatch.setattr(place, "store", lambda: where)
    return where


def test_a_role_is_kept_and_comes_back(store):
    card = RoleCard()
    card.answer = {"n": 1, "value": {"role": "manager"}}
    assert store.get("role")["value"] == {"role": "manager"}
    assert RoleCard().values == {"role": "manager"}


@pytest.mark.usefixtures("store")
def test_every_role_has_a_path_on_paper_too():
    page = RoleCard().fallback()
    for text, path in ROLES.values():
        assert text in page
        assert path.replace("’", "&#x27;") in page


@pytest.mark.parametrize("role", [name for name in ROLES if name != "any"])
def test_the_notes_of_a_role_can_be_marked(role):
    style = (ROOT / "book" / "static" / "book.css").read_text(encoding="utf-8")
    assert f'html[data-ba-role="{role}"] .admonition.ba-role-{role}' in style
    for chapter in sorted((ROOT / "chapters").glob("*.md"))[1:]:
        text = chapter.read_text(encoding="utf-8")
        assert re.search(rf"^:class: tip ba-role-{role}$", text, re.MULTILINE), chapter.stem
