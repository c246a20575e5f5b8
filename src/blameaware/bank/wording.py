"""Interface strings in the reader's language: one gettext catalog for exercises and feedback.

Everything that a learner reads and that is no item of the bank goes through `say`. The catalog is
the domain "blameaware" in widgets/locale; without a translation the English text stays.
"""

import gettext
from functools import cache
from pathlib import Path

DOMAIN = "blameaware"
LOCALE = Path(__file__).parents[1] / "widgets" / "locale"

_chosen: list[str] | None = None


def use_languages(languages: list[str] | None) -> None:
    """Choose languages by their codes, best first; None asks the environment (LANGUAGE, LANG)."""
    global _chosen  # noqa: PLW0603  one choice for the whole process, like gettext's own
    _chosen = languages
    _catalog.cache_clear()


@cache
def _catalog() -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, languages=_chosen, fallback=True)


def say(text: str, **values: object) -> str:
    """Return a text in the chosen language, with `{name}` replaced by values."""
    told = _catalog().gettext(text)
    return told.format(**values) if values else told


def later(text: str) -> str:
    """Mark a text for the catalog that `say` looks up at another place."""
    return text
