"""The widget behind every card: three traits, messages, and a plain page without JavaScript."""

import html
import json
import logging
from collections.abc import Callable
from typing import Any, ClassVar

import anywidget
import traitlets

from blameaware.bank.wording import say
from blameaware.widgets.assemble import module, style
from blameaware.widgets.strings import strings

LOG = logging.getLogger(__name__)


class Card(anywidget.AnyWidget):
    """A card whose front end is front/<front>.js.

    `view` is what to draw, `answer` what the learner has done, `feedback` what to tell; all JSON.
    The front end asks for something with a message {"do": name, "answer": …}, which calls
    `do_<name>(message)`.
    """

    view = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)

    front: ClassVar[str] = ""
    _esm: ClassVar[str] = "export default {}"
    _css: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: dict[Any, Any]) -> None:
        """Join the front end of a class that names one."""
        if "front" in cls.__dict__:
            cls._esm = module(cls.front)
            cls._css = style(cls.front)
        super().__init_subclass__(**kwargs)

    def __init__(self, view: dict[str, Any], answer: dict[str, Any] | None = None) -> None:
        """Show `view`, with what the learner did before as `answer`."""
        full = {"v": 1, "strings": strings(view.get("kind", "")), **view}
        super().__init__(view=full, answer=sendable(answer or {"n": 0}))
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, content: Any, _buffers: object) -> None:  # noqa: ANN401
        if not isinstance(content, dict) or not isinstance(content.get("do"), str):
            return
        sent = content.get("answer")
        if isinstance(sent, dict) and edits(sent) >= edits(self.answer) and sent != self.answer:
            self.answer = sent
        action = getattr(self, f"do_{content['do']}", None)
        if action is not None:
            self.safely(lambda: action(content), content["do"])

    def safely(self, action: Callable[[], object], name: str) -> None:
        """Do something. If it fails, a learner's page shows a sentence, never a traceback."""
        try:
            action()
        except Exception:
            LOG.exception("%s: %s", type(self).__name__, name)  # the reason, for us
            self.tell(status=say("Something did not work here. What you wrote is kept."))

    def tell(self, **parts: Any) -> None:  # noqa: ANN401  JSON
        """Change parts of the feedback; a part given as None is taken away."""
        self.report({**self.feedback, **parts})

    def report(self, parts: dict[str, Any]) -> None:
        """Set the whole feedback. Its number `r` grows, so that saying the same again is heard."""
        n = self.feedback.get("r")
        told = {name: part for name, part in parts.items() if part is not None}
        self.feedback = {**told, "r": (n if type(n) is int else 0) + 1}

    def replace_answer(self, answer: dict[str, Any]) -> None:
        """Set the answer from Python so that the front end takes it."""
        self.answer = {**sendable(answer), "n": edits(self.answer) + 1}

    # --- without JavaScript -----------------------------------------------------------------

    def fallback(self) -> str:
        """Return plain HTML for print and for a page without JavaScript."""
        return f"<p>{html.escape(str(self.view.get('label', '')))}</p>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # noqa: ANN401  as anywidget returns it
        bundle = super()._repr_mimebundle_(**kwargs)
        page = {"text/html": f'<div class="ba-fallback">{self.fallback()}</div>'}
        if isinstance(bundle, tuple):
            return ({**bundle[0], **page}, bundle[1])
        return {**bundle, **page} if isinstance(bundle, dict) else bundle


def sendable(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer that any page can read, whatever a file held.

    NaN is no JSON, and half a character cannot be sent: the first becomes null, the second “?”.
    """
    text = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    found: dict[str, Any] = json.loads(text, parse_constant=lambda _name: None)
    return found


def edits(answer: dict[str, Any]) -> int:
    """Return how many edits an answer has seen; whatever the page sent."""
    n = answer.get("n")
    return n if type(n) is int and n >= 0 else 0
