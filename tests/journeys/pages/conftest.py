"""One browser window for all walked pages, since opening one costs as much as walking a page."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.fitness import WIDE, prepare

BLANK = "about:blank"


@pytest.fixture(scope="module")
def window(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    with browser.new_context(**browser_context_args) as context:
        prepare(context)
        context.new_page()
        yield context


@pytest.fixture
def context(window: BrowserContext) -> Iterator[BrowserContext]:
    """Lend the window, which nobody is signed in to."""
    yield window
    window.clear_cookies()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Lend the window's only page, which is left blank, so that none of its scripts asks for anything any more."""
    (page,) = context.pages
    yield page
    if page.url != BLANK:
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto(BLANK)
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(WIDE)
