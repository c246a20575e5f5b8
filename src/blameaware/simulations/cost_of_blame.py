"""Cost of blame: fear of blame delays reports, delay lengthens incidents, length costs.

The mechanism is plausible, the sizes are yours: every number is an assumption to argue about.
That better units can *report* more errors is Edmondson's finding (1996); how long people wait out
of fear is not known in general, so the model asks for a range.
"""

from dataclasses import asdict, dataclass, fields
from math import isfinite
from random import Random

from blameaware.simulations.bands import Band, band

RUNS = 400  # years that are played


@dataclass(frozen=True)
class Assumptions:
    """What the learner can change. Times in minutes, shares 0 to 1, money in any currency."""

    incidents_per_year: float = 40
    hesitate_now: float = 0.5  # share of incidents in which the first who notices waits
    hesitate_then: float = 0.25
    wait_low: float = 5  # how long such a person waits
    wait_high: float = 60
    notice_low: float = 2  # from noticing to the first report without fear
    notice_high: float = 15
    repair_low: float = 20  # from the report to the repair
    repair_high: float = 180
    growth: float = 0.5  # minutes of repair that one minute of delay adds
    cost_per_minute: float = 100


@dataclass(frozen=True)
class World:
    """A year under one share of hesitation."""

    acknowledge: Band  # minutes from noticing to the report, mean of a year's incidents
    resolve: Band  # minutes from noticing to the repair, mean of a year's incidents
    cost: Band  # a year's cost


@dataclass(frozen=True)
class Result:
    """Both worlds, and what lies between them for a year."""

    now: World
    then: World
    saved: Band  # a year's cost now less the same year's cost then, with the same luck
    cheaper: float  # share of pairs of years, each with its own luck, in which then costs less


def tidy(values: dict[str, object]) -> Assumptions:
    """Return assumptions from anything: what does not fit takes its default, bounds are kept."""
    known = asdict(Assumptions())
    found: dict[str, float] = {}
    for field in fields(Assumptions):
        value = values.get(field.name)
        number = known[field.name]
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            number = value
        most = 1.0 if field.name.startswith("hesitate") else 1e9
        found[field.name] = float(min(max(number, 0.0), most))
    found["incidents_per_year"] = min(found["incidents_per_year"], 500.0)
    for name in ("wait", "notice", "repair"):
        low, high = found[f"{name}_low"], found[f"{name}_high"]
        found[f"{name}_low"], found[f"{name}_high"] = min(low, high), max(low, high)
    return Assumptions(**found)


def simulate(a: Assumptions, seed: int = 1, runs: int = RUNS) -> Result:
    """Play `runs` years twice, with the same luck under both shares of hesitation."""
    random = Random(seed)  # noqa: S311  a simulation, not a secret
    now: list[tuple[float, float, float]] = []
    then: list[tuple[float, float, float]] = []
    for _ in range(runs):
        first, second = _year(a, random)
        now.append(first)
        then.append(second)
    saved = [one[2] - two[2] for one, two in zip(now, then, strict=True)]
    # In life one compares two years with different luck: each with the neighbor's.
    others = zip(now, [*then[1:], then[0]], strict=True)
    cheaper = sum(two[2] < one[2] for one, two in others) / runs
    return Result(_world(now), _world(then), band(saved), cheaper)


def _year(a: Assumptions, random: Random) -> tuple[tuple[float, float, float], ...]:
    count = max(1, _poisson(a.incidents_per_year, random))
    sums = [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    for _ in range(count):
        notice = random.uniform(a.notice_low, a.notice_high)
        wait = random.uniform(a.wait_low, a.wait_high)
        repair = random.triangular(a.repair_low, a.repair_high, a.repair_low)
        luck = random.random()
        for world, hesitate in enumerate((a.hesitate_now, a.hesitate_then)):
            delay = notice + (wait if luck < hesitate else 0.0)
            whole = delay + repair + a.growth * delay
            sums[world][0] += delay
            sums[world][1] += whole
            sums[world][2] += whole * a.cost_per_minute
    return tuple((one / count, two / count, cost) for one, two, cost in sums)


def _poisson(mean: float, random: Random) -> int:
    """Return a number of events when `mean` (up to 500) are expected."""
    if mean > 50:  # noqa: PLR2004  from here the normal law is close enough
        return max(0, round(random.gauss(mean, mean**0.5)))
    count, left = 0, random.expovariate(1)
    while left < mean:
        count += 1
        left += random.expovariate(1)
    return count


def _world(years: list[tuple[float, float, float]]) -> World:
    acknowledge, resolve, cost = zip(*years, strict=True)
    return World(band(acknowledge), band(resolve), band(cost))


def case(a: Assumptions, result: Result, leader: str = "") -> str:
    """Return a one-page case for a leader as Markdown: the assumptions first, ranges, a request."""
    to = f"For: {leader}\n\n" if leader.strip() else ""
    rows = "\n".join(
        f"| {name} | {_range(now)} | {_range(then)} |"
        for name, now, then in (
            ("Minutes until the first report", result.now.acknowledge, result.then.acknowledge),
            ("Minutes until it is repaired", result.now.resolve, result.then.resolve),
            ("Cost in a year", result.now.cost, result.then.cost),
        )
    )
    return f"""# What waiting may cost us

{to}When people expect trouble, some wait before they report. Waiting makes incidents longer.
This page shows what that could mean for us. It rests on assumptions that you can change.

## What I assumed

- {a.incidents_per_year:g} incidents in a year
- in {a.hesitate_now:.0%} of them the first person who notices waits
  {a.wait_low:g} to {a.wait_high:g} minutes; with safer reporting in {a.hesitate_then:.0%}
- without waiting, the first report comes {a.notice_low:g} to {a.notice_high:g} minutes after
  somebody notices, and the repair {a.repair_low:g} to {a.repair_high:g} minutes after the report
- each minute of delay adds {a.growth:g} minutes of repair
- a minute costs {a.cost_per_minute:,.0f}

## What follows, as a range

| | today | with safer reporting |
|---|---|---|
{rows}

In a year the difference lies between {result.saved.low:,.0f} and {result.saved.high:,.0f}
(four of five simulated years). Luck is larger than that in a single year: of a hundred pairs
of years, the one with safer reporting is cheaper in about {result.cheaper * 100:.0f}.
It is a thinking aid, not a forecast.

## What I ask for

One team, three months, reviews without blame, and one question asked before and after:
“Would you report a near miss?” Then we look at our own numbers.
"""


def _range(found: Band) -> str:
    return f"{found.low:,.0f} to {found.high:,.0f}"
