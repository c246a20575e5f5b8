"""One self-contained ES module (and style sheet) for every kind, joined from front/*.js.

No bundler: the files are put one after another in the order of their imports, and the import and
export words are taken out. A widget's state holds the text, so no request goes anywhere.
"""

import re
from functools import cache
from pathlib import Path

FRONT = Path(__file__).parent / "front"

IMPORT = re.compile(r'^import\s+\{[^}]*\}\s+from\s+"\./([\w-]+)\.js";\n', re.MULTILINE)
RE_EXPORT = re.compile(r"^export\s+\{[^}]*\};\n", re.MULTILINE)
COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
CSS_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@cache
def module(kind: str) -> str:
    """Return the ES module of a kind: the shared card, the kind's own file and the entry.

    `kind` names the file front/<kind>.js, which exports a function of the same name (hyphens in
    the file's name become camel case).
    """
    function = _camel(kind)
    texts: dict[str, str] = {}
    _collect("card", texts)
    _collect(kind, texts)
    main = (FRONT / "main.js").read_text(encoding="utf-8")
    body = "\n".join(_bare(text) for text in texts.values())
    return f"{body}\nconst KIND = {function};\n{_without_imports(main)}"


@cache
def style(kind: str) -> str:
    """Return the style sheet of a kind: the card's, and those of the kind's modules."""
    texts: dict[str, str] = {}
    _collect("card", texts)
    _collect(kind, texts)
    sheets = [FRONT / f"{name}.css" for name in ("card", *texts)]
    unique = [sheet for sheet in dict.fromkeys(sheets) if sheet.is_file()]
    joined = "\n".join(sheet.read_text(encoding="utf-8") for sheet in unique)
    return CSS_COMMENT.sub("", joined)


def _collect(name: str, texts: dict[str, str]) -> None:
    """Add a module after everything that it imports."""
    if name in texts:
        return
    text = (FRONT / f"{name}.js").read_text(encoding="utf-8")
    for needed in IMPORT.findall(text):
        _collect(needed, texts)
    texts[name] = text


def _bare(text: str) -> str:
    text = RE_EXPORT.sub("", _without_imports(text))
    text = re.sub(r"^export\s+(?=function|const|let|class|async)", "", text, flags=re.MULTILINE)
    return COMMENT.sub("", text).strip()


def _without_imports(text: str) -> str:
    text = re.sub(r"^import\s+\{\s*KIND\s*\}.*\n", "", text, flags=re.MULTILINE)
    return COMMENT.sub("", IMPORT.sub("", text)).strip() + "\n"


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(word.capitalize() for word in rest)
