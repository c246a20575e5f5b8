"""Odd things that stand in submitted/ itself, where somebody put them without intake."""

import os
from collections.abc import Callable
from pathlib import Path

from hostile import GOOD
from made_answers import answers_file


def good(place: Path) -> None:
    """Make an ordinary submission."""
    place.mkdir()
    (place / "answers.json").write_text(answers_file(GOOD))


def _in_place_of_files(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def fill(place: Path) -> None:
        place.mkdir()
        for name in ("answers.json", "timestamp.txt", "rewriting.ipynb", "submission_secret.txt"):
            make(place / name)

    return fill


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(10_000_000_000)


def _deep(place: Path) -> None:
    good(place)
    here = os.open(place, os.O_RDONLY)
    for _ in range(1_100):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)


def _many(place: Path) -> None:
    good(place)
    for number in range(3_000):
        (place / f"{number}").touch()


def _old(place: Path) -> None:
    good(place)
    (place / "timestamp.txt").write_text("0001-01-01 00:00:00.000000 UTC")


# Learner -> how the folder is made, and whether the answer in it counts.
FOLDERS: dict[str, tuple[Callable[[Path], object], bool]] = {
    "a-file": (lambda place: place.write_text("x"), False),
    "a-pipe": (os.mkfifo, False),
    "a-link": (lambda place: place.symlink_to("/etc"), False),
    "a-loop": (lambda place: place.symlink_to(place), False),
    "a-dangling-link": (lambda place: place.symlink_to("/nowhere"), False),
    "folders-for-files": (_in_place_of_files(Path.mkdir), False),
    "links-for-files": (_in_place_of_files(lambda path: path.symlink_to("/dev/zero")), False),
    "pipes-for-files": (_in_place_of_files(os.mkfifo), False),
    "gigabytes-for-files": (_in_place_of_files(_sparse), False),
    "folders-without-end": (_deep, True),
    "files-without-end": (_many, True),
    "old": (_old, True),
    "with space": (good, True),
    "émile": (good, True),
}
# Names of folders that cannot be a learner's.
NAMES = (os.fsdecode(b"no-\xff\xfe"), "a\nline \x1b[31m", "*", "[a-z]*", "n" * 200, "\u202eevil")


def make_odd(submitted: Path) -> None:
    """Put all of them into submitted/, one learner each."""
    for learner, (make, _) in FOLDERS.items():
        (submitted / learner).mkdir(parents=True)
        make(submitted / learner / "rewriting")
    for name in NAMES:
        (submitted / name).mkdir(parents=True)
        good(submitted / name / "rewriting")
