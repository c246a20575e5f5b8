"""One stem for all forms of a word: renew, renewed, renewing and renewal all give "renew".

A stem only has to be the same for words that belong together; it need not be a word.
Irregular forms ("went", "sent") are data: `[irregular]` in data/facts_words.toml.
"""

from functools import lru_cache

from blameaware.language.rewrite_data import table

_VOWELS = frozenset("aeiouy")
_SHORTEST = 4
_DERIVED = (
    "ifications", "ification", "izations", "isations", "ization", "isation", "ations", "ation",
    "itions", "ition", "ments", "ement", "ment", "ances", "ance", "ences", "ence", "ancy", "ency",
    "ness", "ably", "ibly", "able", "ible", "sions", "tions", "ions", "ion", "ings", "ally", "als",
    "al", "ers", "ors", "er", "or", "ures", "ure", "ive", "ity", "ise", "ize", "ify", "ate", "ly",
)  # fmt: skip
_FINAL = ("at", "e", "y", "i")
_UK_ENDINGS = (("our", "or"), ("ours", "ors"), ("oured", "ored"), ("tre", "ter"), ("ogue", "og"))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the stem of a lower-case `word`."""
    word = table("facts_words")["irregular"].get(word, word)
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    return _final(_derived(_inflected(_american(word))))


def _american(word: str) -> str:
    """Return the American spelling of a British ending."""
    for british, american in _UK_ENDINGS:
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    return word


def _inflected(word: str) -> str:
    """Cut plural, past and -ing endings."""
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and not _VOWELS.isdisjoint(base):  # noqa: PLR2004
            return _single(base)
    return word


def _single(base: str) -> str:
    """Undouble a final consonant: "stopp" gives "stop"."""
    doubled = base[-1] == base[-2] and base[-1] not in "aeiouyls"
    return base[:-1] if doubled else base


def _derived(word: str) -> str:
    """Cut one ending that makes a noun, adjective or adverb of a verb."""
    for ending in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return _single(word[: -len(ending)])
    return word


def _final(word: str) -> str:
    """Cut a last "e", "y", "at" or second "l", so that "operate" and "operator" meet."""
    if word.endswith("ll") and len(word) > _SHORTEST + 1:
        return word[:-1]
    for ending in _FINAL:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            return word[: -len(ending)]
    return word
