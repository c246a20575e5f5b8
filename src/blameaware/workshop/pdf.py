"""Pages as PDF by a Chromium on this machine: tagged, with bookmarks and a title."""

import base64
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from blameaware.errors import UserError
from blameaware.workshop import files

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
INCH = 25.4  # millimeters
PAPERS = {"letter": (8.5, 11.0), "a4": (210 / INCH, 297 / INCH)}  # inches, as Chromium wants them
TRIES = 4
TAGGED = b"/MarkInfo"  # stands in the catalog of a PDF that has tags
SLIDES_READY = "!document.querySelector('.reveal') || document.documentElement.dataset.printable"


@dataclass(frozen=True)
class Print:
    """One page to print: its file, what follows its name in the address, and the PDF."""

    page: Path
    out: Path
    query: str = ""


def find_chromium() -> str | None:
    """Return where Chromium is: $CHROMIUM, or the usual names; None when there is none."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def print_all(prints: Iterable[Print], paper: str = "letter") -> None:
    """Write the PDFs. Raises UserError when there is no browser to print with."""
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415  an extra
    except ImportError as error:
        raise UserError(
            "PDFs need the package playwright (pip install 'blameaware[workshop]'); "
            "or leave them out with --no-pdf"
        ) from error
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        except Error as error:
            raise UserError(
                "PDFs need Chromium (install it, or set CHROMIUM to where it is); "
                f"or leave them out with --no-pdf. It said: {str(error).splitlines()[0]}"
            ) from error
        page = browser.new_page(color_scheme="light")
        session = page.context.new_cdp_session(page)
        width, height = PAPERS[paper]
        for wanted in prints:
            page.goto(wanted.page.resolve().as_uri() + wanted.query)
            page.wait_for_function(SLIDES_READY)
            files.write(wanted.out, _printed(session, width, height))
        browser.close()


def _printed(session: "CDPSession", width: float, height: float) -> bytes:
    """Return the page as PDF, on paper of that many inches.

    A busy browser sometimes has not yet told what is a heading and what a list, and prints
    without tags: then it is asked again.
    """
    for _ in range(TRIES):
        answer = session.send(
            "Page.printToPDF",
            {
                "printBackground": True,
                # Slides say how large a page is; everything else takes the paper.
                "preferCSSPageSize": True,
                "paperWidth": width,
                "paperHeight": height,
                "generateTaggedPDF": True,
                "generateDocumentOutline": True,
            },
        )
        data = base64.b64decode(answer["data"])
        if TAGGED in data:
            break
    return data
