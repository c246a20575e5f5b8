"""What a reader reads in a page: its prose, without code, tables of options and markup.

As a script: a report on how easy the book is to read.

Usage: prose.py [FILE...]
"""

import re
import sys
from pathlib import Path

import pyphen

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^(`{3,}|:{3,}|~{3,})")
MARKUP = [
    (re.compile(r"\{cite\}`[^`]*`"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"`[^`]*`"), "it"),
    (re.compile(r"[*_]{1,2}([^*_]+)[*_]{1,2}"), r"\1"),
]
NOT_READ = [
    (re.compile(r"^```\{(code-cell|raw)\}.*?^```$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"^(`{3,}|:{3,}|:[\w-]+:).*$", re.MULTILINE), ""),
    (re.compile(r"\{cite\}`[^`]*`"), ""),
    (re.compile(r"\]\([^)]*\)"), "]"),
]
HYPHENS = pyphen.Pyphen(lang="en_US", left=1, right=1)
# Blocks whose content is prose for the reader; all others are code, data or directives' options.
PROSE_BLOCKS = ("{admonition}", "{dropdown}", "{note}", "{tip}")


def written(path: Path) -> str:
    """Return the prose of a page, a paragraph a line; headings and list markers are taken off."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    kept: list[str] = []
    silent_until = ""
    for line in text.splitlines():
        fence = BLOCK.match(line)
        if silent_until:
            silent_until = "" if line.startswith(silent_until) else silent_until
        elif fence and not any(name in line for name in PROSE_BLOCKS):
            silent_until = fence.group(1) if line.rstrip() != fence.group(1) else ""
        elif not line.startswith(("#", ":", "<")) and line.strip():
            kept.append(re.sub(r"^[\s>*\-\d.]+(?=\s)", "", line).strip())
    prose = "\n".join(kept)
    for pattern, replacement in MARKUP:
        prose = pattern.sub(replacement, prose)
    return prose


def read_in_page(path: Path) -> int:
    """Count the words that a reader meets in a page, in tables and headings too, not in cells."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for pattern, replacement in NOT_READ:
        text = pattern.sub(replacement, text)
    return len(re.findall(r"\w[\w’'-]*", text))


def sentences(prose: str) -> list[list[str]]:
    """Return the sentences as lists of words."""
    found = (re.findall(r"[\w’'-]+", part) for part in re.split(r"[.!?:;](?=\s|$)|\n", prose))
    return [words for words in found if words]


def grade(prose: str) -> float:
    """Return the Flesch-Kincaid grade: about the years of school that a text asks for.

    The formula is that of Kincaid, Fishburne, Rogers and Chissom (1975). Syllables are counted at
    the places where a word may be hyphenated, which is a little low for short words.
    """
    parts = sentences(prose)
    words = [word for part in parts for word in part]
    syllables = sum(len(HYPHENS.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(parts) + 11.8 * syllables / len(words) - 15.59


def pages() -> list[Path]:
    """Return the pages that are written by hand, chapters first."""
    generated = {"patterns.md", "coverage.md"}
    book = [path for path in (ROOT / "book").glob("*.md") if path.name not in generated]
    return [*sorted((ROOT / "chapters").glob("*.md")), *sorted(book)]


def main() -> int:
    """Print a line for each page: words, those in running text, grade, longest sentence."""
    chosen = [Path(name) for name in sys.argv[1:]] or pages()
    print(f"{'page':32} {'words':>6} {'running':>8} {'grade':>6} {'longest':>8}")
    for path in chosen:
        prose = written(path)
        if not sentences(prose):
            continue
        longest = max(len(words) for words in sentences(prose))
        running = len(prose.split())
        counts = f"{read_in_page(path):6} {running:8}"
        print(f"{path.stem:32} {counts} {grade(prose):6.1f} {longest:8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
