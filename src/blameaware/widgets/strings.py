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
    "storage_none": "Nothing will be kept: this browser’s storage is off.",
    "storage_full": "The browser’s storage is full. Download your answers to keep them.",
    "storage_failed": "The last change was not kept. Download your answers to keep them.",
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
    "ask": {
        "check": "Check my question",
        "field": "Your question",
        "word": "{n} word",
        "words": "{n} words",
        "models": "Compare with other questions",
        "empty": "Write your own question first. Any start is fine.",
        "ladder": "Build a ladder of questions",
        "ladder_how": "Put these questions in an order in which you would ask them.",
        "ladder_check": "Check my ladder",
    },
    "compose": {
        "check": "Check my text",
        "field": "Your text",
        "criteria": "What it needs",
        "leave_out": "Leave out:",
        "word": "{n} word",
        "words": "{n} words",
        "models": "Compare with other texts",
        "empty": "Write a few sentences first. Any start is fine.",
    },
    "order": {
        "check": "Check the order",
        "how": "Move each step with its arrows, or drag it by its handle.",
    },
    "match": {
        "check": "Check my pairs",
        "pick": "Choose …",
        "choices": "To choose from",
        "empty": "Choose at least one pair first.",
    },
    "sort": {"check": "Check my sorting", "empty": "Give at least one card a place first."},
    "spot": {
        "prompt": "Which words blame somebody? Perhaps none do.",
        "how": (
            "Click or tap words to mark them, or drag across them. "
            "By keyboard: arrow keys walk, Space marks."
        ),
        "words_label": "Words of the text",
        "marks": "Marked so far",
        "no_marks": "Nothing yet.",
        "unmark": "Take away",
        "check_none": "Check: nothing blames here",
        "check_one": "Check my mark",
        "check_many": "Check my {n} marks",
        "save_none": "Save: nothing blames here",
        "save_one": "Save my mark",
        "save_many": "Save my {n} marks",
    },
    "postmortem": {
        "check": "Check the whole postmortem",
        "original": "The postmortem as it was",
        "facts": "Facts to keep",
        "kept": "kept",
        "fact_sheet": "More facts that you may use",
        "field": "Your version",
        "found": "Words to look at again",
        "look_start": "Change the text, and pause: what the word check sees comes up here.",
        "look_none": "The word check sees nothing. It cannot hear order, tone or silence: you can.",
        "look_one": "1 place to look at again",
        "look_many": "{n} places to look at again",
        "factors": "Contributing factors",
        "factor": "What had to be true",
        "factor_add": "Add a factor",
        "factor_remove": "Remove factor {n}",
        "actions": "Actions",
        "action_what": "What will change",
        "action_owner": "Which role owns it",
        "action_due": "By when",
        "action_done": "It is done when",
        "action_add": "Add an action",
        "action_remove": "Remove action {n}",
        "remove": "Remove",
        "empty": "The text is empty.",
        "models": "Compare with a good version",
    },
    "plan": {
        "check": "Check my plan",
        "team": "Which team starts?",
        "incidents": "Which incidents come first? One to three are enough.",
        "measures": "What do you watch?",
        "day_30": "After 30 days",
        "day_60": "After 60 days",
        "day_90": "After 90 days",
        "start": "First day, for the calendar (optional)",
        "empty": "Choose a team first.",
    },
    "quiz": {
        "check": "I am done",
        "answered": "{n} of {m} answered",
        "empty": "Answer at least one question first.",
    },
    "pulse": {
        "code": "Make my code",
        "team": "Put the codes of a team together",
        "show_team": "Show the team",
    },
    "simulate": {
        "running": "Working it out …",
        "table": "The same as a table",
        "table_of": "{title}: the middle, and where four of five runs lie",
        "what": "What",
        "low": "Low",
        "mid": "Middle",
        "high": "High",
    },
    "answers": {
        "name": "Your name or learner ID",
        "name_why": "Only needed to hand in your answers. It is kept in the file and nowhere else.",
        "download": "Download my answers",
        "load": "Load answers from a file",
        "forget": "Forget my answers",
        "forget_ask": "Forget every answer on this device? Download them first to keep them.",
        "forget_yes": "Forget them",
        "too_large": "This file is too large to be an answers file. Nothing was changed.",
    },
    "scenario": {
        "talk": "The conversation so far",
        "your_turn": "What do you say?",
        "you": "You",
        "you_speaker": "You",
        "step": "step {n}",
        "back": "Go back to this point",
        "again": "Play it again from the start",
        "end_good": "A good end",
        "end_mixed": "A mixed end",
        "end_hard": "A hard end",
    },
}

REORDER = {
    "up": "Move up: {text}",
    "down": "Move down: {text}",
    "drag": "Drag to move",
    "place": "Now {n} of {m}",
}
KINDS["report"] = KINDS["certificate"] = KINDS["simulate"]
KINDS["quiz"] |= KINDS["simulate"]
KINDS["pulse"] |= KINDS["simulate"]
KINDS["order"] |= REORDER
KINDS["ask"] |= REORDER

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
