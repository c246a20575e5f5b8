"""The links of the built book: none inside leads nowhere, and those that lead outside are listed.

Usage: links.py inside [FOLDER]   say which links and anchors inside the book lead nowhere
       links.py list [FOLDER]     list every outside link with the pages where it stands
       links.py check [FOLDER]    ask for each outside link whether it is there (needs a network)

FOLDER is the built book; the default is _build/html. The pages for people who read the repository,
such as README.md, are listed too.
"""

import argparse
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build" / "html"
READ_IN_THE_REPOSITORY = ("README.md", "CONTRIBUTING.md", "LICENSE")
# Made by Sphinx for machines, or printed from the same sources.
NOT_PAGES = {"search.html", "genindex.html"}
LINK_IN_TEXT = re.compile(r"https?://[^\s<>()\"'`]+[^\s<>()\"'`.,:;]")
# A scholarly publisher that turns robots away still shows the article to a reader.
TURNED_AWAY = re.compile(r"\b(401|403|418|429)\b")
AN_ANSWER = re.compile(r"\b[345]\d\d\b.*\b(Error|Redirect)")  # a host spoke: there is a network
UNKNOWN_HOST = re.compile(r".*NameResolutionError.*", re.DOTALL)
SPHINX_SETTINGS = {
    "extensions": "",
    "linkcheck_timeout": "20",
    "linkcheck_retries": "2",
    "linkcheck_workers": "4",
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64) blame-aware-link-check",
}


class LinksError(Exception):
    """Something about the links cannot be done; the message says what to do."""


@dataclass
class Page(HTMLParser):
    """What a built page links to, and the anchors that it has."""

    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Set up the parser below the dataclass."""
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the links and the anchor of an element."""
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value)
            elif (name == "href" and tag != "link") or (name == "src" and tag != "script"):
                self.links.append(value)


def read_page(path: Path) -> Page:
    """Return the links and anchors of a built page."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def read_book(folder: Path) -> dict[str, Page]:
    """Return the pages of a built book by their path in it. Raises LinksError if there are none."""
    if not (folder / "index.html").is_file():
        raise LinksError(f"There is no built book in {folder}. Run: make book")
    paths = [path for path in sorted(folder.rglob("*.html")) if path.name not in NOT_PAGES]
    return {
        path.relative_to(folder).as_posix(): read_page(path)
        for path in paths
        if "_static" not in path.parts
    }


def is_outside(link: str) -> bool:
    """Say whether a link leads to another place in the web."""
    return urlsplit(link).scheme in ("http", "https")


def leads_nowhere(book: dict[str, Page], folder: Path, here: str, link: str) -> bool:
    """Say whether a link inside the book leads to a file or an anchor that is not there."""
    target, anchor = urldefrag(urljoin(here, link))
    target = unquote(target).partition("?")[0]
    if target.endswith("/") or not target:
        target += "index.html"
    if target in book:
        return bool(anchor) and unquote(anchor) not in book[target].anchors
    return not (folder / target).is_file()


def dead_inside(folder: Path) -> list[str]:
    """Return the links inside the book that lead nowhere, as "page: link"."""
    book = read_book(folder)
    return [
        f"{name}: {link}"
        for name, page in book.items()
        for link in sorted(set(page.links))
        if not urlsplit(link).scheme and link not in ("#", "")
        if leads_nowhere(book, folder, name, link)
    ]


def outside(folder: Path) -> dict[str, list[str]]:
    """Return every link that leads outside, with the pages where it stands."""
    where: dict[str, list[str]] = {}
    found = [
        (link, name) for name, page in read_book(folder).items() for link in sorted(set(page.links))
    ]
    for name in READ_IN_THE_REPOSITORY:
        text = (ROOT / name).read_text(encoding="utf-8")
        found += [(link, name) for link in sorted(set(LINK_IN_TEXT.findall(text)))]
    for link, name in found:
        if is_outside(link) and urlsplit(link).hostname != "127.0.0.1":
            where.setdefault(link, []).append(name)
    return dict(sorted(where.items()))


def listed(links: dict[str, list[str]]) -> str:
    """Return the list as text: a link a line, and below it the pages where it stands."""
    lines = [f"{len(links)} outside links\n"]
    for link, names in links.items():
        lines += [link, *(f"    {name}" for name in names)]
    return "\n".join(lines)


def ask(links: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return what Sphinx's linkcheck builder finds for each link: "uri", "status", "info"."""
    with TemporaryDirectory() as name:
        work = Path(name)
        page = "Links\n=====\n\n" + "".join(f"* `{link} <{link}>`__\n" for link in links)
        (work / "index.rst").write_text(page, encoding="utf-8")
        settings = [f"-D{key}={value}" for key, value in SPHINX_SETTINGS.items() if value]
        command: list[str | Path] = [
            sys.executable, "-m", "sphinx", "-b", "linkcheck", "-C", "-q", *settings,
            work, work / "out",
        ]  # fmt: skip
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        found = work / "out" / "output.json"
        if not found.is_file():
            raise LinksError(f"Sphinx could not check the links:\n{done.stderr[-2000:]}")
        return [json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()]


def nobody_answered(answers: list[dict[str, Any]]) -> bool:
    """Say whether not a single host could be reached."""
    asked = [answer for answer in answers if answer["status"] != "unchecked"]
    return bool(asked) and all(
        answer["status"] == "broken" and not AN_ANSWER.search(str(answer["info"]))
        for answer in asked
    )


def verdicts(answers: list[dict[str, Any]], links: dict[str, list[str]]) -> tuple[str, int]:
    """Return what to print about the answers, and how many links are dead."""
    lines, dead = [], 0
    for answer in sorted(answers, key=lambda one: str(one["uri"])):
        status, info = answer["status"], UNKNOWN_HOST.sub("no such host", str(answer["info"]))
        if status in ("working", "unchecked"):
            continue
        if status == "broken" and not TURNED_AWAY.search(info):
            dead += 1
            told = f"dead: {info}"
        elif status == "broken":
            told = f"turns robots away, look at it yourself: {info}"
        else:
            told = f"{status}: {info}"
        where = ", ".join(links.get(answer["uri"], []))
        lines.append(f"{answer['uri']}\n    {told}\n    in {where}")
    lines.append(f"{len(answers)} links asked for, {dead} dead")
    return "\n".join(lines), dead


def look(what: str, folder: Path) -> tuple[str, int]:
    """Do one of the three; return what to print, and how many links are dead.

    Raises LinksError where there is no built book, or no network.
    """
    if what == "inside":
        dead = dead_inside(folder)
        return "\n".join([*dead, f"{len(dead)} links inside lead nowhere"]), len(dead)
    links = outside(folder)
    if what == "list":
        return listed(links), 0
    answers = ask(links)
    if nobody_answered(answers):
        raise LinksError("No host answered, so nothing was checked. Is there a network?")
    return verdicts(answers, links)


def main() -> int:
    """Run one of the three; return 1 if a link is dead, 2 if it cannot be done."""
    parser = argparse.ArgumentParser(description="Look at the links of the built book.")
    parser.add_argument("what", choices=("inside", "list", "check"))
    parser.add_argument("folder", nargs="?", type=Path, default=BUILT)
    args = parser.parse_args()
    try:
        told, dead = look(args.what, args.folder)
    except LinksError as error:
        print(error, file=sys.stderr)
        return 2
    print(told)
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
