"""The built course, as `make book` leaves it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def course():
    """The folder with the built course. A test of it without one is a failure: run make book."""
    built = ROOT / "_build" / "html"
    assert (built / "index.html").is_file(), "the course is not built: run make book"
    return built
