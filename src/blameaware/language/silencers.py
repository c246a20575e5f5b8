"""Silence a finding in place, with a reason: `<!-- blameaware: ok counterfactual, a quote -->`.

A silencer works on the paragraph it stands in; alone between empty lines, on the next one.
"""

import re
from dataclasses import dataclass, field

from blameaware.language.findings import Finding
from blameaware.language.patterns import patterns

_SILENCER = re.compile(
    r"<!--[ \t]*blameaware:[ \t]*ok\b[ \t]*([\w-]*)[ \t]*,?[ \t]*([^\n]{0,300}?)[ \t]{0,20}-->"
)
RULE = "silencer"
QUESTION = "Is the silencer still needed?"


@dataclass(slots=True)
class Silencer:
    """A silencer at `start`..`end` of its block, and how many findings it has silenced.

    One that may be only `shown`, as an example in code, is not missed where it has nothing to do.
    """

    pattern: str
    reason: str
    start: int
    end: int
    text: str
    shown: bool = False
    used: int = field(default=0)

    def problem(self) -> str:
        """Return what is off with the silencer, or an empty string."""
        if self.pattern not in patterns():
            return f"No pattern is called {self.pattern!r}; `blameaware check --list` has them all."
        if not self.reason:
            return f"A silencer needs a reason: <!-- blameaware: ok {self.pattern}, why -->"
        if not self.used:
            return f"Nothing here is found as {self.pattern}; the silencer can go."
        return ""


def find_silencers(text: str) -> list[Silencer]:
    """Return the silencers written in the text."""
    return [
        Silencer(
            m.group(1),
            m.group(2).strip(),
            m.start(),
            m.end(),
            m.group(),
            _is_shown(text, m.start()),
        )
        for m in _SILENCER.finditer(text)
    ]


def _is_shown(text: str, start: int) -> bool:
    """Whether the place is in a span of code, or in a line indented as code."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return before.count("`") % 2 == 1 or before.startswith(("    ", "\t"))


def silence(findings: list[Finding], silencers: list[Silencer]) -> list[Finding]:
    """Return the findings that no silencer with a reason covers, and count each silencer's use."""
    left = []
    for finding in findings:
        fitting = [s for s in silencers if s.pattern == finding.pattern and s.reason]
        for silencer in fitting:
            silencer.used += 1
        if not fitting:
            left.append(finding)
    return left


def complaint(silencer: Silencer) -> Finding | None:
    """Return a finding about the silencer itself, or None where it is in order."""
    problem = silencer.problem()
    if not problem or (silencer.shown and not silencer.used):
        return None
    return Finding(
        RULE, "warning", silencer.start, silencer.end, silencer.text, None, problem, QUESTION, ""
    )
