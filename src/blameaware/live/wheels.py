"""The Python packages that go into the reader's browser: pinned wheels and the book's own ones."""

from __future__ import annotations

import fnmatch
import importlib.metadata
import json
import subprocess
import sys
import urllib.parse
import zipfile
from collections.abc import Sequence
from pathlib import Path

from blameaware.live.files import LiveError, digest, tree_digest

LOCK = Path(__file__).with_name("wheels.lock")
PYTHON = "3.14"  # the Python inside the pinned Pyodide


def pinned(cache: Path, lock: Path = LOCK) -> list[Path]:
    """Return the wheels that a lock file names, fetched once and checked by their hashes.

    Raises LiveError if a wheel cannot be fetched or is not the one that was pinned.
    """
    folder = cache / "wheels" / digest(lock.read_bytes())
    wanted = [line for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line]
    if len(list(folder.glob("*.whl"))) != len(wanted):
        _pip(
            "download", "--no-deps", "--require-hashes", "--only-binary=:all:",
            "--python-version", PYTHON, "--implementation", "py", "--abi", "none",
            "--platform", "any", "-d", str(folder), "-r", str(lock),
        )  # fmt: skip
    return sorted(folder.glob("*.whl"))


def own(name: str, cache: Path, base: Path) -> Path:
    """Return a wheel of one of the book's own packages.

    `name` is a project folder or a wheel file (relative to the book's folder `base`), or the name
    of an installed package: one that is installed for editing is built from its folder, any other
    is fetched in the version that is installed here.
    """
    path = (base / name).resolve()
    if path.suffix == ".whl" and path.is_file():
        return path
    if (path / "pyproject.toml").is_file():
        return _built(path, cache)
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        message = f"live_packages: {name!r} is no project folder, wheel or installed package."
        raise LiveError(message) from None
    folder = _edited(found)
    if folder:
        return _built(folder, cache)
    spec = f"{name}=={found.version}"
    target = cache / "own" / digest(spec)
    if not list(target.glob("*.whl")):
        _pip("download", "--no-deps", "--only-binary=:all:", "-d", str(target), spec)
    return _only(target, spec)


def source_folders(names: Sequence[str], base: Path) -> list[Path]:
    """Return where the modules of project folders are, for the Python that builds the book."""
    projects = [(base / name).resolve() for name in names]
    return [
        project / "src" if (project / "src").is_dir() else project
        for project in projects
        if (project / "pyproject.toml").is_file()
    ]


def _edited(found: importlib.metadata.Distribution) -> Path | None:
    """Return the folder of a package that is installed for editing."""
    text = found.read_text("direct_url.json")
    origin = json.loads(text) if text else {}
    if not origin.get("dir_info", {}).get("editable"):
        return None
    return Path(urllib.parse.unquote(urllib.parse.urlparse(origin["url"]).path))


def _built(folder: Path, cache: Path) -> Path:
    """Build a wheel from a project folder, again only when its sources have changed."""
    sources = [p for p in (folder / "src", folder / "pyproject.toml") if p.exists()]
    if not (folder / "src").is_dir():
        sources += [p.parent for p in folder.glob("*/__init__.py")] + list(folder.glob("*.py"))
    target = cache / "own" / tree_digest(sources)
    if not list(target.glob("*.whl")):
        _pip(
            "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(target),
            str(folder),
        )  # fmt: skip
    return _only(target, str(folder))


def _only(folder: Path, what: str) -> Path:
    wheels = sorted(folder.glob("*.whl"))
    if len(wheels) != 1 or not wheels[0].name.endswith("-none-any.whl"):
        names = ", ".join(w.name for w in wheels) or "nothing"
        message = f"{what}: one pure Python wheel is needed for the browser, but there is: {names}"
        raise LiveError(message)
    return wheels[0]


def _pip(*args: str) -> None:
    done = subprocess.run(  # noqa: S603 - pip with our own arguments
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *args],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LiveError(f"pip {args[0]} failed:\n{done.stderr.strip()[-2000:]}")


def contents(wheels: Sequence[Path], exclude: Sequence[str]) -> dict[str, bytes]:
    """Return all files of the wheels, path in site-packages -> bytes, without what `exclude` names.

    `exclude` are shell patterns (`pkg/tests/*`). Type information, notices of how the wheel was
    made and browser files that only a notebook server needs are left out always.
    """
    files: dict[str, bytes] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if not name.endswith("/") and _needed(name, exclude):
                    files[name] = archive.read(name)
    return files


def _needed(name: str, exclude: Sequence[str]) -> bool:
    if ".data/" in name or name.endswith((".pyi", ".js", ".js.map", ".css", "/RECORD", "/WHEEL")):
        # front-end code of a package itself is wanted, that of a notebook server is not
        return (
            name.endswith((".js", ".css"))
            and not any(part in name for part in (".data/", "labextension/", "nbextension/"))
            and not any(fnmatch.fnmatch(name, pattern) for pattern in exclude)
        )
    return not any(fnmatch.fnmatch(name, pattern) for pattern in exclude)
