"""The pattern catalog of the book, made from the pattern data.

`python -m blameaware.language.catalog book/patterns.md` writes the page.
"""

import sys
from pathlib import Path

from blameaware.language.patterns import Advice, Pattern, moves, patterns

_INTRO = """# The twenty patterns

% Made from the pattern files of the language engine; do not edit it by hand.

Each pattern has examples that the engine points at and look-alikes that it leaves alone. A test
holds both. *Error* and *warning* count as blame; *advice* is worth a second look.
"""


def render() -> str:
    """Return the whole page as MyST Markdown."""
    rows = "\n".join(
        f"| [{p.title}](#{_anchor(p)}) | {p.severity} | {p.question} |" for p in patterns().values()
    )
    table = f"| Pattern | Level | Ask instead |\n|---|---|---|\n{rows}\n"
    return "\n".join([_INTRO, table, *(_section(p) for p in patterns().values()), _moves()])


def _anchor(pattern: Pattern) -> str:
    return f"pattern-{pattern.id}"


def _section(pattern: Pattern) -> str:
    fitting = ", ".join(f"{move} {moves()[move].title.lower()}" for move in pattern.moves)
    return "\n".join(
        [
            f"({_anchor(pattern)})=",
            f"## {pattern.title}",
            "",
            pattern.what,
            "",
            f"**Level:** {pattern.severity}. **Id:** `{pattern.id}`.",
            "",
            f"**Ask instead:** {pattern.question}",
            "",
            f"**Moves that fit:** {fitting}.",
            "",
            "The engine points at:",
            "",
            *(f"- {_escape(text)}" for text in pattern.examples),
            "",
            "It leaves alone:",
            "",
            *(f"- {_escape(text)}" for text in pattern.look_alikes),
            "",
            *(line for advice in pattern.advice for line in _beside(advice)),
            f"Source: {pattern.source}.",
            "",
        ]
    )


def _beside(advice: Advice) -> list[str]:
    """Return the lines about what is advice beside a pattern of blame."""
    return [
        f"**Advice beside it.** {advice.what} {advice.reason}",
        "",
        f"**Ask instead:** {advice.question}",
        "",
        *(f"- {_escape(text)}" for text in advice.examples),
        "",
    ]


def _moves() -> str:
    rows = "\n".join(f"| {move.id} | {move.title} | {move.what} |" for move in moves().values())
    return f"## The seven moves\n\n| | Move | What it does |\n|---|---|---|\n{rows}\n"


def _escape(text: str) -> str:
    """Keep Markdown from reading marks in an example."""
    for mark in "*_@<[":
        text = text.replace(mark, f"\\{mark}")
    return text


def main(arguments: list[str]) -> int:
    """Write the page to the file named, or to standard output."""
    if not arguments:
        sys.stdout.write(render())
        return 0
    target = Path(arguments[0])
    fresh = target.with_suffix(".tmp")
    fresh.write_text(render(), encoding="utf-8")
    fresh.replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
