"""`blameaware check`: find words that blame, in files or in what comes in on standard input."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import cast

from blameaware.errors import UserError
from blameaware.language.documents import Place, places
from blameaware.language.findings import NamesPolicy
from blameaware.language.settings import (
    FORMATS,
    NAMES,
    SEVERITIES,
    Settings,
    find_settings,
    read_settings,
)

TEXT_FILES = frozenset({".md", ".markdown", ".txt", ".rst", ".mdx", ".adoc"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `blameaware check`."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="Markdown or plain text; - or nothing reads standard input",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="how to report (default: text); jsonl without files is the batch mode",
    )
    parser.add_argument(
        "--severity", choices=SEVERITIES, help="report this and what is graver (default: warning)"
    )
    parser.add_argument(
        "--names", choices=NAMES, help="whether people may be named in neutral sentences"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings to use instead of the nearest ones"
    )
    parser.add_argument("--list", action="store_true", help="list the patterns and stop")


def run(args: argparse.Namespace) -> int:
    """Check, report, and return 0 (clean), 1 (findings); usage errors raise UserError (2)."""
    if args.list:
        return _list()
    settings = _settings(args, Path.cwd())
    if settings.format == "jsonl" and not args.files:
        from blameaware.language.batch import run_batch  # noqa: PLC0415  only then needed

        return run_batch(sys.stdin.buffer, sys.stdout, cast("NamesPolicy", settings.names))
    report = import_module(f"blameaware.language.reports.{settings.format}")
    found = _all_places(args, settings)
    return 1 if report.write(found, sys.stdout) else 0


def _settings(args: argparse.Namespace, folder: Path) -> Settings:
    """Return what the command line says, over what the nearest file of settings says."""
    settings = read_settings(args.config) if args.config else find_settings(folder)
    for name in ("format", "severity", "names"):
        if getattr(args, name):
            setattr(settings, name, getattr(args, name))
    return settings


def _wanted(found: Iterable[Place], settings: Settings) -> Iterator[Place]:
    """Leave out what is below the wanted severity or turned off."""
    lowest = SEVERITIES.index(settings.severity)
    for place in found:
        finding = place.finding
        if SEVERITIES.index(finding.severity) >= lowest and finding.pattern not in settings.disable:
            yield place


def _all_places(args: argparse.Namespace, here: Settings) -> Iterator[Place]:
    """Yield what is found in all files, each under the settings nearest to it."""
    known: dict[Path, Settings] = {}
    for name in args.files or ["-"]:
        if name == "-":
            names = cast("NamesPolicy", here.names)
            yield from _wanted(places(sys.stdin.buffer, "stdin", names=names), here)
            continue
        for path in _expand(Path(name)):
            folder = path.resolve().parent
            if folder not in known:
                known[folder] = _settings(args, folder)
            if not _excluded(path, known[folder]):
                yield from _in_file(path, known[folder])


def _in_file(path: Path, settings: Settings) -> Iterator[Place]:
    try:
        with path.open("rb") as stream:
            found = places(stream, str(path), names=cast("NamesPolicy", settings.names))
            yield from _wanted(found, settings)
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from error


def _expand(path: Path) -> Iterator[Path]:
    """Yield the file, or the text files below a folder; hidden folders are left out."""
    if not path.is_dir():
        yield path
        return
    for root, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "node_modules")
        for name in sorted(names):
            if Path(name).suffix.lower() in TEXT_FILES and (Path(root) / name).is_file():
                yield Path(root) / name


def _excluded(path: Path, settings: Settings) -> bool:
    return any(fnmatch(path.as_posix(), pattern) for pattern in settings.exclude)


def _list() -> int:
    from blameaware.language.patterns import patterns  # noqa: PLC0415  only then needed

    for pattern in patterns().values():
        sys.stdout.write(f"{pattern.id:<18} {pattern.severity:<8} {pattern.what}\n")
    return 0
