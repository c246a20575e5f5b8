"""The language engine: a text goes in, findings or a verdict on a rewrite come out.

Everything here is the standard library alone, so that it runs in the reader's browser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blameaware.language.engine import analyze
    from blameaware.language.findings import SEVERITIES, Analysis, Finding, NamesPolicy, Severity
    from blameaware.language.patterns import Move, Pattern
    from blameaware.language.rewrite import RewriteTask, Scales, Verdict, check_rewrite

# Where each public name lives; a module is loaded when one of its names is first used.
_HOMES = {
    "analyze": "engine",
    "Analysis": "findings",
    "Finding": "findings",
    "NamesPolicy": "findings",
    "Severity": "findings",
    "SEVERITIES": "findings",
    "Move": "patterns",
    "Pattern": "patterns",
    "RewriteTask": "rewrite",
    "Scales": "rewrite",
    "Verdict": "rewrite",
    "check_rewrite": "rewrite",
}

# Written out, so that type checkers see the names too.
__all__ = [
    "MOVES",
    "PATTERNS",
    "SEVERITIES",
    "Analysis",
    "Finding",
    "Move",
    "NamesPolicy",
    "Pattern",
    "RewriteTask",
    "Scales",
    "Severity",
    "Verdict",
    "analyze",
    "check_rewrite",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  whatever the module holds
    """Load the module that holds `name` (PEP 562), so that a command starts fast."""
    if name in ("PATTERNS", "MOVES"):
        module = import_module(f"{__name__}.patterns")
        value = module.patterns() if name == "PATTERNS" else module.moves()
    elif name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value
