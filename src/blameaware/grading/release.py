"""Make what learners get from the keys: `python -m blameaware.grading.release [--check]`.

For every key it writes the notebook source beside it, the public part into the package, and the
release into exercises/ by nbgrader's own generate_assignment. With `--check` nothing is written;
it ends with 1 and names every file that would change.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from blameaware.bank.load import ASSIGNMENTS
from blameaware.errors import UserError
from blameaware.grading.course import Course, find_course
from blameaware.grading.files import write_atomically
from blameaware.grading.key import Key, load_key
from blameaware.grading.notebooks import as_text, notebook_of
from blameaware.grading.public import public_assignment


def files_from_keys(course: Course) -> dict[Path, str]:
    """Return every generated file of the sources, path -> text: notebooks and public parts."""
    texts = {}
    for name in course.assignments():
        key = load_key(course.key(name))
        texts[course.solutions / name / f"{name}.ipynb"] = as_text(notebook_of(key))
        public = json.dumps(public_assignment(key), indent=1, ensure_ascii=False, sort_keys=True)
        texts[ASSIGNMENTS / f"{name}.json"] = public + "\n"
    return texts


def released(keys: list[Key]) -> dict[str, str]:
    """Return what nbgrader releases, "<assignment>/<file>" -> text, made in a folder of its own."""
    from blameaware.grading.nbgrader_apps import generate_assignment_alone  # noqa: PLC0415  slow

    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch).resolve()
        for key in keys:
            folder = root / "solutions" / key.name
            folder.mkdir(parents=True)
            (folder / f"{key.name}.ipynb").write_text(as_text(notebook_of(key)), encoding="utf-8")
            generate_assignment_alone(root, key.name)
        made = root / "exercises"
        return {
            str(path.relative_to(made)): path.read_text(encoding="utf-8")
            for path in sorted(made.rglob("*"))
            if path.is_file()
        }


def wanted(course: Course) -> dict[Path, str]:
    """Return every file that the keys ask for, path -> text."""
    keys = [load_key(course.key(name)) for name in course.assignments()]
    texts = files_from_keys(course)
    for name, text in released(keys).items():
        texts[course.exercises / name] = text
    return texts


def drift(course: Course) -> list[Path]:
    """Return the files that differ from what the keys ask for, and those they do not ask for."""
    texts = wanted(course)
    changed = [path for path, text in texts.items() if not _is(path, text)]
    return sorted([*changed, *_strays(course, set(texts))])


def _strays(course: Course, known: set[Path]) -> list[Path]:
    """Return files among the released ones that no key asks for."""
    found = [path for path in course.exercises.rglob("*") if path.is_file()]
    found += ASSIGNMENTS.glob("*.json")
    return [path for path in found if path not in known and ".ipynb_checkpoints" not in path.parts]


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def write(course: Course) -> list[Path]:
    """Write what differs, remove what no key asks for, and return the paths of both."""
    texts = wanted(course)
    changed = [path for path, text in texts.items() if not _is(path, text)]
    for path in changed:
        write_atomically(path, texts[path])
    strays = _strays(course, set(texts))
    for path in strays:
        path.unlink()
        if not any(path.parent.iterdir()):
            shutil.rmtree(path.parent)
    return sorted([*changed, *strays])


def main() -> int:
    """Run the command. Returns 0, or with --check 1 when something differs."""
    parser = argparse.ArgumentParser(description="Make notebooks and releases from the keys.")
    parser.add_argument("--check", action="store_true", help="only say what differs")
    args = parser.parse_args()
    try:
        course = find_course()
        paths = drift(course) if args.check else write(course)
    except UserError as error:
        print(f"release: {error}", file=sys.stderr)  # noqa: T201  the message is the result
        return error.exit_code
    for path in paths:
        print(f"{'differs' if args.check else 'written'}: {path}")  # noqa: T201  the result
    return 1 if args.check and paths else 0


if __name__ == "__main__":
    sys.exit(main())
