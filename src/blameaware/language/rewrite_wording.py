"""How a rewrite is worded, beyond what the task gives: runs of words, and who stands beside them.

Every name says what it means: "seq:because =the PERSON" a run in class form, "told:a FACT be" a
run in which all words that tell a fact are one, "word:obvious" a stem, "letters:-less" the last
letters of a word (a misspelled or derived form shares them), "with:TEAM+decid" a word beside a
person or group in one part of the text, "ending:careful" a word of the last part.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from blameaware.language.facts_stem import stem
from blameaware.language.rewrite_classes import PEOPLE, Token
from blameaware.language.rewrite_segments import segments

_RUNS = (1, 2, 3)
_TOLD_RUNS = (2, 3)
_FIRST_LETTERS, _LAST_LETTERS = 4, 3
_LONG = 5
_NOT_BY_THE_TASK = frozenset({"FAULT", "CHARACTER", "CARELESSLY"})
"""Kinds of words that keep their kind though the statement has them too."""


def word_features(
    tokens: Sequence[Token], task_keys: frozenset[str], told: Collection[int]
) -> Iterator[str]:
    """Yield what the wording is like; `told` is where words begin that tell a fact."""
    forms = [_form(token, task_keys) for token in tokens]
    yield from _runs("seq:", ["^", *forms, "$"], _RUNS)
    yield from _runs("told:", _with_facts_as_one(tokens, forms, told), _TOLD_RUNS)
    yield from own_words(tokens, task_keys)
    yield from _company(tokens, task_keys)


def _runs(family: str, forms: Sequence[str], lengths: Sequence[int]) -> Iterator[str]:
    for length in lengths:
        for first in range(len(forms) - length + 1):
            yield family + " ".join(forms[first : first + length])


def _with_facts_as_one(
    tokens: Sequence[Token], forms: Sequence[str], told: Collection[int]
) -> list[str]:
    """Return the forms with neighboring words that tell a fact as one "FACT".

    Where the date was wrong in the facts already, "A wrong date was mailed and" is no more
    than "a FACT be FACT and".
    """
    joined = ["^"]
    for token, form in zip(tokens, forms, strict=True):
        is_fact = token.start in told
        if not (is_fact and joined[-1] == "FACT"):
            joined.append("FACT" if is_fact else form)
    return [*joined, "$"]


def own_words(tokens: Iterable[Token], task_keys: frozenset[str]) -> Iterator[str]:
    """Yield stems, first and last letters of the words that the task does not have."""
    for token in tokens:
        if _is_plain(token) and (root := stem(token.word)) not in task_keys:
            yield f"word:{root}"
            if len(token.word) >= _LONG:
                yield f"letters:{token.word[:_FIRST_LETTERS]}"
                yield f"letters:-{token.word[-_LAST_LETTERS:]}"


def _company(tokens: Sequence[Token], task_keys: frozenset[str]) -> Iterator[str]:
    """Yield the words of each part with the people in it, and those of the last part alone."""
    parts = list(segments(tokens))
    for part in parts:
        people = sorted({token.form for token in part if token.form in PEOPLE}) or ["nobody"]
        for root in {stem(token.word) for token in part if _is_plain(token)}:
            yield from (f"with:{person}+{root}" for person in people)
    if len(parts) > 1:
        for token in parts[-1]:
            if _is_plain(token) and (root := stem(token.word)) not in task_keys:
                yield f"ending:{root}"


def _is_plain(token: Token) -> bool:
    """Say whether a token is a word as it was written, no class and no mark."""
    return token.form == token.word and token.word.isalpha()


def _form(token: Token, task_keys: frozenset[str]) -> str:
    """Return a person's class, a small word itself, "=" for a word of the task, or its kind."""
    if token.form != token.word or token.symbol == token.word:
        return token.form
    if token.symbol in {"be", "have", "do", "ADV", "not"}:
        return token.word if token.symbol == "ADV" else token.symbol
    if stem(token.word) in task_keys and token.symbol not in _NOT_BY_THE_TASK:
        return "="
    return token.symbol
