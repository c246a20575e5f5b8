"""Blank out what is not prose in a block of Markdown, and keep every character in its place.

What a writer quotes or pastes is not what the writer says: code, quotations, tables' rules,
comments, stack traces. Headings are left out because templates have them ("Root cause").
Blanking keeps the length, so that a finding's offset is its offset in the file.
"""

import re

_FENCE = re.compile(r"^\s*(?:[-*+]\s+)?(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r"^ {0,3}(?:#{1,6}(?:\s|$)|h[1-6]\.\s)")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)\s*$")
_QUOTE = re.compile(r"^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:>[ \t>]*|bq\.\s+)(.*)")
_INDENTED = re.compile(r"^(?: {4}|\t)")
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s")
_TABLE_RULE = re.compile(r"^\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+$")
_TRACE = re.compile(
    r"^\s*(?:at \S+\(.*\)$|Exception in thread |(?:[\w$]+\.)+\w*(?:Exception|Error)\b"
    r"|File \".*\", line \d+|Traceback \(most recent"
    r"|Caused by: \S+Exception|goroutine \d+|\.\.\. \d+ more$)"
)
_LOG_LINE = re.compile(
    r"^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\]?[ \t]{1,4}\S{0,40}[ \t]{0,4}"
    r"\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL|CRITICAL)\b"
)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_TARGET = re.compile(r"(?<=\])\([^()\s]{1,2000}(?:\s+\"[^\"\n]{0,200}\")?\)")
_PROSE_FENCE = re.compile(
    r"\{(?:note|warning|tip|hint|important|caution|danger|attention|error|seealso|admonition"
    r"|dropdown|details|card|grid|grid-item|grid-item-card|tab-set|tab-item|margin|sidebar|topic"
    r"|versionadded|versionchanged|figure)\}"
)
_PAIRED = re.compile(r"^\s*(\$\$|\{(?:code|noformat|quote|panel)(?::[^}\n]{0,200})?\})\s*$")
_RAW_OPEN = re.compile(r"<(pre|script|style)\b", re.IGNORECASE)
_EXCEPTION = re.compile(r"^(?:[\w$]+\.)*[A-Z]\w*(?::\s|$)")
_YAML = re.compile(r"^(?:[\w\"'.-]+\s*:|#|-\s|\s*$|\.\.\.|---)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"^ {0,3}(?::::*\{|\[[^\]^][^\]]*\]:\s|:::|% |\([\w-]+\)=\s*$"
    r"|:[A-Za-z][\w-]*:(?:\s|$))"
)
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\w)|(?<=\w)[*_]{1,3}(?!\w)|\*\*|__|~~")


class Prose:
    """Reads a document line by line and returns each line with all but the prose blanked."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self._fences: list[tuple[str, bool]] = []  # mark, and whether it holds prose
        self._until = ""  # the line that ends what is skipped: front matter, math, {code}
        self._raw = ""  # the HTML tag whose text is skipped
        self._comment = False
        self._trace = False
        self._number = 0
        self._after_blank = True
        self._after_quote = False
        self._in_list = False
        self.underlines = False  # whether the last line makes a heading of those before it

    def line(self, text: str) -> str:
        """Return the line (without its end) at the same length; call it for every line in order."""
        self._number += 1
        bare = text.strip()
        self.underlines = False
        if self._skips(text, bare):
            return " " * len(text)
        shown = self._without_comments(text)
        before, self._after_blank = self._after_blank, not bare
        if not bare:
            self._after_quote = False
            return shown
        if _LIST_MARK.match(text):
            self._in_list = True
        elif not text[0].isspace() and before:
            self._in_list = False
        if _INDENTED.match(text) and before and not self._in_list:
            self._after_blank = True  # the next indented line is code too
            return " " * len(text)
        if self._is_quoted(text):
            return " " * len(text)
        self.underlines = not before and bool(_UNDERLINE.match(text))
        return _only_prose(shown)

    def _skips(self, text: str, bare: str) -> bool:
        """Whether the line is in a block that nobody reads as prose, or opens or closes one."""
        if self._until:
            return self._still_skips(text, bare)
        if self._number == 1 and bare in ("---", "+++") and text[0] in "-+":
            self._until = bare
            return True
        if self._in_fence(text):
            self._after_blank = False
            return True
        if found := _PAIRED.match(text):
            self._until = found.group(1).partition(":")[0].rstrip("}")
            return True
        return self._in_raw(text) or self._in_trace(text, bare)

    def _still_skips(self, text: str, bare: str) -> bool:
        end, self._after_blank = self._until, True
        if end == "---":
            if self._number == 2 and not _YAML.match(text):  # noqa: PLR2004  the line after the rule
                self._until = ""  # a rule across the page, not front matter
                return False
            if bare in ("---", "..."):
                self._until = ""
        elif bare == end or (end[0] == "{" and bare.startswith(end) and bare.endswith("}")):
            self._until = ""
        return True

    def _in_raw(self, text: str) -> bool:
        if not self._raw:
            found = _RAW_OPEN.search(text) if "<" in text else None
            if not found or f"</{found.group(1).lower()}>" in text.lower():
                return False
            self._raw = found.group(1).lower()
            return True
        if f"</{self._raw}>" in text.lower():
            self._raw = ""
        return True

    def _in_trace(self, text: str, bare: str) -> bool:
        """Whether the line is in a Python traceback, of which the last line is not indented."""
        if not self._trace:
            self._trace = bare.startswith("Traceback (most recent call last)")
            return self._trace
        if bare and text[0].isspace():
            return True
        self._trace = False
        return bool(_EXCEPTION.match(text))

    def _is_quoted(self, text: str) -> bool:
        """Whether the line is a quotation, or goes on with one without its mark."""
        if found := _QUOTE.match(text):
            said = found.group(1)
            self._after_quote = bool(said.strip()) and not _FENCE.match(said)
            return True
        opens = _LIST_MARK.match(text) or _HEADING.match(text) or text.lstrip()[0] in "|<"
        self._after_quote = self._after_quote and not opens
        return self._after_quote

    def _in_fence(self, text: str) -> bool:
        found = _FENCE.match(text)
        if not found:
            return bool(self._fences) and not self._fences[-1][1]
        mark, info = found.group(1), found.group(2).strip()
        if self._fences:
            own, prose = self._fences[-1]
            if mark.startswith(own) and not info:
                self._fences.pop()
                return True
            if not prose:
                return True
        self._fences.append((mark, bool(_PROSE_FENCE.match(info))))
        return True

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
        text = _BREAK.sub(lambda found: ".".ljust(len(found.group())), text)
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
