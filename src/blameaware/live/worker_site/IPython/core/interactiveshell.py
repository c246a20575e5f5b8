# mypy: disable-error-code="import-not-found, no-any-return, unused-ignore, union-attr, arg-type"
"""The shell class that ipywidgets' Output widget asks for a formatter."""

from typing import Any

from livecell.outputs import bundle


class _Formatter:
    """Formats anything into (data, metadata)."""

    @staticmethod
    def format(
        thing: Any, *_include: Any, **_exclude: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        return bundle(thing)


class InteractiveShell:
    """No shell runs; only its formatter is here."""

    display_formatter = _Formatter()

    @classmethod
    def initialized(cls) -> bool:
        return False

    @classmethod
    def instance(cls) -> "InteractiveShell":
        return cls()
