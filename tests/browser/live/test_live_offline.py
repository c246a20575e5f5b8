"""After the first visit the book works without a network; a new version is offered, not forced."""

from __future__ import annotations

import json
import re
import shutil
import struct

import pytest

pytestmark = pytest.mark.browser

PLAIN = "fetch('../plain.html').then((r) => r.text())"
LOADED = re.compile(r"""(?:<script|<link|<img|<iframe)[^>]+(?:src|href)=["']?https?:[^>]*""")


def ready(page) -> None:
    page.locator("html[data-live=ready]").wait_for(state="attached", timeout=20_000)


def wait_kept(page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=20_000)


@pytest.fixture
def own_book(second_book, tmp_path):
    """A copy of the second book that a test may change."""
    book = tmp_path / "book"
    shutil.copytree(second_book, book)
    return book


def test_the_whole_book_works_without_a_network_after_one_visit(second_book, serve, browse):
    with serve(second_book) as site, browse(site.url) as page:  # the first page has no widgets
        wait_kept(page)
        site.down = True
        page.context.set_offline(True)
        page.goto(site.url + "parts/any.html?from=menu")
        page.click(".tides-count")
        page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=20_000)
        ready(page)
        assert "offline" in page.locator(".live-said").inner_text()
        page.goto(site.url + "plain.html")
        page.locator("mjx-container").first.wait_for(timeout=5000)
        assert page.goto(site.url + "stock.html").ok
        page.locator(".t5", has_text="T5 tick 2").wait_for(
            timeout=20_000
        )  # needs the library's zip


def test_a_new_version_is_offered_and_taken_only_when_asked(own_book, serve, browse):
    with serve(own_book) as site, browse(site.url + "parts/any.html") as page:
        ready(page)
        wait_kept(page)
        text = (own_book / "plain.html").read_text(encoding="utf-8")
        new = text.replace("A page without widgets", "A page of the new version")
        assert new != text
        (own_book / "plain.html").write_text(new, encoding="utf-8")
        worker = (own_book / "sw.js").read_text(encoding="utf-8")
        changed = re.sub(r'("plain\.html":)"[0-9a-f]+"', r'\1"000000000000"', worker)
        changed = re.sub(r'version:"[0-9a-f]+"', 'version:"111111111111"', changed)
        assert changed != worker
        (own_book / "sw.js").write_text(changed, encoding="utf-8")
        before = len(site.requests)
        page.reload()
        ready(page)
        page.locator(".live-offer").wait_for(timeout=20_000)
        page.wait_for_timeout(500)
        assert page.evaluate(PLAIN).count("new version") == 0
        with page.expect_navigation():
            page.get_by_role("button", name="Use it now").click()
        ready(page)
        assert page.evaluate(PLAIN).count("new version") > 0
        large = ("snapshot.bin", ".wasm.zst")
        again = [p for p in site.requests[before:] if any(part in p for part in large)]
        assert not again, "what had not changed was fetched again"


def test_it_can_be_installed(second_book, serve, browse):
    with serve(second_book) as site, browse(site.url + "parts/any.html") as page:
        link = page.locator("link[rel=manifest]").evaluate("e => e.href")
        assert link == site.url + "manifest.webmanifest"
    about = json.loads((second_book / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert about["display"] == "standalone"
    assert about["name"] == "A second book"
    sizes = set()
    for entry in about["icons"]:
        data = (second_book / entry["src"]).read_bytes()
        assert data.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", data[16:24])
        assert entry["sizes"] == f"{width}x{height}"
        sizes.add(width)
    assert sizes == {192, 512}


@pytest.mark.parametrize("path", ["parts/any.html", "stock.html"])
def test_the_documented_content_security_policy_holds(second_book, serve, browse, path):
    policy = (second_book / "_static/live/csp.txt").read_text(encoding="utf-8").strip()
    assert "unsafe-eval'" not in policy.replace("wasm-unsafe-eval'", "")
    assert "unsafe-inline" not in policy.split("style-src")[0]
    with serve(second_book, headers={"Content-Security-Policy": policy}) as site:
        with browse(site.url + path) as page:
            ready(page)
            if path == "stock.html":
                page.click(".t1-button")
                page.locator(".t1-answer", has_text="as built / 1").wait_for(timeout=5000)
            else:
                page.click(".tides-count")
                page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=5000)
            assert not [
                line for line in page.heard.lines if "Content Security" in line and "live" in line
            ]


def test_no_page_asks_another_host(second_book, serve, launch):
    """`launch` fails at its end if any request went elsewhere."""
    with serve(second_book) as site, launch() as context:
        page = context.pages[0]
        for file in sorted(second_book.rglob("*.html")):
            name = file.relative_to(second_book).as_posix()
            if "_static" not in name:
                page.goto(site.url + name)
                page.wait_for_timeout(300)


def test_no_page_names_another_host_for_something_it_loads(second_book):
    found = []
    for file in second_book.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        found += re.findall(
            r"""(?:<script|<link|<img|<iframe)[^>]+(?:src|href)=["']?https?:[^>]*""", text
        )
    assert not [tag for tag in found if 'rel="canonical"' not in tag]
