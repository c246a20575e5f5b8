"""The texts of the interface, as the front end gets them in its view."""

from blameaware.bank.wording import say

# Names that the front end uses, with the English text; `say` looks the text up in the catalog.
COMMON = {
    "check": "Check my answer",
    "checking": "Checking …",
    "save": "Save my answer",
    "saving": "Saving …",
    "hint": "Give me a hint",
    "hints": "Hints so far",
    "reset": "Start over",
    "reset_ask": "Clear this answer? It cannot be brought back.",
    "reset_yes": "Clear it",
    "reset_no": "Keep it",
    "sure": "How sure were you?",
    "yours": "Your text",
    "marked": " (marked, see {n})",
    "ask_instead": "Ask instead:",
    "try_move": "Try this move:",
    "look_again": "Look again:",
    "fine": "Good:",
    "helps": "This helps:",
    "scales": "Four scales",
    "of": "{n} of {m}",
    "models": "Compare with other good answers",
    "another": "Another way",
    "empty": "There is no answer yet.",
}

KINDS = {
    "rewrite": {
        "check": "Check my rewrite",
        "facts": "Facts to keep",
        "kept": "kept",
        "fact_sheet": "More facts that you may use",
        "field": "Your rewrite",
        "word": "{n} word",
        "words": "{n} words",
        "models": "Compare with other rewrites",
        "empty": "Write your own version first. Any start is fine.",
    },
    "choose": {
        "several": "More than one answer may help.",
        "empty": "Choose an answer first.",
    },
}

LABELS = {
    "rewrite": "Rewrite",
    "spot": "Spot the blame",
    "ask": "Ask",
    "choose": "Choose one",
    "choose-many": "Choose several",
    "order": "Put in order",
    "match": "Match",
    "sort": "Sort",
    "scenario": "Scenario",
    "compose": "Compose",
    "postmortem": "Postmortem",
    "plan": "Plan",
}

CONFIDENCE = ((0.33, "guessing"), (0.66, "fairly"), (1.0, "certain"))


def strings(kind: str) -> dict[str, str]:
    """Return the front end's texts for a kind, in the reader's language."""
    return {name: say(text) for name, text in (COMMON | KINDS.get(kind, {})).items()}


def confidence() -> list[list[float | str]]:
    """Return the three answers to “How sure were you?” with their values."""
    return [[value, say(label)] for value, label in CONFIDENCE]
