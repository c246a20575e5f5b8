"""Read a document in pieces and find what it says, so that memory stays flat on any size."""

import codecs
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from blameaware.errors import UserError
from blameaware.language.engine import sentence_findings
from blameaware.language.findings import Finding, NamesPolicy
from blameaware.language.markdown import Prose
from blameaware.language.sentences import sentences
from blameaware.language.silencers import Silencer, complaint, find_silencers, silence

LONGEST_PIECE = 64 * 1024  # bytes of a line that are read at once
LONGEST_BLOCK = (
    256 * 1024
)  # code points after which a paragraph is read without waiting for its end


@dataclass(frozen=True, slots=True)
class Place:
    """A finding in a file: lines and columns count from one; `source` is the line as written."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    source: str
    finding: Finding
    finding_column: int  # where the words begin in `source`, from zero


@dataclass(slots=True)
class _Block:
    """The lines of a paragraph: (number, column of its first character, text, prose)."""

    lines: list[tuple[int, int, str, str]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # where each line begins in the block
    size: int = 0
    headed: int = 0  # so many lines stand above the last line that makes a heading

    def make_heading(self) -> None:
        """Blank the lines since the last heading: they are one themselves."""
        fresh = self.lines[self.headed :]
        self.lines[self.headed :] = [(n, c, t, " " * len(t)) for n, c, t, _ in fresh]
        self.headed = len(self.lines)

    def add(self, number: int, column: int, text: str, prose: str) -> None:
        self.lines.append((number, column, text, prose))
        self.starts.append(self.size)
        self.size += len(text) + 1


def places(
    stream: BinaryIO, path: str, *, names: NamesPolicy = "neutral-names-ok"
) -> Iterator[Place]:
    """Yield the findings of a document. Raises UserError where it is not text in UTF-8."""
    waiting: list[tuple[Silencer, Place]] = []
    for block in _blocks(stream, path):
        text = "\n".join(line[2] for line in block.lines)
        prose = "\n".join(line[3] for line in block.lines)
        own = find_silencers(text)
        active = [s for s, _ in waiting] + own
        found = silence(_findings(text, prose, names), active) if prose.strip() else []
        yield from (_place(path, block, finding) for finding in found)
        if not prose.strip() and own:
            waiting += [(s, _place(path, block, _about(s))) for s in own]
            continue
        yield from _complaints(waiting)
        waiting = []
        yield from _complaints([(s, _place(path, block, _about(s))) for s in own])
    yield from _complaints(waiting)


def _findings(text: str, prose: str, names: NamesPolicy) -> list[Finding]:
    found: list[Finding] = []
    for start, end in sentences(prose):
        for f in sentence_findings(prose, start, end, names=names):
            found.append(
                Finding(
                    f.pattern,
                    f.severity,
                    f.start,
                    f.end,
                    text[f.start : f.end],
                    f.agent,
                    f.reason,
                    f.question,
                    f.move,
                )
            )
    return found


def _about(silencer: Silencer) -> Finding:
    return Finding(
        "silencer", "warning", silencer.start, silencer.end, silencer.text, None, "", "", ""
    )


def _complaints(silencers: list[tuple[Silencer, Place]]) -> Iterator[Place]:
    for silencer, place in silencers:
        finding = complaint(silencer)
        if finding:
            yield replace(place, finding=finding)


def _place(path: str, block: _Block, finding: Finding) -> Place:
    line, first, source, offset = _where(block, finding.start)
    end_line, end_first, _, end_offset = _where(block, finding.end)
    return Place(
        path, line, first + offset, end_line, end_first + end_offset, source, finding, offset
    )


def _where(block: _Block, offset: int) -> tuple[int, int, str, int]:
    """Return the line, the column of its first character, the line itself, and the offset in it."""
    index = bisect_right(block.starts, offset) - 1
    number, column, text, _ = block.lines[index]
    return number, column, text, min(offset - block.starts[index], len(text))


def _blocks(stream: BinaryIO, path: str) -> Iterator[_Block]:
    """Yield paragraphs: lines up to an empty one, or up to the limit of size."""
    block = _Block()
    reader = Prose()
    for number, column, text in _lines(stream, path):
        shown = reader.line(text)
        if reader.underlines:
            block.make_heading()
        if not text.strip() or block.size > LONGEST_BLOCK:
            if block.lines:
                yield block
            block = _Block()
        if text.strip():
            block.add(number, column, text, shown)
    if block.lines:
        yield block


def _lines(stream: BinaryIO, path: str) -> Iterator[tuple[int, int, str]]:
    """Yield (line number, column, text); a very long line comes in several pieces."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    number, column = 1, 1
    while piece := stream.readline(LONGEST_PIECE):
        if b"\0" in piece:
            raise UserError(
                f"{path}:{number}: a NUL byte, so this looks like a binary file; give a text file"
            )
        ends = piece.endswith(b"\n")
        try:
            text = decoder.decode(piece, final=False)
        except UnicodeDecodeError as error:
            raise UserError(f"{path}:{number}: not UTF-8 text; save the file as UTF-8") from error
        if number == 1 and column == 1:
            text = text.removeprefix("\ufeff")
        yield number, column, text.rstrip("\r\n") if ends else text
        number, column = (number + 1, 1) if ends else (number, column + len(text))
    _finish(decoder, path, number)


def _finish(decoder: codecs.IncrementalDecoder, path: str, number: int) -> None:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path}:{number}: the file ends in the middle of a character; save it as UTF-8"
        ) from error
