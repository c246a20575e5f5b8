"""Stock ipywidgets and an anywidget do in a page what they do in a notebook."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def stock(second_book, serve, browse):
    with serve(second_book) as site, browse(site.url + "stock.html") as page:
        page.wait_for_function("document.documentElement.dataset.live === 'ready'", timeout=20_000)
        yield page


def test_output_shows_what_a_handler_prints_and_raises(stock):
    stock.click(".t2")
    stock.locator(".live-output", has_text="T2 printed").wait_for(timeout=5000)
    stock.locator(".live-output .traceback", has_text="ValueError: T2 boom").wait_for(timeout=5000)


def test_interact_answers_the_slider(stock):
    cell = stock.locator(".tag_live", has_text="T3 25")
    cell.wait_for(timeout=5000)
    cell.locator(".noUi-handle").focus()
    stock.keyboard.press("ArrowRight")
    stock.locator(".live-output", has_text="T3 36").wait_for(timeout=5000)
    assert stock.locator(".live-output", has_text="T3 25").count() == 0


def test_linked_widgets_and_tabs(stock):
    stock.locator(".t4 .noUi-handle").focus()
    stock.keyboard.press("ArrowRight")
    assert stock.locator(".t4 .widget-readout").inner_text() == "5"
    bar = stock.locator(".widget-hprogress .progress-bar")
    assert bar.evaluate("e => e.style.width") == "5%"
    stock.get_by_role("tab", name="two").click()
    stock.locator("select", has_text="a").first.wait_for(timeout=3000)


def test_background_tasks_and_modules_outside_the_snapshot(stock):
    stock.locator(".t5", has_text="T5 tick 2").wait_for(timeout=5000)


def test_an_anywidget_comes_from_a_file_of_the_site(second_book, serve, browse):
    with serve(second_book) as site, browse(site.url + "parts/any.html") as page:
        page.click(".tides-count")
        page.locator(".tides-count", has_text="Counted 1").wait_for(timeout=20_000)
        assert [path for path in site.requests if "/_static/live/assets/" in path]
        saved = page.locator("#live-saved").text_content()
        assert "createElement" not in saved
        assert len(saved) < 2000


def test_without_javascript_the_fallback_is_what_readers_see(second_book, serve, launch):
    with serve(second_book) as site, launch(java_script_enabled=False) as context:
        page = context.pages[0]
        page.goto(site.url + "parts/any.html")
        assert page.locator(".tides-print").is_visible()
        assert "from tides import" not in page.locator("article").inner_text()


def test_without_webassembly_the_fallback_is_what_readers_see(second_book, serve, launch):
    with serve(second_book) as site, launch() as context:
        context.add_init_script("delete window.WebAssembly")
        page = context.pages[0]
        page.goto(site.url + "parts/any.html")
        page.wait_for_timeout(500)
        assert page.locator(".tides-print").is_visible()
        assert not page.locator(".live-view").is_visible()
        assert not [path for path in site.requests if "worker" in path]


def test_paper_shows_the_fallback(second_book, serve, browse):
    with serve(second_book) as site, browse(site.url + "parts/any.html") as page:
        page.locator(".tides-count").wait_for(timeout=5000)
        assert not page.locator(".tides-print").is_visible()
        page.emulate_media(media="print")
        assert page.locator(".tides-print").is_visible()
        assert not page.locator(".live-view").is_visible()
