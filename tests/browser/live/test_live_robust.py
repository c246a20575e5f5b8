"""What goes wrong is said in words and mended: hanging Python, broken snapshots, no storage."""

from __future__ import annotations

import time

import pytest
import zstandard

pytestmark = pytest.mark.browser

STATE = "document.documentElement.dataset.live"


def ready(page, state: str = "ready") -> None:
    page.wait_for_function(f"{STATE} === '{state}'", timeout=20_000)


def said(page) -> str:
    return page.locator(".live-said").inner_text()


IDLE = "performance.getEntriesByName('live-idle')"


@pytest.mark.parametrize("query", ["", "?live-plain"])
def test_a_page_gets_more_ready_while_nobody_waits(second_book, serve, browse, query):
    with serve(second_book) as site, browse(site.url + "trouble.html" + query) as page:
        page.wait_for_function(f"{IDLE}.length === 1", timeout=30_000)
        assert page.evaluate(f"{IDLE}[0].detail") is True


def test_python_that_hangs_is_restarted_within_ten_seconds(second_book, serve, browse, until_kept):
    with serve(second_book) as site, browse(site.url + "trouble.html") as page:
        ready(page)
        page.fill(".tides-kept", "an answer")
        page.press(".tides-kept", "Tab")
        page.fill(".draft input", "a draft")
        page.press(".draft input", "Enter")
        page.locator(".echo", has_text="heard a draft").wait_for(timeout=5000)
        until_kept(page, "an answer")
        page.evaluate("() => { window.node = document.querySelector('.draft input'); }")
        began = time.monotonic()
        page.click(".hang")
        page.wait_for_function(f"{STATE} === 'restarting'", timeout=12_000)
        assert "stopped" in said(page)
        ready(page, "restarted")
        assert time.monotonic() - began < 10
        assert "answers are still here" in said(page)
        assert page.input_value(".tides-kept") == "an answer"
        assert page.input_value(".draft input") == "a draft"
        assert page.evaluate("() => window.node === document.querySelector('.draft input')")
        page.fill(".draft input", "more")
        page.press(".draft input", "Enter")
        page.locator(".echo", has_text="heard more").wait_for(timeout=5000)


def test_a_cell_that_hangs_does_not_keep_the_others_from_working(
    second_book, serve, browse, profile, until_kept
):
    with serve(second_book) as site, browse(site.url + "trouble.html", folder=profile) as page:
        ready(page)
        page.click(".touch")
        until_kept(page, "hang-now")
        page.reload()
        ready(page, "restarted")
        assert page.locator(".live-stopped").count() == 1
        page.fill(".draft input", "on")
        page.press(".draft input", "Enter")
        page.locator(".echo", has_text="heard on").wait_for(timeout=5000)


def _damaged(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes(64) + data[len(data) // 2 + 64 :]


# Where Pyodide's own header has the 32 bytes that name its build: behind our 24 bytes and 16 more.
BUILD_ID = slice(24 + 16, 24 + 16 + 32)


def _of_another_pyodide(data: bytes) -> bytes:
    whole = bytearray(zstandard.ZstdDecompressor().decompressobj().decompress(data))
    whole[BUILD_ID] = bytes(byte ^ 0xFF for byte in whole[BUILD_ID])
    return zstandard.ZstdCompressor().compress(bytes(whole))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[: len(data) // 3], id="truncated"),
        pytest.param(_damaged, id="damaged"),
        pytest.param(_of_another_pyodide, id="wrong build id"),
        pytest.param(lambda _data: None, id="absent"),
        pytest.param(lambda _data: b"<html>not found</html>", id="a page instead"),
    ],
)
def test_without_its_snapshot_python_starts_plainly(second_book, serve, browse, damage):
    file = next(second_book.glob("_static/live/py-*/snapshot.bin.zst"))
    with serve(second_book) as site:
        site.broken["snapshot.bin"] = damage(file.read_bytes())
        with browse(site.url + "stock.html") as page:
            page.fill(".t1-text textarea", "plain")
            page.click(".t1-button")
            page.locator(".t1-answer", has_text="plain / 1").wait_for(timeout=30_000)
            page.wait_for_function(f"{STATE} === 'ready'", timeout=30_000)
            assert page.evaluate("livePage.page.times.plain") is True


def test_without_storage_the_page_works_and_says_that_nothing_is_kept(second_book, serve, launch):
    with serve(second_book) as site, launch() as context:
        context.add_init_script("window.name")
        page = context.pages[0]
        # workers get no init scripts: the storage is taken away in the worker's own file
        page.route(
            "**/worker-*.js",
            lambda route: route.fulfill(
                content_type="text/javascript",
                body="indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };"
                + route.fetch().text(),
            ),
        )
        page.goto(site.url + "parts/any.html")
        page.click(".tides-count")
        page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=20_000)
        ready(page)
        assert "Nothing will be kept" in said(page)


def test_a_full_disk_is_said(second_book, serve, launch):
    with serve(second_book) as site, launch() as context:
        page = context.pages[0]
        page.route(
            "**/worker-*.js",
            lambda route: route.fulfill(
                content_type="text/javascript",
                body="IDBObjectStore.prototype.put = () => { throw new DOMException('full',"
                " 'QuotaExceededError'); };" + route.fetch().text(),
            ),
        )
        page.goto(site.url + "parts/any.html")
        page.click(".tides-count")
        page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=20_000)
        page.locator(".live-said", has_text="storage is full").wait_for(
            state="attached", timeout=5000
        )


def test_servers_that_unpack_gz_files_do_no_harm(second_book, serve, browse):
    with serve(second_book, encode_gz=True, compress=True) as site:
        with browse(site.url + "parts/any.html") as page:
            page.click(".tides-count")
            page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=20_000)
            assert page.evaluate("livePage.page.times.plain") is False


def test_isolation_headers_and_a_subfolder(second_book, serve, browse, tmp_path):
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "book").symlink_to(second_book)
    headers = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }
    with serve(tmp_path, headers=headers) as site:
        with browse(site.url + "some/book/parts/any.html") as page:
            page.click(".tides-count")
            page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=20_000)
            assert all(p.startswith(("/some/book/", "/favicon")) for p in site.requests)
