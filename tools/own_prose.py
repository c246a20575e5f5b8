"""Our own checker over our own prose: a first reader of every sentence that is new.

Usage: own_prose.py              print what it finds in sentences that nobody has read yet
       own_prose.py --all        print what it finds anywhere in our prose: quotations, false alarms
       own_prose.py --read PAGE...  you have read these pages: their sentences blame nobody

Three things settle a finding. It lies in quotation marks: we quote blame in order to teach it. It
is silenced in place, with a reason. Or a person has read the sentence, and that counts for more
than what a program thinks of it, today or after its next lesson. tests/unit/prose-read.txt has a
short hash of each sentence that was read; a changed sentence is a new one.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import prose

from blameaware.language.documents import Place, places
from blameaware.language.markdown import Prose
from blameaware.language.sentences import sentences
from blameaware.language.silencers import RULE as SILENCER

ROOT = Path(__file__).resolve().parent.parent
READ = ROOT / "tests" / "unit" / "prose-read.txt"
HASH = 8  # hexadecimal digits; two of our sentences share one about once in a million books
PER_LINE = 10
QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
DIRECTIVE = re.compile(r"^(?::|<!--).*$", re.MULTILINE)
REPORTED = ("warning", "error")
# Sentences are compared by their words: stars, links and line ends do not count.
MARKUP = re.compile(r"\]\([^)]*\)|\{[\w-]+\}`[^`]*`|[*_`\[\]]|^\s*(?:[-*]|\d+\.)\s+")


@dataclass(frozen=True)
class Heard:
    """A finding in our prose: the page, its line, the pattern, and the sentence it stands in."""

    page: str
    line: int
    pattern: str
    sentence: str
    quoted: bool

    def __str__(self) -> str:
        """Return it as a line of a report."""
        return f"{self.page}:{self.line}: {self.pattern}: {self.sentence}"


def plain(sentence: str) -> str:
    """Return a sentence on one line, without markup."""
    words = MARKUP.sub("", DIRECTIVE.sub("", sentence))
    return re.sub(r"\s+", " ", words).strip()


def paragraph(text: str, place: int) -> tuple[int, int]:
    """Return where the paragraph around an offset begins and ends."""
    begin = text.rfind("\n\n", 0, place) + 2 if "\n\n" in text[:place] else 0
    end = text.find("\n\n", place)
    return begin, len(text) if end < 0 else end


def in_quotes(text: str, start: int, end: int) -> bool:
    """Say whether words begin in quotation marks, and most of them stay there.

    A finding may reach beyond the marks, as far as the sentence goes on with "and left."
    """
    begin, stop = paragraph(text, start)
    spans = [found.span() for found in QUOTED.finditer(text, begin, max(stop, end))]
    inside = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
    return any(a <= start < b for a, b in spans) and inside > (end - start) / 2


def sentence_at(text: str, place: int) -> str:
    """Return the sentence around an offset."""
    begin, stop = paragraph(text, place)
    for start, end in sentences(text[begin:stop]):
        if start <= place - begin < end:
            return plain(text[begin + start : begin + end])
    return plain(text[begin:stop])


def heard(path: Path) -> Iterator[Heard]:
    """Yield what the checker finds in a page, silenced findings left out."""
    text = path.read_text(encoding="utf-8")
    starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + column - 1

    with path.open("rb") as stream:
        found: list[Place] = list(places(stream, str(path)))
    for place in found:
        if place.finding.severity not in REPORTED or place.finding.pattern == SILENCER:
            continue
        start = offset(place.line, place.column)
        end = offset(place.end_line, place.end_column)
        sentence, quoted = sentence_at(text, start), in_quotes(text, start, end)
        yield Heard(name_of(path), place.line, place.finding.pattern, sentence, quoted)


def fingerprint(sentence: str) -> str:
    """Return a short hash of a sentence without markup."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:HASH]


def sentences_of(path: Path) -> list[str]:
    """Return the sentences that the checker reads in a page, without markup."""
    text = path.read_text(encoding="utf-8")
    reader = Prose()
    shown = "\n".join(reader.line(line) for line in text.splitlines())  # same length, code blanked
    found = []
    for block in re.finditer(r"(?:.+\n?)+", text):
        if shown[block.start() : block.end()].strip():
            found += [plain(block[0][start:end]) for start, end in sentences(block[0])]
    return [sentence for sentence in found if sentence]


def read_by_a_person() -> set[str]:
    """Return the hashes of the sentences that a person has read and found to blame nobody."""
    lines = READ.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def mark_as_read(paths: list[Path]) -> None:
    """Note all sentences of some pages as read; those of other pages stay as they are."""
    pages_read: dict[str, list[str]] = {}
    head: list[str] = []
    for line in READ.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            pages_read[line.removeprefix("## ")] = []
        elif pages_read:
            pages_read[list(pages_read)[-1]] += line.split()
        else:
            head.append(line)
    for path in paths:
        pages_read[name_of(path)] = sorted({fingerprint(one) for one in sentences_of(path)})
    lines = head
    for name, hashes in sorted(pages_read.items()):
        lines.append(f"## {name}")
        rows = range(0, len(hashes), PER_LINE)
        lines += [" ".join(hashes[row : row + PER_LINE]) for row in rows]
    READ.write_text("\n".join(lines) + "\n", encoding="utf-8")


def name_of(path: Path) -> str:
    """Return how a page is called in reports: its path in the repository."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def pages() -> list[Path]:
    """Return the pages that we have written by hand, those of the repository too."""
    return [*prose.pages(), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def unsettled(paths: list[Path]) -> list[Heard]:
    """Return the findings that nothing settles."""
    known = read_by_a_person()
    return [
        one
        for path in paths
        for one in heard(path)
        if not one.quoted and fingerprint(one.sentence) not in known
    ]


def main() -> int:
    """Do one of the three; return 1 if a finding is left to be settled."""
    parser = argparse.ArgumentParser(description="Our own checker over our own prose.")
    parser.add_argument("--all", action="store_true", help="print every finding")
    parser.add_argument("--read", nargs="+", type=Path, metavar="PAGE", help="you have read them")
    args = parser.parse_args()
    if args.read:
        mark_as_read([path.resolve() for path in args.read])
        return 0
    every = [one for path in pages() for one in heard(path)]
    known = read_by_a_person()
    left = [one for one in every if not one.quoted and fingerprint(one.sentence) not in known]
    for one in every if args.all else left:
        print(one)
    total = sum(len(sentences_of(path)) for path in pages())
    quoted = sum(one.quoted for one in every)
    false = len({one.sentence for one in every if not one.quoted and one not in left})
    print(
        f"{total} sentences, {len(every)} findings: {quoted} in quotations, false alarms in "
        f"{false} sentences that were read ({false / total:.1%}), {len(left)} to settle"
    )
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
