"""Leave only the icons that a book uses in the theme's icon script (all of them: 500 kB)."""

from __future__ import annotations

import re
from pathlib import Path

from blameaware.live.files import write

SCRIPT = "_static/scripts/fontawesome.js"
_USED = re.compile(r"\bfa-([a-z0-9-]+)")
# name:[width,height,[aliases],"code","path"] or, for icons in two tones, a list of paths
_ICON = re.compile(
    r'"?(?P<name>[a-z0-9-]+)"?:\[[\d.]+,[\d.]+,\[(?P<aliases>[^\]]*)\],"[a-f0-9]+",'
    r'(?:"[^"]*"|\[(?:"[^"]*",?)*\])\],?'
)
_ALL = 1000  # the script has about two thousand; with fewer it is not the script we know


def used(outdir: Path) -> set[str]:
    """Return the names of icons that pages, scripts and styles of a built book mention."""
    names: set[str] = set()
    for path in outdir.rglob("*"):
        if path.suffix in (".html", ".js") and path.name not in ("fontawesome.js", "sw.js"):
            names.update(_USED.findall(path.read_text(encoding="utf-8", errors="replace")))
    return names


def trimmed(script: str, names: set[str]) -> str:
    """Return the icon script with only the icons `names`; unchanged if it is of an unknown form."""
    if len(_ICON.findall(script)) < _ALL:
        return script

    def keep(match: re.Match[str]) -> str:
        aliases = set(re.findall(r'"([a-z0-9-]+)"', match["aliases"]))
        return match[0] if ({match["name"]} | aliases) & names else ""

    return _ICON.sub(keep, script)


def trim(outdir: Path) -> None:
    """Trim the icon script of a built book, if its theme has one."""
    path = outdir / SCRIPT
    if path.is_file():
        script = path.read_text(encoding="utf-8")
        short = trimmed(script, used(outdir))
        if short != script:
            write(path, short)
