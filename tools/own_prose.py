"""Our own checker over our own prose: what it finds there that we have not said on purpose.

Usage: own_prose.py [FILE...]     print what is to be mended or judged
       own_prose.py --judged      you have read what was printed: put it all on the list

Three things explain a finding. It lies in quotation marks: we quote blame in order to teach it. It
is silenced in place, with a reason. Or a person has read its sentence, and put it on the list in
tests/unit/prose-judged.txt: a false alarm. All others are printed, ready to be mended or judged.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import prose

from blameaware.language.documents import Place, places
from blameaware.language.sentences import sentences
from blameaware.language.silencers import RULE as SILENCER

ROOT = Path(__file__).resolve().parent.parent
JUDGED = ROOT / "tests" / "unit" / "prose-judged.txt"
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
        page = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
        sentence, quoted = sentence_at(text, start), in_quotes(text, start, end)
        yield Heard(page, place.line, place.finding.pattern, sentence, quoted)


def judged() -> set[str]:
    """Return the sentences that a person has read and found to blame nobody."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def judge(found: list[Heard]) -> None:
    """Put sentences on the list, each below the name of its page."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    for one in found:
        heading = f"# {one.page}"
        if heading not in lines:
            lines += ["", heading]
        if one.sentence not in lines:
            lines.insert(lines.index(heading) + 1, one.sentence)
    JUDGED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def pages() -> list[Path]:
    """Return the pages that we have written by hand, those of the repository too."""
    return [*prose.pages(), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def unexplained(paths: list[Path]) -> list[Heard]:
    """Return the findings that nothing explains."""
    known = judged()
    return [
        one for path in paths for one in heard(path) if not one.quoted and one.sentence not in known
    ]


def main() -> int:
    """Print the findings that nothing explains, and count all; return 1 if there are some."""
    if sys.argv[1:] == ["--judged"]:
        judge(unexplained(pages()))
        return 0
    paths = [Path(name).resolve() for name in sys.argv[1:]] or pages()
    every = [one for path in paths for one in heard(path)]
    left = unexplained(paths)
    for one in left:
        print(one)
    quoted = sum(one.quoted for one in every)
    false = len(every) - quoted - len(left)
    print(
        f"{len(every)} findings: {quoted} in quotations, {false} judged to be false alarms, "
        f"{len(left)} to mend or to judge"
    )
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
