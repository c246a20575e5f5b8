"""`blameaware bank`: check, list, start and preview items."""

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path
from typing import Any

from blameaware.bank.check import file_problems, problems
from blameaware.bank.load import DATA, item, load
from blameaware.bank.models import KINDS
from blameaware.bank.template import template
from blameaware.errors import UserError

REFERENCES = Path("book/references.bib")


def configure(parser: ArgumentParser) -> None:
    """Add the four commands."""
    commands = parser.add_subparsers(dest="bank_command", metavar="WHAT", required=True)
    check = commands.add_parser("check", help="name everything that is off, at once")
    check.add_argument(
        "paths", nargs="*", type=Path, help="bank folders or files (default: the bank)"
    )
    check.add_argument("--no-engine", action="store_true", help="leave the language engine out")
    check.add_argument("--references", type=Path, default=REFERENCES, help="BibTeX file of sources")
    check.add_argument("--format", choices=("text", "json"), default="text")
    listing = commands.add_parser("list", help="list every item")
    listing.add_argument("--kind", choices=KINDS)
    listing.add_argument("--format", choices=("text", "json"), default="text")
    new = commands.add_parser("new", help="start an item")
    new.add_argument("kind", choices=KINDS)
    new.add_argument("--id", default="", help="its id (default: one to rename)")
    new.add_argument("--to", type=Path, help="file to add it to (default: standard output)")
    preview = commands.add_parser("preview", help="open an item in the browser")
    preview.add_argument("id")
    preview.add_argument("--port", type=int, default=0, help="0 takes a free one")
    preview.add_argument("--no-open", action="store_true", help="only say the address")


def run(args: Namespace) -> int:
    """Run one of the commands and return its exit code."""
    return {"check": _check, "list": _list, "new": _new, "preview": _preview}[args.bank_command](
        args
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _check(args: Namespace) -> int:
    sources = source_keys(args.references) if args.references.is_file() else None
    engine = not args.no_engine
    found = []
    seen: dict[str, str] = {}  # ids of the files named one by one
    for path in args.paths or [DATA]:
        if not path.exists():
            raise UserError(f"{path}: there is no such file or folder")
        if path.is_dir():
            found += problems(path, engine=engine, sources=sources)
        else:
            kind = path.parent.name if path.parent.name in KINDS else None
            found += file_problems(path, kind, seen=seen, engine=engine, sources=sources)
    if args.format == "json":
        _say(json.dumps([problem._asdict() for problem in found], indent=1, ensure_ascii=False))
    else:
        for problem in found:
            _say(str(problem))
        _say(f"{len(found)} to mend." if found else "Nothing to mend.")
    return 1 if found else 0


def source_keys(path: Path) -> set[str]:
    """Return the keys of a BibTeX file."""
    return set(re.findall(r"(?m)^\s*@\w+\s*\{\s*([^,\s]+)\s*,", path.read_text(encoding="utf-8")))


def _list(args: Namespace) -> int:
    bank = load()
    items = bank.of_kind(args.kind) if args.kind else tuple(bank)
    rows: list[dict[str, Any]] = [
        {
            "id": entry.id,
            "kind": entry.kind,
            "objective": entry.objective,
            "patterns": list(entry.patterns),
            "misconception": entry.misconception,
            "difficulty": entry.difficulty,
            "trade": entry.trade,
            "register": entry.register,
            "source": entry.source,
        }
        for entry in items
    ]
    if args.format == "json":
        _say(json.dumps(rows, indent=1, ensure_ascii=False))
        return 0
    for row in rows:
        about = ", ".join(row["patterns"]) or row["objective"]
        source = f"  [{row['source']}]" if row["source"] else ""
        _say(f"{row['id']:<40} {row['kind']:<10} {row['difficulty']}  {about}{source}")
    _say(f"{len(rows)} items.")
    return 0


def _new(args: Namespace) -> int:
    text = template(args.kind, args.id)
    if args.to is None:
        _say(text)
        return 0
    if args.to.suffix != ".toml":
        raise UserError(f"{args.to}: the bank is made of .toml files; name one")
    args.to.parent.mkdir(parents=True, exist_ok=True)
    before = args.to.read_text(encoding="utf-8").rstrip() + "\n\n" if args.to.exists() else ""
    args.to.write_text(before + text + "\n", encoding="utf-8")
    _say(f"{args.to}: an item to fill in is at the end; then run: blameaware bank check {args.to}")
    return 0


def _preview(args: Namespace) -> int:
    item(args.id)  # an unknown id is said before anything starts
    # The preview is drawn by the widgets, a room above this one: reached by its name, and only
    # now, as the command line reaches every room.
    served: int = import_module("blameaware.widgets.preview").serve(
        args.id, port=args.port, browser=not args.no_open
    )
    return served
