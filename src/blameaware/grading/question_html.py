"""What an item asks, as static HTML, for the page that a learner gets back."""

from blameaware.bank.models import (
    Ask,
    Choose,
    Compose,
    Item,
    Match,
    Order,
    Plan,
    Postmortem,
    Rewrite,
    Scenario,
    Sort,
    Spot,
)
from blameaware.grading.answer_html import safe


def question_html(item: Item) -> str:
    """Return the question of an item; nothing of its key."""
    heading, more = question_texts(item)
    rest = f'<p class="context">{safe(more)}</p>' if more else ""
    return f'<p class="question">{safe(heading)}</p>{rest}'


def question_texts(item: Item) -> tuple[str, str]:  # noqa: PLR0911  one case for each kind
    """Return the question of an item and what one needs to know, which may be empty."""
    match item:
        case Choose():
            return item.prompt, item.context
        case Order() | Match() | Sort():
            return item.prompt, ""
        case Rewrite():
            return f"Rewrite: “{item.statement}”", item.context
        case Ask():
            return f"Ask another way: “{item.question}”", item.context
        case Spot():
            return "Mark the words that blame.", item.context
        case Scenario():
            return item.title, item.setting
        case Compose():
            return item.prompt, item.situation
        case Postmortem() | Plan():
            return item.title, item.context
    return item.id, ""
