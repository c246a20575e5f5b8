"""Words of a sentence, with their places, in a form that rules and lexicon can look up."""

import re
from typing import NamedTuple

# The first alternative takes nothing that a later one would not take as a word too; it is there
# because most words are plain, and trying the others first costs time.
_TOKEN = re.compile(
    r"(?P<plain>[A-Za-z]+(?=[ ,\n]))"
    r"|(?P<url>https?://\S+|www\.\S+)"
    r"|(?P<code>`[^`\n]*`)"
    r"|(?P<handle>(?<![\w@])@\w[\w.-]*\w|\b[a-z][\w.-]*@(?![\w]))"
    r"|(?P<time>\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?"
    r"|\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?)"
    r"|(?P<number>\d[\d.,]*\d|\d)"
    r"|(?P<word>[^\W\d_](?:[\w]|[-'’.&/](?=[^\W_]))*)"
    r"|(?P<mark>\.\.\.|[^\w\s]|_)",
    re.UNICODE,
)
_CONTRACTION = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))$")
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
_WHOLE = {
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "cannot": ("can", "not"),
    "ain't": ("is", "not"),
    "dont": ("do", "not"),
    "doesnt": ("does", "not"),
    "didnt": ("did", "not"),
    "isnt": ("is", "not"),
    "arent": ("are", "not"),
    "wasnt": ("was", "not"),
    "werent": ("were", "not"),
    "hasnt": ("has", "not"),
    "havent": ("have", "not"),
    "hadnt": ("had", "not"),
    "cant": ("can", "not"),
    "couldnt": ("could", "not"),
    "shouldnt": ("should", "not"),
    "wouldnt": ("would", "not"),
    "wont": ("will", "not"),
    "din't": ("did", "not"),
    "didn": ("did", "not"),
    "dint": ("did", "not"),
    "shoulda": ("should", "have"),
    "coulda": ("could", "have"),
    "woulda": ("would", "have"),
    "shouldve": ("should", "have"),
    "couldve": ("could", "have"),
    "wouldve": ("would", "have"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "youre": ("you", "are"),
    "theyre": ("they", "are"),
    "youve": ("you", "have"),
    "gonna": ("going", "to"),
    "gotta": ("got", "to"),
}
_SPELLINGS = {
    "u": "you",
    "ur": "your",
    "cuz": "because",
    "coz": "because",
    "bc": "because",
    "b/c": "because",
    "cos": "because",
    "ppl": "people",
    "devs": "developers",
    "pls": "please",
    "plz": "please",
    "w/o": "without",
    "w/out": "without",
    "sb": "somebody",
    "tho": "though",
    "shud": "should",
    "shoud": "should",
    "coud": "could",
    "woud": "would",
    "becuase": "because",
    "becouse": "because",
    "wich": "which",
    "thier": "their",
    "teh": "the",
    "recieve": "receive",
    "y": "why",
    "nobdy": "nobody",
    "someones": "someone",
    "noone": "nobody",
    "prod": "production",
    "db": "database",
    "forgott": "forgot",
    "forgoten": "forgotten",
    "carefull": "careful",
    "carless": "careless",
    "careles": "careless",
    "negligant": "negligent",
    "incompetant": "incompetent",
    "enginer": "engineer",
    "resposible": "responsible",
    "responsable": "responsible",
    "obvius": "obvious",
    "tought": "thought",
    "ignord": "ignored",
    "didt": "did",
    "dint": "did",
    "definately": "definitely",
}
_WORDS = frozenset({"plain", "word"})
_HAVE_AFTER = frozenset({"should", "could", "would", "might", "must"})
_TRAILING_HALF = 2


class Token(NamedTuple):
    """A word or mark: normalized form, code-point span, kind (regex group), capital letter."""

    norm: str
    start: int
    end: int
    kind: str
    capital: bool


_known: dict[str, tuple[str, bool] | None] = {}  # (norm, capital), or None: take it apart
_CACHE_LIMIT = 50_000


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """Return the tokens of `text`; spans are shifted by `offset` code points."""
    tokens: list[Token] = []
    if len(_known) > _CACHE_LIMIT:
        _known.clear()
    known, add, make = _known, tokens.append, tuple.__new__
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        raw = match.group()
        if kind in _WORDS:
            entry = known.get(raw)
            if entry is None:
                entry = _plain(raw)
                if entry is None:
                    _add_parts(tokens, raw, start + offset, end + offset)
                    continue
                known[raw] = entry
            norm, capital = entry
            if norm == "of" and tokens and tokens[-1].norm in _HAVE_AFTER:
                norm = "have"  # "should of" is how many people write it
            add(make(Token, (norm, start + offset, end + offset, "word", capital)))
        else:
            add(make(Token, (raw, start + offset, end + offset, kind, False)))
    return tokens


def _plain(raw: str) -> tuple[str, bool] | None:
    """Return the usual spelling of a word and whether it has a capital; None for a contraction."""
    low = raw.lower()
    straight = low.replace("’", "'")
    if straight in _WHOLE:
        return None
    if "'" in straight and (found := _CONTRACTION.search(straight)) and found.start():
        return None
    return _SPELLINGS.get(straight, straight), low[0] != raw[0]


def _add_parts(tokens: list[Token], raw: str, start: int, end: int) -> None:
    """Append the two words of a contraction."""
    low = raw.lower()
    capital = low[0] != raw[0]
    low = low.replace("’", "'")
    if low in _WHOLE:
        first, second = _WHOLE[low]
        middle = max(start + 1, end - _TRAILING_HALF)
    elif found := _CONTRACTION.search(low):
        ending = found.group()
        first, second = low[: -len(ending)], _ENDINGS.get(ending, ending)
        first = _SPELLINGS.get(first, first)
        middle = end - len(ending)
    else:
        raise AssertionError(f"{raw!r} is no contraction")
    tokens.append(Token(first, start, middle, "word", capital))
    tokens.append(Token(second, middle, end, "word", False))
