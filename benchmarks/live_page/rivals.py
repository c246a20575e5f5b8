"""Build the other ways to show the same exercise: thebe-lite in a page, and JupyterLite.

Both are given what makes them quick: every package beside the page and loaded at once, no index of
packages to ask, no other host, nothing to click before the code runs.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
sys.path.insert(0, str(ROOT / "tools"))

from lite import packages, site  # noqa: E402

from blameaware.live import pyodide, wheels  # noqa: E402
from blameaware.live.files import write  # noqa: E402

THEBE_LOCK = HERE / "rivals" / "thebe.lock"
NPM = {
    "thebe-core@0.5.0": "LIAbySgyoH8PPojNOwTwnjHta332CXtqVMPtgC3wBuIkHkgQpJYZUkWGvZR+T6pk"
    "gmjIei/WkKMFtV1jstXwWA==",
    "thebe-lite@0.5.0": "o+HhDbd/9cfYgCBdQ6BqJ5De+9JJobV5hUM/pPXTb5/1JlKILQcWUuRdhfIdYVCP"
    "USBCMAbU3UwjkeRDJrG1HA==",
    # the Pyodide that thebe-lite is made for
    "pyodide@0.27.0": "0O992noCKqv8lPw4+QFWw8d8yrNWVtQ6zPhWNg/RNYbFohiwmV6SGlVh5fWk/4pOx"
    "yhgHbayq+ur8JoR/r5U9A==",
    "requirejs@2.3.6": "ipEzlWQe6RK3jkzikgCupiTbTvm4S0/CAU5GlgptkN5SO6F3u0UD0K18wy6ErDqi"
    "CyP4J4YYe1HuAShvsxePLg==",  # thebe-core takes it from another host
}  # package -> SHA-512 of what npm sends
# Compiled parts of Pyodide's full distribution, which npm does not have. The kernel asks for them
# by name; smaller packages of these names are enough (a history of input that is not kept).
STAND_INS = {
    "ssl": "",
    "sqlite3": "PARSE_DECLTYPES = PARSE_COLNAMES = 0\n"
    "class Error(Exception): pass\n"
    "class DatabaseError(Error): pass\n"
    "class OperationalError(DatabaseError): pass\n"
    "class IntegrityError(DatabaseError): pass\n"
    "class Connection: pass\n"
    "def register_adapter(*_): pass\n"
    "def connect(*_, **__): raise OperationalError('no database here')\n",
}
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
PAGE = r"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The same exercise</title>
<script>
const fetchIt = window.fetch;
window.fetch = (url, ...rest) =>
  fetchIt(/require\.min\.js$/.test(url) ? 'require.js' : url, ...rest);
</script>
<script src="lite/thebe-lite.min.js"></script>
<script src="core/thebe-core.min.js"></script></head>
<body><h1>An exercise</h1><div id="here"></div>
<script type="module">
const {module: core} = window.thebeCore;
const kernelOptions = {kernelName: 'python'};
const config = core.makeConfiguration({useJupyterLite: true, mathjaxUrl: '', kernelOptions});
const server = new core.ThebeServer(config);
const rendermime = core.makeRenderMimeRegistry(config.mathjax);
const at = (place) => new URL(place, location.href).href;
await server.connectToJupyterLiteServer({litePluginSettings: {'KERNEL': {
  pyodideUrl: at('pyodide/pyodide.js'), disablePyPIFallback: true,
  pipliteUrls: [at('lite/pypi/all.json')],
  pipliteWheelUrl: at('lite/pypi/piplite-0.4.7-py3-none-any.whl'),
  loadPyodideOptions: {packages: PACKAGES},
}}});
const blocks = [{id: 'one', source: SOURCE}];
const book = core.ThebeNotebook.fromCodeBlocks(blocks, config, rendermime);
book.cells[0].attachToDOM(document.getElementById('here'));
const place = {...kernelOptions, name: 'one', path: 'one.ipynb'};
const session = await server.startNewSession(rendermime, place);
book.attachSession(session);
await book.executeAll();
</script></body></html>
"""


