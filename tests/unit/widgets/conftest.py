"""Widgets in a folder of their own: each test has its own answers file."""

import pytest

from blameaware.widgets import place


@pytest.fixture(autouse=True)
def answers(tmp_path, monkeypatch):
    """The path of the test's answers file."""
    monkeypatch.chdir(tmp_path)
    place._store.cache_clear()
    return tmp_path / "answers.json"
