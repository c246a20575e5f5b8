"""What the parts of a rewrite do: tell the facts, name a condition, or something else.

A part that holds no fact and no condition is where hints of blame like to hide ("Enough
said."), most of all at the end.
"""

from collections.abc import Iterator, Sequence

from blameaware.language.facts_stem import stem
from blameaware.language.rewrite_classes import PEOPLE, Token
from blameaware.language.rewrite_cues import Hit

_MARKS = frozenset({".", "!", "?", ";", ":", "…", "...", ">"})
_SHORT = 6
_NEUTRAL = frozenset({"condition", "reason", "step", "tool"})

Segment = Sequence[Token]


def segment_features(
    tokens: Segment, hits: Sequence[Hit], task_keys: frozenset[str]
) -> Iterator[str]:
    """Yield names of what the parts do; the last part once more, under "tail"."""
    parts = list(segments(tokens))
    yield f"part:count:{min(4, len(parts))}"
    for index, part in enumerate(parts):
        kinds = list(_kinds(part, hits, task_keys))
        yield from (f"part:{kind}" for kind in kinds)
        if index and index == len(parts) - 1:
            yield from (f"part:tail:{kind}" for kind in kinds)


def segments(tokens: Segment) -> Iterator[list[Token]]:
    """Yield the parts between full stops, colons, semicolons and arrows, two words or more."""
    part: list[Token] = []
    for token in tokens:
        part.append(token)
        if token.form in _MARKS:
            if len(part) > 2:  # noqa: PLR2004  a word and a mark say nothing
                yield part
            part = []
    if len(part) > 1:
        yield part


def _kinds(part: Segment, hits: Sequence[Hit], task_keys: frozenset[str]) -> Iterator[str]:
    """Yield what one part is like."""
    start, end = part[0].start, part[-1].end
    signals = {hit.cue.signal for hit in hits if start <= hit.start < end}
    shared = sum(stem(token.word) in task_keys or token.form == "NUM" for token in part)
    has_people = any(token.form in PEOPLE for token in part)
    neutral = not _NEUTRAL.isdisjoint(signals)
    told = "facts" if shared > 1 else "few-facts" if shared else "no-facts"
    yield told
    yield f"{told}:{'neutral' if neutral else 'plain'}:{'people' if has_people else 'nobody'}"
    if "blame" in signals:
        yield f"{told}:blame:{'neutral' if neutral else 'plain'}"
    if len(part) < _SHORT:
        yield f"{told}:short"
    if part[-1].form == "?":
        yield f"{told}:question:{'people' if has_people else 'nobody'}"