def from_npm(name: str, cache: Path) -> Path:
    """Return a folder with a package of NPM, fetched once and checked by its hash."""
    folder = cache / "npm" / name
    if not (folder / "package").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm") or sys.exit("npm is needed to build the rivals.")
        done = subprocess.run(
            [npm, "pack", "--silent", name, "--pack-destination", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"npm could not fetch {name}:\n{done.stderr}")
        archive = next(folder.glob("*.tgz"))
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != NPM[name]:
            sys.exit(f"{name} is not what was pinned: its SHA-512 is {found}")
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return folder / "package"


def _stand_in(name: str, folder: Path) -> Path:
    import zipfile  # noqa: PLC0415 - only here

    path = folder / f"{name}-1.0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        about = f"{name}-1.0.0.dist-info"
        wheel.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n"
        )
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/RECORD", "")
        if STAND_INS[name]:
            wheel.writestr(f"{name}.py", STAND_INS[name])
    return path


def _with_wheels(lock: dict, found: list[Path], out: Path) -> list[str]:
    """Put wheels into a Pyodide folder and its lock file; return the packages' names."""
    entries = {}
    for wheel in found:
        entry = packages._entry(wheel.name, wheel.read_bytes())
        entries[entry["name"]] = entry
        shutil.copy(wheel, out / wheel.name)
    lock["packages"] = entries
    write(out / "pyodide-lock.json", json.dumps(lock))
    return sorted(entries)


def thebe_lite(out: Path, source: str, cache: Path) -> str:
    """Build a page with thebe-lite in `out`; return its path there."""
    lite = from_npm("thebe-lite@0.5.0", cache) / "dist" / "lib"
    without = shutil.ignore_patterns("*.map", "*.txt")
    shutil.copytree(lite, out / "lite", ignore=without)
    core = from_npm("thebe-core@0.5.0", cache) / "dist" / "lib"
    shutil.copytree(core, out / "core", ignore=without)
    python = from_npm("pyodide@0.27.0", cache)
    shutil.copy(from_npm("requirejs@2.3.6", cache) / "require.js", out / "require.js")
    (out / "pyodide").mkdir()
    for name in ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"):
        shutil.copy(python / name, out / "pyodide" / name)
    kernel = [
        next((lite / "pypi").glob(f"{name}*.whl"))
        for name in ("piplite-", "pyodide_kernel-", "ipykernel-", "widgetsnbextension-4")
    ]
    with tempfile.TemporaryDirectory() as scratch:
        others = [_stand_in(name, Path(scratch)) for name in STAND_INS]
        lock = json.loads((python / "pyodide-lock.json").read_text(encoding="utf-8"))
        found = [*wheels.pinned(cache, THEBE_LOCK), *kernel, *others]
        names = _with_wheels(lock, found, out / "pyodide")
    names = [{"pyodide-kernel": "pyodide_kernel"}.get(name, name) for name in names]
    page = PAGE.replace("KERNEL", KERNEL).replace("PACKAGES", json.dumps(names))
    write(out / "index.html", page.replace("SOURCE", json.dumps(source)))
    return "index.html"


def jupyterlite(out: Path, source: str, cache: Path) -> str:
    """Build JupyterLite in `out`; return the path of a console that runs the code at once."""
    extension = site.EXTENSIONS / site.KERNEL
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / "static" / "pyodide"
        for file, data in pyodide.core(ROOT / "node_modules").items():
            write(folder / file, data)
        lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
        found = [*wheels.pinned(cache), *wheels.pinned(cache, packages.LOCK)]
        names = _with_wheels(lock, [*found, *packages.kernel_wheels(extension)], folder)
        theirs = [str(site.EXTENSIONS / name) for name in site.THEIRS]
        build = {
            "apps": ["repl"],
            "output_dir": str(work / "site"),
            "cache_dir": str(work / "cache"),
            "no_sourcemaps": True,
            "no_libarchive": True,
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": theirs,
        }
        kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": names}}
        settings = {
            "jupyter-lite-schema-version": 0,
            "jupyter-config-data": {"litePluginSettings": {f"{site.KERNEL}:kernel": kernel}},
        }
        write(work / "jupyter_lite_config.json", json.dumps({"LiteBuildConfig": build}))
        write(work / "jupyter-lite.json", json.dumps(settings))
        command = [sys.executable, "-m", "jupyterlite_core", "build"]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"jupyter lite build failed:\n{(done.stdout + done.stderr)[-3000:]}")
        site.trim(work / "site")
        shutil.copytree(work / "site", out, dirs_exist_ok=True)
    return "repl/index.html?" + urlencode({"kernel": "python", "toolbar": 0, "code": source})
