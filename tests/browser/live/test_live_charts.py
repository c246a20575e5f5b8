"""Charts: from vendored scripts, only where a page plots, in the page's colors, with words."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_a_chart_is_drawn_and_has_its_numbers_as_a_table(second_book, serve, browse):
    policy = (second_book / "_static/live/csp.txt").read_text(encoding="utf-8").strip()
    with serve(second_book, headers={"Content-Security-Policy": policy}) as site:
        with browse(site.url + "chart.html") as page:
            chart = page.locator('.live-chart [aria-label="Boats in the harbor by hour"]')
            chart.locator("svg path").first.wait_for(state="attached", timeout=20_000)
            page.locator("html[data-live=ready]").wait_for(state="attached", timeout=20_000)
            assert page.locator(".live-chart").count() == 1
            page.get_by_text("The numbers as a table").click()
            cells = page.locator(".live-chart td").all_inner_texts()
            assert sorted(cells) == ["10", "3", "5", "9"]
            assert not page.locator(".boats").is_visible()
            assert not [line for line in page.heard.lines if "replaced" in line]


def test_a_chart_follows_light_and_dark(second_book, serve, browse):
    with serve(second_book) as site, browse(site.url + "chart.html") as page:
        label = page.locator(".live-chart text").first
        label.wait_for(state="attached", timeout=20_000)
        page.evaluate("document.documentElement.dataset.theme = 'light'")
        page.wait_for_timeout(500)
        light = page.locator(".live-chart text").first.get_attribute("fill")
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.wait_for_timeout(500)
        assert page.locator(".live-chart text").first.get_attribute("fill") != light


def test_pages_without_a_chart_load_none_of_it(second_book, serve, browse):
    with serve(second_book) as site:
        with browse(site.url + "parts/any.html") as page:
            page.locator("html[data-live=ready]").wait_for(state="attached", timeout=20_000)
            own = page.evaluate(
                "performance.getEntriesByType('resource').map((e) => [e.name, e.decodedBodySize])"
            )
            scripts = [size for name, size in own if "/_static/live/part-" in name]
            assert sum(scripts) < 400_000
