"""Cut a text into sentences, without falling over abbreviations, times and list marks."""

import re
from collections.abc import Iterator

# A sentence can end at . ! ? … (with closing quotes or brackets) before white space, at an
# empty line, at a hard line break, and where the next line is a list item, a row of a table, a
# step of a timeline, or a line of a chat or form ("dana: ...", "Impact: ..."). One pass, no
# backtracking over the text.
_STOP = re.compile(
    r"""(?<![.!?…])[.!?…]++["'”’)\]*_]*+(?=\s)
    |\n[ \t]*\n\s*
    |(?:(?<=[ ]{2})|(?<=\\))\n
    |\n(?=[ \t]*(?:
        (?:[-*•+–]|\d{1,3}[.)]|[A-Za-z][.)]|\((?:\d{1,3}|[A-Za-z])\))[ \t]
        |\|
        |[\[(<]?\d{1,2}:\d\d
        |[\[(<]?\d{4}-\d\d-\d\d
        |\[?@?<?[A-Z][\w.@'’-]{0,24}(?:[ ][\w.@'’()-]{1,20}){0,2}>?\]?:[ \t]
        |[<@\[]?[a-z][\w.-]{1,20}>?\]?:[ \t]
    ))""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.'’/-]+$")
_CLOSING_QUOTES = frozenset("\"'”’")
_BEFORE_INITIAL = frozenset(" \t\n(\"'“‘[")
_LOWER = re.compile(r"\s+[a-z]")
_GOES_ON = re.compile(r"\s+[a-z\d(]")
_ABBREVIATIONS = frozenset(
    [
        "e.g", "i.e", "etc", "vs", "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "no",
        "fig", "approx", "dept", "inc", "ltd", "co", "corp", "resp", "cf", "al", "a.m", "p.m",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "est", "u.s", "u.k", "e.u", "ca",
        "incl", "excl", "min", "max", "ext", "tel", "vol", "ed", "pp", "art", "sec", "ver",
        "rev", "nr", "nos", "bzw", "p", "sgt", "lt", "capt", "rd", "ave", "assoc", "mgr", "eng",
        "ops", "env", "prod", "temp", "qty", "avg", "sys", "op", "hr", "hrs", "sec", "secs", "mins",
    ]
)  # fmt: skip
_ALWAYS_OPEN = frozenset([
        "e.g", "i.e", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "fig", "approx", "cf",
        "resp", "incl", "excl",
    ])  # fmt: skip
_LOOK_BACK = 24
LONGEST = 2_000  # code points; a longer run without a stop is cut, so that time stays linear


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield (start, end) code-point spans of the sentences in `text[start:end]`, trimmed."""
    stop_at = len(text) if end is None else end
    begin = start
    for match in _STOP.finditer(text, start, stop_at):
        mark = match.group()
        if mark[0] == "." and _is_abbreviation(text, begin, match.start(), match.end()):
            continue
        if mark[-1] in _CLOSING_QUOTES and _LOWER.match(text, match.end()):
            continue  # "Why?" she asked
        yield from _pieces(text, begin, match.end())
        begin = match.end()
    yield from _pieces(text, begin, stop_at)


def _is_abbreviation(text: str, begin: int, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to a shortening such as "e.g." or an initial."""
    found = _LAST_WORD.search(text, max(begin, dot - _LOOK_BACK), dot)
    if not found:
        return False
    word = found.group().lower()
    alone = found.start() == begin or text[found.start() - 1] in _BEFORE_INITIAL
    if word in _ALWAYS_OPEN or (alone and len(word) == 1 and word.isalpha() and word != "i"):
        return True
    if word.isdigit() and found.start() == begin:
        return True  # the number of a list item
    return word in _ABBREVIATIONS and bool(_GOES_ON.match(text, after))


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the trimmed span, in pieces of at most `LONGEST` code points."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > LONGEST:
        cut = text.rfind(" ", begin, begin + LONGEST)
        cut = cut if cut > begin else begin + LONGEST
        yield begin, cut
        begin = cut
    if begin < end:
        yield begin, end
