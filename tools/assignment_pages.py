"""A page of the book for each assignment, from its public part: no key is anywhere near it."""

import json
import tomllib
from pathlib import Path
from typing import Any

HEAD = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3}
---

"""
CELL = "```{code-cell} ipython3\n:tags: [live]\n\n"
NAMES = {
    "ask": "Ask",
    "choose": "Choose",
    "compose": "Write",
    "match": "Match",
    "order": "Put in order",
    "plan": "Plan",
    "postmortem": "Rewrite a report",
    "rewrite": "Rewrite",
    "scenario": "Talk it through",
    "sort": "Sort",
    "spot": "Hear blame",
}


def points(number: float) -> str:
    """Return “1 point”, “2 points” or “2.5 points”."""
    return f"{number:g} point{'' if number == 1 else 's'}"


def section(name: str, number: int, item: dict[str, Any], *, first: bool) -> str:
    """Return one item's section: a heading and a live cell."""
    line = "from blameaware.widgets import show\n\n" if first else ""
    cell = (
        f'```{{code-cell}} ipython3\n:tags: [live]\n\n{line}show("{name}", "{item["id"]}")\n```\n'
    )
    heading = f"## {number}. {NAMES[item['kind']]} ({points(item['points'])})\n"
    return f"{heading}\n{cell}"


def page(public: dict[str, Any], intro: str) -> str:
    """Return the page of an assignment as MyST Markdown."""
    name, items = public["assignment"], public["items"]
    total = points(sum(item["points"] for item in items))
    parts = [
        f"{HEAD}# Assignment: {public['title']}\n",
        f"{intro.strip()}\n",
        f"Altogether {total}. [How to hand in](../assignments.md#how-to-hand-in).\n",
    ]
    parts += [
        section(name, number, item, first=number == 1) for number, item in enumerate(items, start=1)
    ]
    parts.append(
        "## Hand in\n\nWrite your name or learner ID as your instructor asked, and download your "
        "answers. It is one file for all assignments.\n\n"
        f"{CELL}from blameaware.widgets import my_answers\n\nmy_answers()\n```\n"
    )
    return "\n".join(parts)


def pages(public: Path, keys: Path) -> dict[str, str]:
    """Return the page of every assignment by its path.

    `public` is the folder of the public parts; of the keys only the introduction is taken.
    """
    made = {}
    for path in sorted(public.glob("*.json")):
        part = json.loads(path.read_text(encoding="utf-8"))
        with (keys / path.stem / "key.toml").open("rb") as file:
            made[f"book/assignments/{path.stem}.md"] = page(part, tomllib.load(file)["intro"])
    return made
