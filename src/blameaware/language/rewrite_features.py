"""What the learned part of the judge looks at: named numbers that explain themselves.

Every feature has a name that a person can read: "fact:mean" is the mean share of the facts,
"cue:hedge" that a hedge was heard, "act:P+FAULT" that a person is the subject of a faulty act,
"seq:because =the PERSON" a run of words in class form. Values lie between 0 and 1.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from math import log

from blameaware.language.facts import FactMatch, Pool, fact_words
from blameaware.language.facts_stem import stem
from blameaware.language.rewrite_classes import Token, classed_part, mentioned
from blameaware.language.rewrite_data import table
from blameaware.language.rewrite_model import squash
from blameaware.language.rewrite_reading import Reading
from blameaware.language.rewrite_segments import segment_features
from blameaware.language.rewrite_task import RewriteTask
from blameaware.language.rewrite_wording import own_words, word_features

Features = dict[str, float]

_LONG = 60
_FACT_BARELY, _FACT_THIN, _FACT_MOSTLY = 0.25, 0.4, 0.7
_ACTS = frozenset(
    {"be", "have", "do", "FAULT", "BREAK", "DUTY", "ACT", "SAY", "PUNISH", "CARE", "-ed"}
)


def features(reading: Reading) -> Features:
    """Return the features of one rewrite."""
    found: Features = {"bias": 1.0}
    found.update(_fact_features(reading.facts))
    found.update(_topic_features(reading))
    found.update(_cue_features(reading))
    found.update(_agent_features(reading))
    if reading.lean is not None:
        found["engine:lean"] = squash(reading.lean)
    found.update(dict.fromkeys(act_features(reading.classed.tokens), 1.0))
    found.update(dict.fromkeys(_part_features(reading), 1.0))
    tokens = reading.classed.tokens
    found.update(dict.fromkeys(word_features(tokens, task_keys(reading), reading.told), 1.0))
    return {name: value for name, value in found.items() if value}


def sentence_features(reading: Reading) -> Features:
    """Return the features that a sentence has without a task: cues, acts, words."""
    tokens = reading.classed.tokens
    words = (name for name in own_words(tokens, frozenset()) if name.startswith("word:"))
    found = dict.fromkeys((*act_features(tokens), *words), 1.0)
    found.update((n, v) for n, v in _cue_features(reading).items() if n.startswith("cue:"))
    return found


def _fact_features(facts: tuple[FactMatch, ...]) -> Features:
    """Return how much of which facts is kept."""
    if not facts:
        return {"fact:none-given": 1.0}
    shares = sorted(match.share for match in facts)
    numbers = sum(match.quantities for match in facts)
    lost = numbers - sum(match.quantities_kept for match in facts)
    return {
        "fact:mean": sum(shares) / len(shares),
        "fact:lowest": shares[0],
        "fact:highest": shares[-1],
        "fact:one-absent": float(shares[0] < _FACT_BARELY),
        "fact:one-thin": float(shares[0] < _FACT_THIN),
        "fact:one-of-two-thin": float(len(shares) <= 2 and shares[0] < _FACT_THIN),  # noqa: PLR2004
        "fact:absent": sum(share < _FACT_BARELY for share in shares) / len(shares),
        "fact:mostly": sum(share >= _FACT_MOSTLY for share in shares) / len(shares),
        "fact:kept": sum(match.kept for match in facts) / len(facts),
        "fact:all-kept": float(all(match.kept for match in facts)),
        "fact:none-kept": float(not any(match.kept for match in facts)),
        "fact:numbers-lost": lost / numbers if numbers else 0.0,
        "fact:any-number-lost": float(lost > 0),
        "fact:two-lost": float(sum(not match.kept for match in facts) > 1),
    }


def _topic_features(reading: Reading) -> Features:
    """Return how near the text is to its task, how long and how vague it is."""
    telling = [word for word in reading.words if word.weight > 0]
    shared = [word for word in telling if _task_pool(reading.task).credit(word)]
    residue = _residue(reading.task)
    kept = sum(any(not w.keys.isdisjoint(r) for w in telling) for r in residue)
    vague = sum(word.text.lower() in _vague() for word in reading.words)
    fresh = sum(w not in shared and w.text.lower() not in _vague() for w in telling)
    barely = all(match.share < _FACT_THIN for match in reading.facts)
    count = max(1, len(telling))
    return {
        "topic:shared": reading.shared,
        "topic:shared-words": min(1.0, len(shared) / 8),
        "topic:none-shared": float(not shared),
        "topic:one-shared": float(len(shared) == 1),
        "topic:residue": kept / len(residue) if residue else 0.0,
        "topic:new-words": (len(telling) - len(shared)) / count,
        "topic:vague": min(1.0, vague / count),
        "topic:fresh": min(1.0, fresh / 5),
        "topic:fresh-without-fact": float(fresh > 1 and barely),
        "topic:mostly-fresh": float(fresh > len(telling) / 2 and barely and not vague),
        "topic:not-vague": float(not vague),
        "topic:elsewhere": float(not vague and not shared),
        "topic:length": min(1.0, log(1 + len(telling)) / log(_LONG)),
        "topic:short": float(len(telling) < 6),  # noqa: PLR2004
        "topic:against-statement": min(
            1.0, len(telling) / max(1, len(fact_words(reading.task.statement)))
        ),
    }


@cache
def _vague() -> frozenset[str]:
    return frozenset(table("rewrite_vague")["words"].split())


@lru_cache(maxsize=256)
def _task_pool(task: RewriteTask) -> Pool:
    given = (task.statement, task.context, *task.facts, *task.fact_sheet)
    return Pool.of(word for part in given for word in fact_words(part))


@lru_cache(maxsize=256)
def _residue(task: RewriteTask) -> tuple[frozenset[str], ...]:
    """Return the keys of the statement's words that are no fact: who did it, and how badly."""
    facts = Pool.of(word for part in (task.context, *task.facts) for word in fact_words(part))
    telling = [word for word in fact_words(task.statement) if word.weight > 0]
    return tuple(word.keys for word in telling if not word.quantity and not facts.credit(word))


