"""What makes a book readable without a network and installable: service worker, manifest, icons."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from blameaware.live.bundle import bundle
from blameaware.live.files import digest, write

MANIFEST = "manifest.webmanifest"
SIZES = (192, 512)  # pixels; what browsers ask of an app that can be installed
# Not kept for reading offline: sources, notes of the build, and files of which the browser takes a
# compressed form.
LEFT_OUT = (
    "_sources/*",
    "reports/*",
    ".*",
    "*/.*",
    "*.map",
    "objects.inv",
    "sw.js",
    "_static/live/csp.txt",
    "_static/live/names",
    "_static/live/py-*/pyodide.asm.wasm",
    "_static/vendor/fontawesome/webfonts/*.ttf",
    "*.LICENSE.txt",
)


def files(outdir: Path, exclude: Sequence[str]) -> dict[str, str]:
    """Return what is kept for reading offline: path below `outdir` -> digest."""
    found: dict[str, str] = {}
    for path in sorted(p for p in outdir.rglob("*") if p.is_file()):
        name = path.relative_to(outdir).as_posix()
        if not any(fnmatch.fnmatch(name, pattern) for pattern in (*LEFT_OUT, *exclude)):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return found


def service_worker(outdir: Path, node_modules: Path, exclude: Sequence[str]) -> None:
    """Write `sw.js` at the root of the book (it can only keep what lies beside or below it)."""
    kept = files(outdir, exclude)
    version = digest(json.dumps(kept, sort_keys=True))[:12]
    define = {"LIVE_SITE": {"version": version, "files": kept}}
    made = bundle(node_modules, outdir / "_static" / "live", {"sw": "iife"}, define)
    script = outdir / "_static" / "live" / made["sw"].js
    write(outdir / "sw.js", script.read_bytes())
    script.unlink()


def manifest(outdir: Path, title: str, color: str) -> None:
    """Write the web app manifest and its icons; `color` is "#rrggbb"."""
    icons = []
    for size in SIZES:
        name = f"_static/live/icon-{size}.png"
        write(outdir / name, icon(size, color))
        icons.append({"src": name, "sizes": f"{size}x{size}", "type": "image/png"})
    about = {
        "name": title,
        "short_name": title[:24],
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": color,
        "icons": icons,
    }
    write(outdir / MANIFEST, json.dumps(about, indent=1))


def icon(size: int, color: str) -> bytes:
    """Return a PNG, `size` pixels square: a light speech bubble on a ground of this color."""
    ground = bytes.fromhex(color.lstrip("#"))
    light = b"\xff\xff\xff"
    rows = bytearray()
    for y in range(size):
        rows.append(0)  # no filter
        for x in range(size):
            rows += light if _in_bubble(x / size, y / size) else ground
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(rows), 9)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", body), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _in_bubble(x: float, y: float) -> bool:
    """Say whether a point (0..1) belongs to the speech bubble."""
    round_part = (x - 0.5) ** 2 / 0.3**2 + (y - 0.45) ** 2 / 0.22**2 <= 1
    top, bottom, left = 0.6, 0.8, 0.34
    tail = top <= y <= bottom and left <= x <= 0.5 - (y - top) * 0.8
    return round_part or tail


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check
