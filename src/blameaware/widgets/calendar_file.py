"""Whole-day dates as an iCalendar file (RFC 5545)."""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256

LINE = 73  # octets; 75 is the most that RFC 5545 allows


def calendar(events: Sequence[tuple[date, str, str]]) -> str:
    """Return the file's text for events of (day, title, description)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//blameaware//plan//EN"]
    for day, title, told in events:
        name = sha256(f"{day}{title}".encode()).hexdigest()[:24]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{name}@blameaware",
            f"DTSTAMP:{day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(title)}",
            f"DESCRIPTION:{_escaped(told)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Return a line cut so that no part is longer than allowed, never inside a character."""
    parts, size = [""], 0
    for char in line:
        width = len(char.encode())
        if size + width > LINE:
            parts.append("")
            size = 1
        parts[-1] += char
        size += width
    return "\r\n ".join(parts)
