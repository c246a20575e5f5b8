"""Building the site: JupyterLite with our notebooks, Python and one extension, trimmed."""

from __future__ import annotations

import fnmatch
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

from blameaware.live import pwa
from blameaware.live.files import LiveError, digest, tree_digest, write
from blameaware.live.node import run_node
from lite import notebooks, packages

HERE = Path(__file__).parent
FRONT = HERE / "front"
BUNDLE = Path(pwa.__file__).parent / "build_tools" / "bundle.mjs"
EXTENSIONS = Path(sysconfig.get_path("data")) / "share" / "jupyter" / "labextensions"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
OURS = "blameaware-lite"
THEIRS = (KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")
APPS = ("lab", "notebooks", "tree")
BUILT_FROM = "built-from.txt"
COLOR = "#0f766e"
SMALL_ICON = 64  # pixels; browsers read the kind of picture from its bytes, not from the name
# On the server, but of no use to a browser: sources of the build, forms of fonts that today's
# browsers pass over, notes.
UNUSED = (
    "doc/*",
    "*.map",
    "*.orig",
    "*.md",
    "rspack.*",
    "build/fa-*.svg",
    "build/fa-*.eot",
    "build/fa-*.ttf",
    "build/fa-*.woff",
)
# Not fetched ahead for reading without a network.
ONLY_ONLINE = ("*third-party-licenses.json", "*.schema.*json", "service-worker.js", BUILT_FROM)
# Parts of JupyterLab that no notebook of the course uses; without them it starts sooner.
DISABLED = (
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/mermaid-extension",
    "@jupyterlab/vega5-extension",
    "@jupyterlab/pdf-extension",
)
OVERRIDES = {
    # light or dark as the reader's system has it
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
    # the whole chapter is on the page, so that the browser's search finds everything in it
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
Files = dict[str, str]


def build(out: Path, root: Path, cache: Path) -> bool:
    """Build the site in the folder `out`; return whether there was anything to do.

    Raises LiveError or MarkupError with what to mend. `out` is replaced whole, or not at all.
    """
    contents = {
        **{f"chapters/{name}": text for name, text in notebooks.chapters(root).items()},
        **{f"assignments/{name}": text for name, text in notebooks.assignments(root).items()},
    }
    extension = EXTENSIONS / KERNEL
    python, names = packages.python(root / "node_modules", extension, cache, root)
    key = _key(contents, python, root)
    made = out / BUILT_FROM
    if made.is_file() and made.read_text(encoding="utf-8") == key:
        return False
    with tempfile.TemporaryDirectory(prefix="lite-") as name:
        work = Path(name)
        _stage(work, contents, python, names, root / "node_modules")
        site = work / "site"
        _jupyter_lite(work)
        trim(site)
        _finish(site, key, root / "node_modules")
        _replace(out, site)
    return True


def _key(contents: Files, python: dict[str, bytes], root: Path) -> str:
    """Return a digest of everything that the site is made from."""
    parts: list[bytes | str] = [tree_digest([HERE, BUNDLE, BUNDLE.parent.parent / "browser"])]
    parts += [(EXTENSIONS / name / "package.json").read_bytes() for name in THEIRS]
    parts += [(root / "requirements.txt").read_bytes()]
    for files in (contents, python):
        for name in sorted(files):
            parts += [name, files[name]]
    return digest(*parts)


def _stage(
    work: Path, contents: Files, python: dict[str, bytes], names: list[str], modules: Path
) -> None:
    """Write what `jupyter lite build` takes: notebooks, Python, settings, our extension."""
    for path, text in contents.items():
        write(work / "contents" / path, text)
    for path, data in python.items():
        write(work / "static" / "pyodide" / path, data)
    extension = work / "extension"
    load = _bundled(modules, extension / "static", "remoteEntry", {"LITE_EXTENSION": OURS})
    about = {
        "name": OURS,
        "version": "1.0.0",
        "jupyterlab": {
            "extension": True,
            "_build": {"load": f"static/{load}", "extension": "./extension"},
        },
    }
    write(extension / "package.json", json.dumps(about))
    theirs = [str(EXTENSIONS / name) for name in THEIRS]
    build_config = {
        "apps": list(APPS),
        "contents": [str(work / "contents")],
        "output_dir": str(work / "site"),
        "cache_dir": str(work / "cache"),
        "no_sourcemaps": True,
        "no_libarchive": True,
        # nbgrader's lab extension, found in the environment, needs a server and fails here
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [*theirs, str(extension)],
    }
    write(work / "jupyter_lite_config.json", json.dumps({"LiteBuildConfig": build_config}))
    write(work / "jupyter-lite.json", json.dumps(_settings(names)))
    write(work / "overrides.json", json.dumps(OVERRIDES))


def _settings(names: list[str]) -> dict[str, object]:
    kernel = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "packages": names,
            "env": {"HOME": "/home/pyodide", "BLAMEAWARE_ANSWERS": "/drive/answers.json"},
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Blame-Aware",
            "defaultKernelName": "python",
            "disabledExtensions": list(DISABLED),
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
        },
    }


