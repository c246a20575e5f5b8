"""Settings from `.blameaware.toml` or `[tool.blameaware]` in `pyproject.toml`."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blameaware.errors import UserError

SEVERITIES = ("advice", "warning", "error")
FORMATS = ("text", "json", "jsonl", "sarif", "github")
NAMES = ("roles-only", "neutral-names-ok")
_CHOICES = {"severity": SEVERITIES, "format": FORMATS, "names": NAMES}
_LISTS = ("disable", "exclude")
OWN_FILE = ".blameaware.toml"
_LINE = re.compile(r"\bline (\d+)")


@dataclass(slots=True)
class Settings:
    """What to report and how; the command line has the last word."""

    severity: str = "warning"
    format: str = "text"
    names: str = "neutral-names-ok"
    disable: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)


def find_settings(start: Path) -> Settings:
    """Return the settings of the nearest folder upwards that has some, or the defaults."""
    for folder in (start, *start.parents):
        own = folder / OWN_FILE
        if own.is_file():
            return read_settings(own)
        project = folder / "pyproject.toml"
        if project.is_file() and _own(project, _table(project)):
            return read_settings(project)
    return Settings()


def read_settings(path: Path) -> Settings:
    """Return the settings written in `path`. Raises UserError naming file and line of a slip."""
    table = _table(path)
    if path.name == "pyproject.toml":
        table = _own(path, table)
    settings = Settings()
    for key, value in table.items():
        setattr(settings, _known(path, key), _checked(path, key, value))
    return settings


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"{path}:{line.group(1)}" if line else f"{path}"
        raise UserError(f"{where}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise UserError(f"{path}: nested too deeply for settings") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8 text; save the file as UTF-8") from error
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from error


def _own(path: Path, table: dict[str, Any]) -> dict[str, Any]:
    """Return what `pyproject.toml` says in [tool.blameaware]."""
    tools = table.get("tool", {})
    own = tools.get("blameaware", {}) if isinstance(tools, dict) else {}
    if not isinstance(own, dict):
        raise UserError(f"{path}: blameaware is a table: write [tool.blameaware] and its settings")
    return own


def _known(path: Path, key: str) -> str:
    if key in _CHOICES or key in _LISTS:
        return key
    known = ", ".join((*_CHOICES, *_LISTS))
    raise UserError(f"{_at(path, key)}: there is no setting {key!r}; the settings are {known}")


def _checked(path: Path, key: str, value: object) -> object:
    if key in _LISTS:
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return value
        raise UserError(f"{_at(path, key)}: {key} takes a list of strings")
    if value not in _CHOICES[key]:
        raise UserError(
            f"{_at(path, key)}: {key} is one of {', '.join(_CHOICES[key])}, not {value!r}"
        )
    return value


def _at(path: Path, key: str) -> str:
    """Return "file:line" of the key; in pyproject.toml only the own table is looked at."""
    inside = path.name != "pyproject.toml"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        bare = line.strip()
        if path.name == "pyproject.toml" and bare.startswith("["):
            inside = bare.replace(" ", "").startswith("[tool.blameaware]")
        if inside and re.match(rf"[\"']?{re.escape(key)}[\"']?\s*=", bare):
            return f"{path}:{number}"
    return str(path)
