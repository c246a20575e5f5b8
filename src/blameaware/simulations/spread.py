"""Spread: how a new way to review spreads from one team, or from everywhere at once.

Teams learn by doing. A review that goes well builds skill and is seen by others; one that turns
into blame costs trust. Large incidents are harder to review well, and a helper's time is shared.
The rules are a thinking aid: change them and see what the picture hangs on.
"""

from dataclasses import asdict, dataclass, fields
from math import isfinite
from random import Random

from blameaware.simulations.bands import Band, band

RUNS = 150
SKILLED = 0.6  # from here on a team keeps the practice without help
QUITS_BELOW = 0.05


@dataclass(frozen=True)
class Assumptions:
    """What the learner can change. Shares 0 to 1, counts a month."""

    teams: int = 12
    months: int = 18
    start_teams: int = 1
    stakes: float = 0.2  # 0 small incidents only, 1 the largest
    incidents_a_month: float = 2.0  # reviewed incidents a team
    help_a_month: float = 4.0  # reviews a month that a helper can sit in on
    sponsor: float = 0.7  # how steadily the leader keeps the promise
    notice: float = 0.25  # chance a month that a team takes up what it saw go well elsewhere


@dataclass(frozen=True)
class Result:
    """`share` is the share of teams with a lasting practice, a band for each month from 0."""

    share: tuple[Band, ...]
    broke_off: Band  # share of teams that started and gave up


def tidy(values: dict[str, object]) -> Assumptions:
    """Return assumptions from anything: what does not fit takes its default, bounds are kept."""
    bounds = {
        "teams": (2, 60), "months": (1, 48), "start_teams": (1, 60), "stakes": (0, 1),
        "incidents_a_month": (0, 20), "help_a_month": (0, 60), "sponsor": (0, 1), "notice": (0, 1),
    }  # fmt: skip
    known: dict[str, float] = asdict(Assumptions())
    found: dict[str, float] = {}
    for field in fields(Assumptions):
        value = values.get(field.name)
        number = known[field.name]
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            number = value
        low, high = bounds[field.name]
        number = min(max(number, low), high)
        found[field.name] = int(number) if field.type is int else float(number)
    found["start_teams"] = min(found["start_teams"], found["teams"])
    return Assumptions(**found)  # type: ignore[arg-type]


def simulate(a: Assumptions, seed: int = 1, runs: int = RUNS) -> Result:
    """Play the months `runs` times and return the bands."""
    random = Random(seed)  # noqa: S311  a simulation, not a secret
    shares: list[list[float]] = [[] for _ in range(a.months + 1)]
    broke = []
    for _ in range(runs):
        path, gave_up = _play(a, random)
        for month, share in enumerate(path):
            shares[month].append(share)
        broke.append(gave_up)
    return Result(tuple(band(found) for found in shares), band(broke))


def _play(a: Assumptions, random: Random) -> tuple[list[float], float]:
    # None: not started. A number: skill and trust in one, 0 to 1.
    skill: list[float | None] = [0.25 if n < a.start_teams else None for n in range(a.teams)]
    gave_up: set[int] = set()
    path = [_lasting(skill)]
    for _ in range(a.months):
        active = [n for n, level in enumerate(skill) if level is not None]
        helped = a.help_a_month / max(1e-9, a.incidents_a_month * max(1, len(active)))
        seen = 0
        for team in active:
            went_well = _month(a, skill, team, min(1.0, helped), random)
            seen += went_well
            level = skill[team]
            if level is not None and level < QUITS_BELOW:
                skill[team] = None
                gave_up.add(team)
        if seen:
            _take_up(a, skill, gave_up, random)
        path.append(_lasting(skill))
    return path, len(gave_up) / a.teams


def _month(
    a: Assumptions, skill: list[float | None], team: int, helped: float, random: Random
) -> int:
    """Play a team's reviews of a month, change its skill, return how many went well."""
    count = int(a.incidents_a_month) + (random.random() < a.incidents_a_month % 1)
    good = 0
    for _ in range(count):
        level = skill[team] or 0.0
        help_here = 0.3 if random.random() < helped else 0.0
        chance = 0.35 + 0.5 * level + help_here - 0.45 * a.stakes
        # A leader who breaks the promise is felt most where the stakes are high.
        if random.random() > a.sponsor:
            chance -= 0.15 + 0.35 * a.stakes
        if random.random() < chance:
            good += 1
            skill[team] = min(1.0, level + 0.08)
        else:
            skill[team] = max(0.0, level - 0.05 - 0.1 * a.stakes)
    return good


def _take_up(a: Assumptions, skill: list[float | None], gave_up: set[int], random: Random) -> None:
    """Let teams start that have seen a review go well; once burnt they are four times as slow."""
    practicing = _lasting(skill)
    for team, level in enumerate(skill):
        if level is None:
            chance = a.notice * (0.3 + practicing) * (0.25 if team in gave_up else 1.0)
            if random.random() < chance:
                skill[team] = 0.25


def _lasting(skill: list[float | None]) -> float:
    return sum(level is not None and level >= SKILLED for level in skill) / len(skill)