def _cue_features(reading: Reading) -> Features:
    found: Features = {}
    for hit in reading.hits:
        found[f"cue:{hit.cue.id}"] = 1.0
        found[f"cue:{hit.cue.id}:{hit.number}"] = 1.0
    for signal in ("blame", "condition", "reason", "step"):
        found[f"signal:{signal}"] = min(1.0, len(reading.signals(signal)) / 4)
        found[f"signal:no-{signal}"] = float(not reading.signals(signal))
    return found


def _agent_features(reading: Reading) -> Features:
    """Return whether the statement's people are back, and whether new ones appear."""
    before = mentioned(reading.statement.tokens)
    given = before | _mentioned_in(reading.task.context) | _mentioned_in(*reading.task.facts)
    now = mentioned(reading.classed.tokens)
    subjects = {t.subject for t in reading.classed.tokens if t.symbol in _ACTS}
    return {
        "agent:back": float(not before.isdisjoint(now)),
        "agent:new": float(not now <= given),
        "agent:none": float(not now),
        "agent:acts": float(not subjects.isdisjoint("PTQV")),
        "agent:acts-back": float(not before.isdisjoint(now) and not subjects.isdisjoint("PTQV")),
        "agent:writer-acts": float("I" in subjects),
        "agent:we-act": float("W" in subjects),
    }


@lru_cache(maxsize=256)
def _mentioned_in(*texts: str) -> frozenset[str]:
    return frozenset().union(*(mentioned(classed_part(text).tokens) for text in texts))


def act_features(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield who does what kind of act: "act:P+FAULT"; and the act itself: "did:forgot"."""
    for token in tokens:
        if token.symbol in _ACTS:
            yield f"act:{token.subject}+{token.symbol}"
            if token.subject in "PTQVYIWU":
                yield f"did:{stem(token.word)}"


def _part_features(reading: Reading) -> Iterator[str]:
    return segment_features(reading.classed.tokens, reading.hits, task_keys(reading))


def task_keys(reading: Reading) -> frozenset[str]:
    """Return everything that the words of the task can be recognized by."""
    return _keys_of(reading.task)


@lru_cache(maxsize=256)
def _keys_of(task: RewriteTask) -> frozenset[str]:
    pool = _task_pool(task)
    return pool.affirmed | pool.negated
