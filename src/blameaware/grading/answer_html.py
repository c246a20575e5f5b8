"""A learner's answer as static HTML: escaped, without scripts, links or anything that runs.

Bidirectional controls, which can make a line read as another, are shown by name; each text of a
learner stands in an element of its own direction.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from blameaware.bank.judging.scenario import walk
from blameaware.bank.models import Choose, Item, Match, Order, Plan, Scenario, Sort, Spot
from blameaware.bank.public import right_ids

# What the cards call the parts of a postmortem and of a plan.
LABELS = {
    "text": "Text",
    "factors": "Contributing factors",
    "actions": "Actions",
    "what": "What will change",
    "owner": "Which role owns it",
    "due": "By when",
    "done_when": "It is done when",
    "team": "The team that starts",
    "incidents": "First incidents",
    "stages": "Stages",
    "30": "After 30 days",
    "60": "After 60 days",
    "90": "After 90 days",
    "measures": "What is watched",
    "start": "First day",
}
BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NOTHING = '<p class="nothing">No answer.</p>'
MOST_SHOWN = 20_000


def answer_html(item: Item, value: Any) -> str:  # noqa: ANN401, PLR0911  any clean value, one case a kind
    """Return an answer to `item` as HTML; “No answer” for None and for what does not fit."""
    if value in (None, "", {}) or (value == [] and not isinstance(item, Spot)):
        return NOTHING
    match item:
        case Choose():
            return _list(_named(value, {option.id: option.text for option in item.options}))
        case Order():
            steps = {step.id: step.text for step in item.steps}
            return _list(_named(value, steps), ordered=True)
        case Match():
            return _pairs(value, _lefts(item), _rights(item))
        case Sort():
            cards = {card.id: card.text for card in item.cards}
            return _pairs(value, cards, {bin_.id: bin_.label for bin_ in item.bins})
        case Spot():
            return _marked(item.text, value)
        case Scenario():
            return _list([turn.text for _, turn in walk(item, value) if turn], ordered=True)
        case Plan():
            return _anything(_with_names(item, value))
    return _anything(value)


def safe(text: str) -> str:
    """Return a learner's text for HTML: escaped, controls of direction shown by name."""
    shown = BIDI.sub(lambda found: f"[U+{ord(found.group()):04X}]", text[:MOST_SHOWN])
    return html.escape(shown, quote=True)


def _label(name: str) -> str:
    return LABELS[name] if name in LABELS else safe(name)


def _lefts(item: Match) -> dict[str, str]:
    return {pair.id: pair.left for pair in item.pairs}


def _rights(item: Match) -> dict[str, str]:
    names = right_ids(item)
    return {names[pair.id]: pair.right for pair in item.pairs}


def _named(value: object, texts: Mapping[str, str]) -> list[str]:
    names = value if isinstance(value, list) else []
    return [texts[name] for name in names if isinstance(name, str) and name in texts]


def _list(texts: list[str], *, ordered: bool = False) -> str:
    if not texts:
        return NOTHING
    tag = "ol" if ordered else "ul"
    return f"<{tag}>" + "".join(f"<li>{safe(text)}</li>" for text in texts) + f"</{tag}>"


def _pairs(value: object, lefts: Mapping[str, str], rights: Mapping[str, str]) -> str:
    chosen = value if isinstance(value, dict) else {}
    lines = [
        f"<dt>{safe(lefts[left])}</dt><dd>{safe(rights[right])}</dd>"
        for left, right in chosen.items()
        if left in lefts and right in rights
    ]
    return f"<dl>{''.join(lines)}</dl>" if lines else NOTHING


def _marked(text: str, value: object) -> str:
    """Return a text with the learner's marks in it; marks that overlap are joined."""
    pieces, at = [], 0
    for start, end in sorted(_spans(value, len(text))):
        if end <= at:
            continue
        begin = max(start, at)
        pieces += [safe(text[at:begin]), "<mark>", safe(text[begin:end]), "</mark>"]
        at = end
    return f'<p class="text">{"".join(pieces)}{safe(text[at:])}</p>'


def _spans(value: object, length: int) -> list[tuple[int, int]]:
    spans = value if isinstance(value, list) else []
    return [
        (span[0], min(span[1], length))
        for span in spans
        if isinstance(span, list) and len(span) == 2 and span[0] < length  # noqa: PLR2004  a pair
    ]


def _with_names(item: Plan, value: object) -> object:
    """Return a plan with what was chosen in words."""
    if not isinstance(value, dict):
        return value
    names = {row.id: row.name for row in (*item.teams, *item.incidents)}
    measures = {measure.id: measure.text for measure in item.measures}
    shown = dict(value)
    if isinstance(shown.get("team"), str):
        shown["team"] = names.get(shown["team"], shown["team"])
    for field, texts in (("incidents", names), ("measures", measures)):
        if field in shown:
            shown[field] = _named(shown[field], texts)
    return shown


def _anything(value: object) -> str:
    """Return text, or a table of texts as a plan or a postmortem has it."""
    match value:
        case str():
            return f'<p class="text" dir="auto">{safe(value)}</p>'
        case dict():
            lines = (f"<dt>{_label(str(k))}</dt><dd>{_anything(v)}</dd>" for k, v in value.items())
            return f"<dl>{''.join(lines)}</dl>"
        case list():
            return "<ul>" + "".join(f"<li>{_anything(entry)}</li>" for entry in value) + "</ul>"
    return safe(str(value))
