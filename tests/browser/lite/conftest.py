"""The built course with its notebooks, as `make book` leaves it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def site():
    """The folder with the built course. A test of it without one is a failure: run make book."""
    built = Path(os.environ.get("BUILT_COURSE", ROOT / "_build" / "html"))
    assert (built / "lite" / "built-from.txt").is_file(), "there are no notebooks: run make book"
    return built
