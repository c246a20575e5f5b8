"""The catalog of interface strings: python -m blameaware.widgets.catalog writes locale/*.pot.

A text gets in by `say("…")` or `later("…")`, or by standing in a table of `strings.py`. Translate
with any gettext tool: locale/<language>/LC_MESSAGES/blameaware.po, compiled to .mo beside it.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from blameaware.bank.wording import DOMAIN, LOCALE
from blameaware.simulations import turn_taking
from blameaware.widgets import strings

PACKAGE = Path(__file__).parents[1]
ROOMS = ("bank", "answers", "widgets")
HEAD = f"""# Interface strings of the course "Blame-Aware".
msgid ""
msgstr ""
"Project-Id-Version: {DOMAIN}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def texts() -> dict[str, list[str]]:
    """Return every interface string with the files that use it."""
    found: dict[str, list[str]] = {}
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            name = str(path.relative_to(PACKAGE))
            for text in _called(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(text, []).append(name)
    for text in _tables():
        found.setdefault(text, []).append("widgets/strings.py")
    return {text: sorted(set(found[text])) for text in sorted(found)}


def _called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if named and node.func.id in {"say", "later"} and node.args:  # type: ignore[attr-defined]
            first = node.args[0]  # type: ignore[attr-defined]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _tables() -> Iterator[str]:
    yield from strings.COMMON.values()
    for table in strings.KINDS.values():
        yield from table.values()
    yield from strings.LABELS.values()
    yield from (label for _, label in strings.CONFIDENCE)
    yield from turn_taking.MOVES.values()


def template() -> str:
    """Return the catalog to translate from, in the format of gettext."""
    entries = []
    for text, places in texts().items():
        shown = json.dumps(text, ensure_ascii=False)
        entries.append(
            f'{"".join(f"#: {place}{chr(10)}" for place in places)}msgid {shown}\nmsgstr ""\n'
        )
    return "\n".join([HEAD, *entries])


def write() -> None:
    """Write the catalog to translate from."""
    LOCALE.mkdir(exist_ok=True)
    (LOCALE / f"{DOMAIN}.pot").write_text(template(), encoding="utf-8")


if __name__ == "__main__":
    write()
