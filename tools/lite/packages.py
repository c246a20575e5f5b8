"""What JupyterLite's Python loads at once: one lock file that names wheels beside it, no others.

Pyodide then needs no index of packages, and the kernel none of its own steps to find them.
"""

from __future__ import annotations

import email
import fnmatch
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from blameaware.live import pyodide, wheels

LOCK = Path(__file__).with_name("wheels.lock")
OURS = "blameaware"
# What runs on an instructor's machine, or builds the site, has no use in a learner's browser.
LEFT_OUT = (
    "blameaware/live/*",
    "blameaware/workshop/*",
    "blameaware/grading/*_command.py",
    "blameaware/language/reports/*",
    "*.map",
)
Files = dict[str, bytes]


def kernel_wheels(extension: Path) -> list[Path]:
    """Return the wheels that the kernel's lab extension brings: the kernel, and stand-ins."""
    names = ("piplite", "pyodide_kernel", "ipykernel")
    return [next((extension / "static" / "pypi").glob(f"{name}-*.whl")) for name in names]


def python(node_modules: Path, extension: Path, cache: Path, root: Path) -> tuple[Files, list[str]]:
    """Return the folder with Pyodide and all wheels, and the names of the packages in it."""
    files = pyodide.core(node_modules)
    found = [*wheels.pinned(cache), *wheels.pinned(cache, LOCK), *kernel_wheels(extension)]
    named = {path.name: path.read_bytes() for path in found}
    own = wheels.own(".", cache, root)
    named[own.name] = trimmed(own.read_bytes())
    lock = json.loads(files["pyodide-lock.json"])
    lock["packages"] = {entry["name"]: entry for entry in map(_entry, named, named.values())}
    files["pyodide-lock.json"] = json.dumps(lock, indent=1, sort_keys=True).encode()
    return {**files, **named}, sorted(lock["packages"])


def trimmed(wheel: bytes) -> bytes:
    """Return a wheel without the rooms that LEFT_OUT names."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(wheel)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for info in old.infolist():
            if not any(fnmatch.fnmatch(info.filename, pattern) for pattern in LEFT_OUT):
                same_time = zipfile.ZipInfo(info.filename, (2020, 1, 1, 0, 0, 0))
                same_time.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(same_time, old.read(info))
    return out.getvalue()


def _entry(name: str, data: bytes) -> dict[str, Any]:
    """Return a wheel as the lock file of Pyodide has it."""
    with zipfile.ZipFile(io.BytesIO(data)) as wheel:
        inside = wheel.namelist()
        metadata = next(path for path in inside if path.endswith(".dist-info/METADATA"))
        about = email.message_from_bytes(wheel.read(metadata))
    tops = {path.partition("/")[0].removesuffix(".py") for path in inside if path.endswith(".py")}
    return {
        "name": re.sub(r"[-_.]+", "-", about["Name"]).lower(),
        "version": about["Version"],
        "file_name": name,
        "install_dir": "site",
        "sha256": hashlib.sha256(data).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": [],
        "unvendored_tests": False,
    }
