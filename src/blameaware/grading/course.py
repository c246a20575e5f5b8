"""Where a course keeps its things: the folders of a course directory, found from inside it."""

from dataclasses import dataclass
from pathlib import Path

from blameaware.errors import UserError

CONFIG = "nbgrader_config.py"


@dataclass(frozen=True, slots=True)
class Course:
    """A course directory, laid out as nbgrader does and as nbgrader_config.py says."""

    root: Path

    @property
    def solutions(self) -> Path:
        """Sources of the assignments, with their keys. Never leaves the instructor's machine."""
        return self.root / "solutions"

    @property
    def exercises(self) -> Path:
        """What learners get."""
        return self.root / "exercises"

    @property
    def inbox(self) -> Path:
        """Everything that was handed in, byte for byte."""
        return self.root / "inbox"

    @property
    def submitted(self) -> Path:
        """Clean copies of what was handed in; nbgrader reads here."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """Notebooks with answers and marks, for nbgrader's formgrader."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """Pages for learners."""
        return self.root / "feedback"

    def assignments(self) -> list[str]:
        """Return the names of the assignments that have a key, in order."""
        return sorted(path.parent.name for path in self.solutions.glob("*/key.toml"))

    def key(self, assignment: str) -> Path:
        """Return the path of an assignment's key."""
        return self.solutions / assignment / "key.toml"


def looks_like_course(folder: Path) -> bool:
    """Tell whether `folder` is a course directory of ours."""
    return (folder / CONFIG).is_file() and (folder / "solutions").is_dir()


def find_course(start: Path | None = None) -> Course:
    """Return the course that `start` (by default the current directory) is in.

    Raises UserError where there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if looks_like_course(folder):
            return Course(folder)
    raise UserError(
        f"there is no course in {here} or above it; go to the folder that has {CONFIG} and "
        "solutions/, or name it with --course"
    )
