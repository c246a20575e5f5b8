"""Turn-taking: who talks how much, how balanced that is, and what a facilitator's move may change.

Balance of turns was linked to how well groups solve problems (Woolley et al. 2010); the finding is
debated (Credé and Howardson 2017). The model shows the arithmetic of turns, no proof.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from blameaware.simulations.bands import Band, band

LINE = re.compile(r"^\s*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?([^\s:][^:\n]{0,39}?)\s*:\s+(\S.*)$")
TRANSCRIPTS = Path(__file__).parent / "transcripts"
SAMPLES = ("weekly-review", "ward-handover")
RUNS = 200
TURNS = 40
MOST_LINES = 5000
MOST_PEOPLE = 30


@dataclass(frozen=True)
class Turn:
    """One turn: who spoke, and how many words."""

    speaker: str
    words: int


@dataclass(frozen=True)
class Share:
    """How much one person talked, as shares 0 to 1."""

    name: str
    turns: float
    words: float


@dataclass(frozen=True)
class Talk:
    """A conversation in numbers. `balance` is 1 when all talk alike, 0 when one talks alone."""

    shares: tuple[Share, ...]
    balance: float
    longest: Turn | None
    silent: tuple[str, ...]


MOVES = {
    "round": "A round: everybody speaks once before the talk goes on",
    "write": "Written first: everybody writes, then speaks",
    "invite": "Invite those who have spoken least",
    "limit": "A limit of about forty words a turn",
}


def turns_of(transcript: str) -> list[Turn]:
    """Return the turns of a transcript with lines such as “Ana: I saw it.” and the like.

    A line without a name goes on with the turn before it. Times before names are left out.
    """
    turns: list[Turn] = []
    for line in transcript.splitlines()[:MOST_LINES]:
        said = LINE.match(line)
        if said:
            turns.append(Turn(" ".join(said[1].split()), len(said[2].split())))
        elif turns and line.strip():
            last = turns.pop()
            turns.append(Turn(last.speaker, last.words + len(line.split())))
    return turns


def measure(turns: Sequence[Turn], present: Sequence[str] = ()) -> Talk:
    """Return shares and balance; `present` names people who may have said nothing."""
    names = list(dict.fromkeys([*(turn.speaker for turn in turns), *present]))[:MOST_PEOPLE]
    words = dict.fromkeys(names, 0)
    count = dict.fromkeys(names, 0)
    for turn in turns:
        if turn.speaker in words:
            words[turn.speaker] += turn.words
            count[turn.speaker] += 1
    all_words, all_turns = max(1, sum(words.values())), max(1, sum(count.values()))
    shares = tuple(Share(n, count[n] / all_turns, words[n] / all_words) for n in names)
    ordered = tuple(sorted(shares, key=lambda share: -share.words))
    longest = max(turns, key=lambda turn: turn.words, default=None)
    silent = tuple(name for name in names if not count[name])
    return Talk(ordered, balance([share.words for share in shares]), longest, silent)


def balance(shares: Sequence[float]) -> float:
    """Return the entropy of shares over that of equal shares, 0 to 1; 0 for fewer than two."""
    if len(shares) < 2:  # noqa: PLR2004  one person is no conversation
        return 0.0
    found = -sum(share * math.log(share) for share in shares if share > 0)
    return round(min(1.0, max(0.0, found / math.log(len(shares)))), 4)


def try_moves(
    talk: Talk, moves: Sequence[str], seed: int = 1, runs: int = RUNS
) -> tuple[Band, Mapping[str, Band]]:
    """Play the same people on with some moves of the facilitator.

    Returns the band of the balance, and that of each person's share of words. Everybody keeps
    their habit: the chance to take a turn is their share of turns so far, a little above zero for
    the silent. Without moves this shows how much chance alone changes.
    """
    random = Random(seed)  # noqa: S311  a simulation, not a secret
    names = [share.name for share in talk.shares]
    if len(names) < 2:  # noqa: PLR2004  one person is no conversation
        return Band(0, 0, 0), {name: Band(1, 1, 1) for name in names}
    runs_of: dict[str, list[float]] = {name: [] for name in names}
    balances = []
    for _ in range(runs):
        spoken = _play(talk, set(moves), random)
        whole = max(1.0, sum(spoken.values()))
        shares = [spoken[name] / whole for name in names]
        balances.append(balance(shares))
        for name, share in zip(names, shares, strict=True):
            runs_of[name].append(share)
    return band(balances), {name: band(found) for name, found in runs_of.items()}


def _play(talk: Talk, moves: set[str], random: Random) -> dict[str, float]:
    names = [share.name for share in talk.shares]
    habit = {share.name: share.turns + 0.02 for share in talk.shares}
    length = {s.name: max(4.0, 25 * s.words / s.turns) if s.turns else 15.0 for s in talk.shares}
    spoken = dict.fromkeys(names, 0.0)
    order = list(names) if "round" in moves else []
    random.shuffle(order)
    for _ in range(TURNS):
        name = order.pop() if order else _next(names, habit, spoken, moves, random)
        words = random.expovariate(1 / length[name])
        spoken[name] += min(words, 40.0) if "limit" in moves else words
    return spoken


def _next(
    names: Sequence[str],
    habit: Mapping[str, float],
    spoken: Mapping[str, float],
    moves: set[str],
    random: Random,
) -> str:
    # Who has written something down takes a turn more easily: habits weigh half (as a power).
    power = 0.5 if "write" in moves else 1.0
    weights = {name: habit[name] ** power for name in names}
    if "invite" in moves:
        fair = sum(spoken.values()) / len(names)
        weights = {n: w * (3 if spoken[n] <= fair / 2 else 1) for n, w in weights.items()}
    return random.choices(names, [weights[name] for name in names])[0]


def sample(name: str) -> str:
    """Return one of the transcripts that come with the course, by its name in `SAMPLES`."""
    return (TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8").strip()