def _bundled(
    modules: Path, out: Path, entry: str, define: dict[str, object], form: str = "iife"
) -> str:
    """Bundle a module of `front` into `out`; return its file name."""
    job = {
        "node_modules": str(modules),
        "browser": str(FRONT),
        "out": str(out),
        "entries": {entry: form},
        "define": {name: json.dumps(value) for name, value in define.items()},
    }
    with tempfile.TemporaryDirectory() as scratch:
        path = write(Path(scratch) / "job.json", json.dumps(job))
        return str(json.loads(run_node(BUNDLE, str(path)))[entry]["js"])


def _jupyter_lite(work: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build"],
        cwd=work,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LiveError(f"jupyter lite build failed:\n{(done.stdout + done.stderr)[-3000:]}")


def _paths(site: Path) -> Iterable[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def _any(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatch(path, pattern) for pattern in patterns)


def trim(site: Path) -> None:
    """Remove what no browser asks for."""
    for path in _paths(site):
        if _any(path, UNUSED):
            (site / path).unlink()


def _finish(site: Path, key: str, modules: Path) -> None:
    """Add the icon, and what makes the site work without a network."""
    _icons(site)
    write(site / BUILT_FROM, key)
    version = importlib.metadata.version("jupyterlite-core")
    _before(site / "config-utils.js", modules, "early", {"LITE_VERSION": version}, "esm")
    files = [path for path in _paths(site) if not _any(path, ONLY_ONLINE)]
    prefix = "notebooks of the course "
    about = {"cache": prefix + _version(site, files), "prefix": prefix, "files": files}
    write(site / "offline.json", json.dumps(about))
    _before(site / "service-worker.js", modules, "offline", {"LITE_SITE": about})


def _before(
    path: Path, modules: Path, entry: str, define: dict[str, object], form: str = "iife"
) -> None:
    """Put a module of `front` before a script of JupyterLite, in the same file."""
    with tempfile.TemporaryDirectory() as scratch:
        name = _bundled(modules, Path(scratch), entry, define, form)
        ours = (Path(scratch) / name).read_text(encoding="utf-8")
    write(path, f"{ours};\n{path.read_text(encoding='utf-8')}")


def _icons(site: Path) -> None:
    """Put the course's icon in the place of every icon, which are a third of a megabyte each."""
    for path in _paths(site):
        size = re.search(r"icon-(\d+)x", path)
        if size or path.endswith(".ico"):
            write(site / path, pwa.icon(int(size[1]) if size else SMALL_ICON, COLOR))


def _version(site: Path, files: Iterable[str]) -> str:
    sha = hashlib.sha256()
    for path in files:
        sha.update(path.encode() + b"\0" + (site / path).read_bytes())
    return sha.hexdigest()[:12]


def _replace(out: Path, site: Path) -> None:
    """Put the new site where the old one was, by renaming."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(f".{out.name}.new")
    old = out.with_name(f".{out.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(site, fresh)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
