"""Keep translations of the book up with its English pages, and build a translated book.

Usage: translate.py update LANGUAGE [--page PAGE]   bring the catalogs up to the English pages;
                                                    with --page, start one for another page
       translate.py build LANGUAGE [--into FOLDER]  build the translated book

The catalogs are in locale/LANGUAGE/LC_MESSAGES, one for each translated page. A page without a
catalog is no part of the translated book.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from sphinx_intl.basic import update as merge_catalogs
from sphinx_intl.catalog import dump_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from translated_pages import (  # noqa: E402  it lies beside this file, wherever that is run from
    LOCALE,
    SOURCE_REVISION,
    TranslationError,
    catalogs,
    read_catalog,
    state,
    words,
)

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
LINE_WIDTH = 100  # characters, in catalogs
NOT_EXECUTED = "myst-nb.lexer"  # the language of a cell is only known when a kernel has run it
NOT_AMONG_THEM = "myst.xref_missing"  # a link to a page that is not translated; `build` sees to it
NOBODY_YET = "FULL NAME"  # what a template has in place of the last translator


def toc_pages(toc: Any) -> Iterator[str]:  # noqa: ANN401  YAML: lists and dictionaries in each other
    """Give the pages of a table of contents in reading order, without suffixes."""
    if isinstance(toc, list):
        for entry in toc:
            yield from toc_pages(entry)
    elif isinstance(toc, dict):
        for key, value in toc.items():
            if key in ("root", "file"):
                yield str(value).removesuffix(".md")
            elif isinstance(value, list):
                yield from toc_pages(value)


def toc_of(pages: set[str], english: dict[str, Any]) -> dict[str, Any]:
    """Return a table of contents with these pages only, in the English order."""
    order = list(toc_pages(english))
    strange = sorted(pages - set(order))
    if strange:
        raise TranslationError(
            f"There is no page {strange[0]} in _toc.yml. Take its catalog away, or move it along "
            "with the page."
        )
    if order[0] not in pages:
        raise TranslationError(f"The first page, {order[0]}, has to be translated too.")
    rest = [{"file": page} for page in order[1:] if page in pages]
    return {"format": "jb-book", "root": order[0], "chapters": rest}


def english_config() -> dict[str, Any]:
    """Return the settings of the English book."""
    return dict(yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8")))


def jupyter_book(work: Path, pages: set[str], config: dict[str, Any], *options: str) -> None:
    """Run Jupyter Book on some pages of this book; the result is in `work`/_build.

    Raises TranslationError with what was printed if it does not end well.
    """
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    # The table of contents alone would let pages in that are generated while the book is built.
    config["sphinx"]["config"]["include_patterns"] = [f"{page}.md" for page in sorted(pages)]
    for name, content in (("_toc.yml", toc_of(pages, toc)), ("_config.yml", config)):
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (work / name).write_text(text, encoding="utf-8")
    command: list[str | Path] = [
        sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", ROOT,
        "--config", work / "_config.yml", "--toc", work / "_toc.yml", "--path-output", work,
        "-W", "-n", "--keep-going", *options,
    ]  # fmt: skip
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise TranslationError(f"{done.stdout[-4000:]}{done.stderr[-4000:]}\nJupyter Book stopped.")


def extract(pages: set[str], folder: Path) -> Path:
    """Write a template (.pot) with the messages of each page; return the folder of templates.

    `folder` has to exist and is only worked in. No cell is executed.
    """
    config = english_config()
    config["execute"] = {"execute_notebooks": "off"}
    sphinx = config["sphinx"]
    sphinx["extra_extensions"] = [e for e in sphinx["extra_extensions"] if e != "blameaware.live"]
    sphinx.pop("local_extensions", None)  # they write generated pages, which are not translated
    settings = {k: v for k, v in sphinx["config"].items() if not k.startswith("live_")}
    silent = [*settings.get("suppress_warnings", []), NOT_EXECUTED, NOT_AMONG_THEM]
    sphinx["config"] = settings | {
        "gettext_compact": False,
        "gettext_location": False,  # line numbers would change in catalogs with every edit
        "suppress_warnings": silent,
    }
    first = next(toc_pages(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))))
    jupyter_book(
        folder, pages | {first}, config, "--builder", "custom", "--custom-builder", "gettext"
    )
    templates = folder / "_build" / "gettext"
    for path in templates.rglob("*.pot"):
        if path.relative_to(templates).with_suffix("").as_posix() not in pages:
            path.unlink()
    return templates


def source_revision(page: str) -> str:
    """Return the last commit of an English page, or "" if that is not its present text."""
    name = f"{page}.md"
    git = ["git", "-C", str(ROOT)]
    changed = subprocess.run(
        [*git, "status", "--porcelain", "--", name], capture_output=True, text=True, check=False
    )
    if changed.returncode or changed.stdout.strip():
        return ""
    log = [*git, "log", "-1", "--abbrev=7", "--format=%h", "--", name]
    return subprocess.run(log, capture_output=True, text=True, check=False).stdout.strip()


def stamp(catalog: Catalog, revision: str, now: datetime) -> bool:
    """Note in a complete catalog which English text it translates; say whether that is news."""
    before = state(catalog)
    if not before.complete or not revision or before.revision == revision:
        return False
    line = f"# Source revision: {revision}"
    if SOURCE_REVISION.search(catalog.header_comment):
        catalog.header_comment = SOURCE_REVISION.sub(line, catalog.header_comment)
    else:
        catalog.header_comment = f"{catalog.header_comment.rstrip()}\n{line}"
    catalog.revision_date = now
    return True


def name_it(catalog: Catalog, page: str, language: str) -> bool:
    """Give a new catalog a header of our own; say whether it was new."""
    if NOBODY_YET not in catalog.last_translator:
        return False
    catalog.header_comment = (
        f"# {page}.md in another language: {language}.\n"
        "# It is under the license of the course text, CC BY 4.0."
    )
    catalog.project, catalog.version = "Blame-Aware", "1"
    catalog.last_translator = "The Blame-Aware authors"
    catalog.language_team = language
    catalog.fuzzy = False
    return True


def update(language: str, more: list[str]) -> int:
    """Bring the catalogs of a language up to the English pages, and say what is left to do."""
    pages = set(catalogs(language)) | {page.removesuffix(".md") for page in more}
    if not pages:
        raise TranslationError(
            f"There is no page in {language} yet. Start with the first one: "
            f"python tools/translate.py update {language} --page book/welcome"
        )
    with TemporaryDirectory() as work:
        templates = extract(pages, Path(work))
        merge_catalogs(str(LOCALE), str(templates), (language,), line_width=LINE_WIDTH, jobs=1)
    for page, path in catalogs(language).items():
        catalog = read_catalog(path)
        revision = source_revision(page)
        new = name_it(catalog, page, language)
        if stamp(catalog, revision, datetime.now(UTC)) or new:
            dump_po(str(path), catalog, width=LINE_WIDTH)
        report(page, catalog, revision)
    return 0


def report(page: str, catalog: Catalog, revision: str) -> None:
    """Print where a page stands, in one line."""
    now = state(catalog)
    if not now.complete:
        print(f"{page}: {now.missing} to translate, {now.fuzzy} to look at again, of {now.total}")
    elif not revision:
        print(f"{page}: complete. Commit {page}.md, then run update again to note its revision.")
    else:
        print(f"{page}: complete ({now.total}), from revision {now.revision}")


def build(language: str, into: Path) -> int:
    """Build the translated book, and put it beside the English one when all is well."""
    if not catalogs(language):
        raise TranslationError(f"There is no page in {language}. See book/translating.md.")
    config = english_config()
    config["title"] = words(language).title
    sphinx = config["sphinx"]
    local = {
        name: str(ROOT / folder) for name, folder in sphinx.get("local_extensions", {}).items()
    }
    sphinx["local_extensions"] = local | {"translated_pages": str(ROOT / "tools")}
    with TemporaryDirectory() as name:
        work = Path(name)
        # Sphinx compiles catalogs where they lie: that is no business of the source folder.
        shutil.copytree(LOCALE / language, work / "locale" / language)
        sphinx["config"] |= {
            "language": language,
            "locale_dirs": [str(work / "locale")],
            "gettext_compact": False,
        }
        jupyter_book(work, set(catalogs(language)), config)
        replace_folder(work / "_build" / "html", into)
    print(f"The translated book is in {into}")
    return 0


def replace_folder(fresh: Path, place: Path) -> None:
    """Put a folder in the place of another one, which stays until the new one is there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(fresh, beside)
    shutil.rmtree(place, ignore_errors=True)
    beside.replace(place)


def main() -> int:
    """Run one of the two commands; return 2 with a message if it cannot be done."""
    parser = argparse.ArgumentParser(description="Keep translations of the book, and build them.")
    commands = parser.add_subparsers(dest="command", required=True)
    updating = commands.add_parser("update", help="bring the catalogs up to the English pages")
    updating.add_argument("language")
    updating.add_argument("--page", action="append", default=[], help="start a page, without .md")
    building = commands.add_parser("build", help="build the translated book")
    building.add_argument("language")
    building.add_argument("--into", type=Path, help="a folder; default: _build/html/LANGUAGE")
    args = parser.parse_args()
    if not LANGUAGE_CODE.fullmatch(args.language):
        print(f"{args.language} is no language code: es, de or pt_BR are some.", file=sys.stderr)
        return 2
    try:
        if args.command == "update":
            return update(args.language, args.page)
        return build(args.language, args.into or ROOT / "_build" / "html" / args.language)
    except TranslationError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
