"""Everything there is to know about one rewrite before it is judged."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from blameaware.language.facts import FactMatch, Pool, fact_words, match_facts
from blameaware.language.facts_stem import stem
from blameaware.language.facts_words import Word, words
from blameaware.language.findings import Finding
from blameaware.language.rewrite_classes import Classed, classed, classed_part
from blameaware.language.rewrite_cues import Hit, hits
from blameaware.language.rewrite_invented import invented, task_words
from blameaware.language.rewrite_task import RewriteTask

_CLAUSE_END = re.compile(
    r"(?<![\d])[,;:](?!\d)|[,;:](?=[\s\"'”’)]|$)|[.!?…]+(?=[\s\"'”’)]|$)|\n|->|→"
)
_ABBREVIATION = re.compile(r"(?:\b[ap]\.m|\be\.g|\bi\.e|\b(?:mr|mrs|ms|dr|no|approx|vs))$", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Reading:
    """A rewrite and its task, taken apart.

    `words` are the telling words for facts, `classed` the text with people as classes,
    `findings` what the statement engine says about the text alone, and `lean` how far it
    leans to blame (log odds; None where it was not asked).
    """

    task: RewriteTask
    text: str
    words: tuple[Word, ...]
    classed: Classed
    findings: tuple[Finding, ...]
    lean: float | None = None

    @cached_property
    def facts(self) -> tuple[FactMatch, ...]:
        """Return how much of each fact the text holds."""
        return match_facts(self.task.facts, self.words)

    @cached_property
    def facts_share(self) -> float:
        """Return 0..1, the mean share of the facts; 1 where the task has none."""
        return sum(f.share for f in self.facts) / len(self.facts) if self.facts else 1.0

    @cached_property
    def told(self) -> frozenset[int]:
        """Return where the words and numbers begin that tell a fact, synonyms included."""
        pool = _pool_of(self.task.facts)
        keys = pool.affirmed | pool.negated
        return frozenset(
            word.start
            for word in self.words
            if word.weight > 0
            and (pool.credit(word) if word.quantity else not word.keys.isdisjoint(keys))
        )

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Return the cues that are heard in the text, but for blame cues inside a fact's words.

        Where a fact is "counted without scanning", a rewrite that keeps it does not blame.
        """
        return tuple(
            hit
            for hit in hits(self.classed)
            if hit.cue.signal != "blame" or not self.only_tells_a_fact(hit)
        )

    def only_tells_a_fact(self, hit: Hit, *, beside: frozenset[str] = frozenset()) -> bool:
        """Say whether all the words of a cue that was heard, `beside` some, are of one fact."""
        said = _LETTERS.findall(self.text[hit.start : hit.end].lower())
        heard = {stem(word) for word in said if word not in beside}
        return bool(heard) and any(heard <= stems for stems in _stems_of(self.task.facts))

    @cached_property
    def invented(self) -> tuple[str, ...]:
        """Return numbers and names that stand nowhere in the task."""
        return invented(self.task, self.text, self.words, self.classed)

    @cached_property
    def statement(self) -> Classed:
        """Return the statement with people as classes."""
        return classed_part(self.task.statement)

    @cached_property
    def shared(self) -> float:
        """Return 0..1, the share of the text's telling words that the task has too."""
        pool = Pool.of(task_words(self.task))
        telling = [word for word in self.words if word.weight > 0]
        total = sum(word.weight for word in telling)
        return sum(w.weight * pool.credit(w) for w in telling) / total if total else 0.0

    def signals(self, *kinds: str) -> list[str]:
        """Return the ids of the cues of these signals that are heard, each once."""
        return list(dict.fromkeys(hit.cue.id for hit in self.hits if hit.cue.signal in kinds))

    @property
    def blames_as_openly_as_the_statement(self) -> bool:
        """Say whether the text has as many hints of blame as the statement."""
        ours = sum(hit.cue.signal == "blame" for hit in self.hits)
        return ours >= _openness(self.task.statement)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch between commas, semicolons, colons and full stops around a span.

    The marks inside 21:14, 1,100, 4.0, a.m. or a host name end no clause.
    """
    first, last = 0, len(text)
    for match in _CLAUSE_END.finditer(text):
        if match.group() == "." and _ABBREVIATION.search(
            text, max(0, match.start() - 8), match.start()
        ):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last


def read_rewrite(
    task: RewriteTask,
    text: str,
    findings: tuple[Finding, ...] = (),
    lean: float | None = None,
) -> Reading:
    """Take a rewrite apart."""
    form = classed(text, _affected(task.facts))
    return Reading(task, text, tuple(words(text)), form, findings, lean)


@lru_cache(maxsize=256)
def _pool_of(facts: tuple[str, ...]) -> Pool:
    """Return what the facts have to offer."""
    return Pool.of(word for fact in facts for word in fact_words(fact))


@lru_cache(maxsize=256)
def _stems_of(facts: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Return the stems of each fact's words."""
    return tuple(frozenset(map(stem, _LETTERS.findall(fact.lower()))) for fact in facts)


@lru_cache(maxsize=256)
def _openness(statement: str) -> int:
    """Return how many hints of blame a statement has."""
    return sum(hit.cue.signal == "blame" for hit in hits(classed_part(statement)))


@lru_cache(maxsize=256)
def _affected(facts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of the facts: people named there are part of what happened."""
    return frozenset(word.text.lower() for fact in facts for word in fact_words(fact))
