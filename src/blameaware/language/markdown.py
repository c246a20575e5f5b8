"""Blank out what is not prose in a block of Markdown, and keep every character in its place.

What a writer quotes or pastes is not what the writer says: code, quotations, tables' rules,
comments, stack traces. Headings are left out because templates have them ("Root cause").
Blanking keeps the length, so that a finding's offset is its offset in the file.
"""

import re

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)\s*$")
_QUOTE = re.compile(r"^ {0,3}>")
_INDENTED = re.compile(r"^(?: {4}|\t)")
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s")
_TABLE_RULE = re.compile(r"^\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+$")
_TRACE = re.compile(
    r"^\s*(?:at \S+\(.*\)$|File \".*\", line \d+|Traceback \(most recent"
    r"|Caused by: \S+Exception|goroutine \d+|\.\.\. \d+ more$)"
)
_LOG_LINE = re.compile(
    r"^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\]?[ \t]{1,4}\S{0,40}[ \t]{0,4}"
    r"\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL|CRITICAL)\b"
)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_TARGET = re.compile(r"(?<=\])\([^()\s]{1,2000}(?:\s+\"[^\"\n]{0,200}\")?\)")
_DIRECTIVE = re.compile(r"^ {0,3}(?::::*\{|\[[^\]]+\]:\s|:::|:[A-Za-z][\w-]*:(?:\s|$))")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\w)|(?<=\w)[*_]{1,3}(?!\w)|\*\*|__|~~")


class Prose:
    """Reads a document line by line and returns each line with all but the prose blanked."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self._fence = ""
        self._comment = False
        self._front_matter = False
        self._first = True
        self._after_blank = True
        self._in_list = False

    def line(self, text: str) -> str:
        """Return the line (without its end) at the same length; call it for every line in order."""
        first, self._first = self._first, False
        if first and text.rstrip() == "---":
            self._front_matter = True
            return " " * len(text)
        if self._front_matter:
            self._front_matter = text.rstrip() not in ("---", "...")
            return " " * len(text)
        if self._in_fence(text):
            return " " * len(text)
        shown = self._without_comments(text)
        after_blank, self._after_blank = self._after_blank, not text.strip()
        if _LIST_MARK.match(text):
            self._in_list = True
        elif text.strip() and not text[0].isspace() and after_blank:
            self._in_list = False
        if _INDENTED.match(text) and after_blank and not self._in_list:
            self._after_blank = True  # the next indented line is code too
            return " " * len(text)
        return _only_prose(shown)

    def _in_fence(self, text: str) -> bool:
        found = _FENCE.match(text)
        if self._fence:
            if found and found.group(1).startswith(self._fence) and not text.strip(" `~\t"):
                self._fence = ""
            return True
        if found:
            self._fence = found.group(1)
            self._after_blank = False
            return True
        return False

    def _without_comments(self, text: str) -> str:
        """Blank HTML comments, also those that span lines."""
        parts: list[str] = []
        place = 0
        while place < len(text):
            if self._comment:
                end = text.find("-->", place)
                stop = len(text) if end < 0 else end + 3
                parts.append(" " * (stop - place))
                self._comment = end < 0
            else:
                begin = text.find("<!--", place)
                stop = len(text) if begin < 0 else begin
                parts.append(text[place:stop])
                self._comment = begin >= 0
            place = stop
        return "".join(parts)


def _only_prose(text: str) -> str:
    """Blank a line that is not prose, and the marks inside one that is."""
    for kind in (_QUOTE, _HEADING, _UNDERLINE, _TABLE_RULE, _TRACE, _LOG_LINE, _DIRECTIVE):
        if kind.match(text):
            return " " * len(text)
    if "<" in text:
        text = _TAG.sub(_blank, text)
    if "](" in text:
        text = _TARGET.sub(_blank, text)
    row = text.strip()
    if row.startswith("|") and row.endswith("|"):
        text = text.replace("|", ".")  # every cell is read as a sentence of its own
    if "*" in text or "_" in text or "~" in text:
        text = _EMPHASIS.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
