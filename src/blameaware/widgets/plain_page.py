"""An item as plain HTML: for print, for a page without JavaScript, for a reader without a kernel.

The statement and the question stand open, good answers behind <details>. A graded item has none.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from blameaware.bank import Item, models
from blameaware.bank.public import mixed_options, shuffled
from blameaware.bank.wording import say


def page_of(item: Item, *, graded: bool = False) -> str:
    """Return the HTML of an item."""
    body, answers = PAGES[item.kind](item)
    return body if graded or not answers else body + details(say("Show good answers"), answers)


def p(text: str, css: str = "") -> str:
    """Return a paragraph of plain text."""
    name = f' class="{css}"' if css else ""
    return f"<p{name}>{escape(text)}</p>" if text else ""


def ul(texts: Iterable[str], tag: str = "ul") -> str:
    """Return a list of plain texts."""
    entries = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<{tag}>{entries}</{tag}>" if entries else ""


def details(title: str, body: str) -> str:
    """Return something that opens on a click without JavaScript."""
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


def quote(text: str) -> str:
    """Return a quotation; lines stay lines."""
    lines = "<br>".join(escape(line) for line in text.strip().splitlines())
    return f"<blockquote>{lines}</blockquote>"


def _rewrite(item: models.Rewrite) -> tuple[str, str]:
    body = p(say("Rewrite this statement without blame. Keep every fact.")) + quote(item.statement)
    body += p(item.context) + p(say("Facts to keep")) + ul(item.facts)
    return body, ul(item.models)


def _spot(item: models.Spot) -> tuple[str, str]:
    body = (
        p(say("Which words blame somebody? Perhaps none do.")) + p(item.context) + quote(item.text)
    )
    blames = [f"“{mark.words}”: {mark.why}" for mark in item.blames]
    alikes = [f"“{mark.words}”: {mark.why_not}" for mark in item.look_alikes]
    return body, ul(blames + alikes)


def _ask(item: models.Ask) -> tuple[str, str]:
    body = p(say("Turn this into a question that asks what or how.")) + quote(item.question)
    return body + p(item.context), ul(item.models)


def _choose(item: models.Choose) -> tuple[str, str]:
    body = p(item.context) + p(item.prompt) + ul(option.text for option in mixed_options(item))
    return body, ul(
        f"{option.text} {option.feedback}" for option in item.options if option.feedback
    )


def _order(item: models.Order) -> tuple[str, str]:
    texts = {step.id: step.text for step in item.steps}
    mixed = [texts[name] for name in shuffled(list(texts), item.id)]
    return p(item.prompt) + ul(mixed), ul((step.text for step in item.steps), "ol")


def _match(item: models.Match) -> tuple[str, str]:
    rights = sorted(
        {pair.right for pair in item.pairs if pair.right} | {r.text for r in item.rights}
    )
    body = p(item.prompt) + ul(pair.left for pair in item.pairs) + ul(rights)
    return body, ul(f"{pair.left} {pair.right}. {pair.feedback}" for pair in item.pairs)


def _sort(item: models.Sort) -> tuple[str, str]:
    labels = {heap.id: heap.label for heap in item.bins}
    body = p(item.prompt) + ul(labels.values()) + ul(card.text for card in item.cards)
    told = (f"{card.text} {labels.get(card.bin, '')}. {card.feedback}" for card in item.cards)
    return body, ul(told)


def _scenario(item: models.Scenario) -> tuple[str, str]:
    nodes = {node.id: node for node in item.nodes}
    start = nodes[item.start]
    said = f"{start.speaker}: {start.says}" if start.speaker else start.says
    body = p(item.title) + p(item.setting) + p(item.role) + quote(said)
    body += ul(turn.text for turn in start.choices)
    return body, ul(f"{node.says} {node.lesson}" for node in item.nodes if node.end)


def _compose(item: models.Compose) -> tuple[str, str]:
    body = p(item.prompt) + p(item.situation) + ul(c.text for c in item.must_have)
    return body, ul(item.models)


def _postmortem(item: models.Postmortem) -> tuple[str, str]:
    body = p(item.title) + p(item.context)
    body += "".join(quote(part) for part in item.text.split("\n\n") if part.strip())
    body += p(say("Facts to keep")) + ul(item.facts)
    good = item.models
    if good is None:
        return body, ""
    return body, ul(good.sections) + ul(good.factors) + ul(good.actions)


def _plan(item: models.Plan) -> tuple[str, str]:
    body = p(item.title) + p(item.context)
    for rows in (item.teams, item.incidents):
        body += ul(f"{row.name}: {', '.join(row.notes)}" for row in rows)
    body += ul(measure.text for measure in item.measures)
    told = [f"{row.name}: {row.feedback}" for row in (*item.teams, *item.incidents)]
    told += [f"{measure.text}: {measure.feedback}" for measure in item.measures]
    return body, ul(told)


PAGES: dict[str, Callable[[Any], tuple[str, str]]] = {
    "rewrite": _rewrite,
    "spot": _spot,
    "ask": _ask,
    "choose": _choose,
    "order": _order,
    "match": _match,
    "sort": _sort,
    "scenario": _scenario,
    "compose": _compose,
    "postmortem": _postmortem,
    "plan": _plan,
}
