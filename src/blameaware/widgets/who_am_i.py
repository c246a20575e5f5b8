"""Who the learner is in the change: a choice that points to a path and hides nothing."""

from html import escape

from blameaware.bank.wording import later, say
from blameaware.widgets.sheet import Sheet

# A role's id marks its notes in the chapters: the class ba-role-<id>.
ROLES = {
    "contributor": (
        later("an individual contributor"),
        later("Begin with “Hearing blame” and “Rewriting.” Then “Asking” and “Winning the team.”"),
    ),
    "manager": (
        later("a manager"),
        later(
            "Begin with “Two views of error” and “Asking.” Then “Winning the team,” "
            "“Start small, spread,” and “When it goes wrong.”"
        ),
    ),
    "executive": (
        later("an executive"),
        later(
            "Begin with “What blame costs” and “Winning leaders.” Then “Start small, spread” "
            "and “When it goes wrong.”"
        ),
    ),
    "any": (
        later("somebody else, or I would rather not say"),
        later("Take the chapters in order."),
    ),
}


class RoleCard(Sheet):
    """Ask for the learner's role; the front end shows the path and marks the role's notes."""

    kind = "role"
    front = "role"

    def __init__(self) -> None:
        """Show the roles."""
        super().__init__(
            "role",
            {
                "label": say("Your role"),
                "prompt": say("In this change, I am …"),
                "intro": say(
                    "Every chapter has a note for each role. Yours gets a frame. Nothing is hidden."
                ),
                "roles": [
                    {"id": name, "text": say(text), "path": say(path)}
                    for name, (text, path) in ROLES.items()
                ],
            },
        )

    def fallback(self) -> str:
        """Return the paths as a list."""
        rows = (
            f"<li>{escape(say(text))}: {escape(say(path))}</li>" for text, path in ROLES.values()
        )
        return f"<ul>{''.join(rows)}</ul>"


def my_role() -> RoleCard:
    """Ask who the learner is, and show the path for that role."""
    return RoleCard()
