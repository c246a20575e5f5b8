"""Python takes over widgets that are already on the page: nothing done before it is lost."""

from __future__ import annotations

import shutil

import pytest

pytestmark = pytest.mark.browser

READY = "document.documentElement.dataset.live === 'ready'"
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def ready(page) -> None:
    page.locator("html[data-live=ready]").wait_for(state="attached", timeout=20_000)


def test_what_was_done_before_python_is_kept_and_answered_once(second_book, serve, browse):
    with serve(second_book) as site:
        site.delays["snapshot.bin"] = 1.5
        with browse(site.url + "stock.html") as page:
            box = page.locator(".t1-text textarea")
            box.fill("typed before Python")
            page.click(".t1-button")
            box.press("End")
            box.press("!")
            page.click(".t1-button")
            box.focus()
            page.evaluate(
                "() => { const t = document.querySelector('.t1-text textarea');"
                " t.setSelectionRange(5, 5); window.node = t; window.scrollTo(0, 40); }"
            )
            assert not page.evaluate(READY), "Python was there before the reader"
            page.locator(".t1-answer", has_text="typed before Python! / 2").wait_for(timeout=20_000)
            ready(page)
            same, active, caret, scroll = page.evaluate(
                "() => { const t = document.querySelector('.t1-text textarea'); return ["
                "t === window.node, document.activeElement === t, t.selectionStart, scrollY]; }"
            )
            assert (same, active, caret, scroll) == (True, True, 5, 40)
            page.click(".t1-button")
            page.locator(".t1-answer", has_text="typed before Python! / 3").wait_for(timeout=5000)
            assert not [line for line in page.heard.lines if "replaced" in line]


def test_text_and_clicks_are_answered_in_their_order(second_book, serve, browse):
    with serve(second_book) as site:
        site.delays["snapshot.bin"] = 1.0
        with browse(site.url + "stock.html") as page:
            page.locator(".t1-answer").wait_for(state="attached")
            page.evaluate(
                "() => { window.seen = []; const a = document.querySelector('.t1-answer');"
                " new MutationObserver(() => window.seen.push(a.textContent.trim()))"
                ".observe(a, {childList: true, subtree: true, characterData: true}); }"
            )
            page.fill(".t1-text textarea", "one")
            page.click(".t1-button")
            page.fill(".t1-text textarea", "two")
            page.click(".t1-button")
            page.locator(".t1-answer", has_text="two / 2").wait_for(timeout=20_000)
            seen = page.evaluate("window.seen.filter((t, i, a) => t && t !== a[i - 1])")
            assert seen == ["one / 1", "two / 2"]


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
@pytest.mark.parametrize("path", ["stock.html", "parts/any.html"])
def test_nothing_moves(second_book, serve, browse, path, size):
    view = {"width": size[0], "height": size[1]}
    with serve(second_book) as site, browse(site.url + path, viewport=view) as page:
        ready(page)
        assert page.evaluate(SHIFT) < 0.02


@pytest.mark.parametrize("size", [(1280, 800), (700, 800), (360, 740)])
def test_the_state_line_covers_nothing(second_book, serve, browse, size):
    view = {"width": size[0], "height": size[1]}
    covers = """() => {
      const seen = document.querySelector('.live-seen').getBoundingClientRect();
      const text = document.querySelector('.live-seen').textContent;
      const parts = [...document.querySelectorAll('article.bd-article, .bd-header-article button')];
      return [text, parts.filter((part) => {
        const box = part.getBoundingClientRect();
        return box.width && seen.left < box.right && box.left < seen.right
          && seen.top < box.bottom && box.top < seen.bottom;
      }).map((part) => part.outerHTML.slice(0, 80))];
    }"""
    with serve(second_book) as site:
        site.delays["snapshot.bin"] = 1.5
        with browse(site.url + "stock.html", viewport=view) as page:
            page.locator(".live-seen").wait_for(timeout=10_000)
            text, covered = page.evaluate(covers)
            assert text.startswith("Starting")
            assert covered == []
            ready(page)
            assert page.evaluate(covers) == ["Ready.", []]


@pytest.mark.parametrize("path", ["stock.html", "parts/any.html"])
def test_little_is_sent_before_the_first_answer(second_book, serve, browse, path):
    # What the service worker fetches for later is not sent for the first answer, though it may
    # arrive before it on a slow machine.
    with (
        serve(second_book, compress=True) as site,
        browse(site.url + path, service_workers="block") as page,
    ):
        ready(page)
        before = {p: n for p, n in site.sent.items() if "stdlib" not in p and "site.bin" not in p}
        scripts = [n for p, n in before.items() if p.split("?")[0].endswith((".js", ".mjs"))]
        assert sum(before.values()) < 9e6
        assert sum(scripts) < 300e3


def test_a_mismatch_replaces_the_whole_output_and_says_so(second_book, serve, browse, tmp_path):
    book = tmp_path / "book"
    shutil.copytree(second_book, book)
    file = book / "stock.html"
    text = file.read_text(encoding="utf-8")
    changed = text.replace('"_model_name":"TextareaModel"', '"_model_name":"TextModel"')
    changed = changed.replace('"model_name":"TextareaModel"', '"model_name":"TextModel"')
    changed = changed.replace('"_view_name":"TextareaView"', '"_view_name":"TextView"')
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    with serve(book) as site, browse(site.url + "stock.html") as page:
        ready(page)
        assert page.locator(".t1-text textarea").count() == 1
        assert page.locator(".t1-text input").count() == 0
        assert [line for line in page.heard.lines if "a cell is replaced" in line]
        page.fill(".t1-text textarea", "after")
        page.click(".t1-button")
        page.locator(".t1-answer", has_text="after / 1").wait_for(timeout=5000)


def test_what_python_restores_wins_over_the_build_but_not_over_the_reader(
    second_book, serve, browse, profile, until_kept
):
    with serve(second_book) as site:
        url = site.url + "parts/any.html"
        with browse(url, folder=profile) as page:
            ready(page)
            page.click(".tides-count")
            page.click(".tides-count")
            page.fill(".tides-note", "kept")
            page.locator(".tides-count", has_text="Counted 2").wait_for(timeout=5000)
            until_kept(page, '"kept"')
        with browse(url, folder=profile) as page:  # the browser was closed and opened again
            ready(page)
            assert page.inner_text(".tides-count") == "Counted 2"
            assert page.input_value(".tides-note") == "kept"
            site.delays["snapshot.bin"] = 1.0
            page.reload()
            page.fill(".tides-note", "newer")
            assert not page.evaluate(READY)
            ready(page)
            assert page.inner_text(".tides-count") == "Counted 2"
            assert page.input_value(".tides-note") == "newer"
            until_kept(page, "newer")
            page.reload()
            ready(page)
            assert page.input_value(".tides-note") == "newer"
