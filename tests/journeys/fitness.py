"""What every page must stand: axe, keyboard focus, zoom, text spacing, forced colors and less motion."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
PROBES = Path(__file__).with_name("probes.js").read_text()
# No page has sound, for which alone files would be loaded; and nobody reads what passed.
BRIEF = {"resultTypes": ["violations"], "preload": False}
RULES = {**BRIEF, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What a theme can change.
COLOR_RULES = {**BRIEF, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Opened all at once panels lie over each other, which says nothing of the size of what is in them.
PANEL_RULES = {**RULES, "rules": {"target-size": {"enabled": False}}}
CANVAS = {"light": "rgb(246, 247, 249)", "dark": "rgb(13, 17, 22)"}
WIDE: ViewportSize = {"width": 1440, "height": 900}
ZOOMED = {"200 %": 720, "400 %": 320}
"""A screen 1440, or 1280, pixels wide as it is after zooming."""


def prepare(context: BrowserContext) -> None:
    """Let each page of a window come with what `assert_fit` asks it by."""
    context.add_init_script(AXE + PROBES)


def assert_fit(page: Page, console: list[str]) -> None:
    """Hold the page as it stands to all that is checked of every page."""
    if page.locator("milepost-gantt").count():
        page.wait_for_selector("milepost-gantt[data-ready]")
    if not page.evaluate("'probes' in window"):
        page.evaluate(AXE + PROBES)
    assert page.locator("h1").count() == 1
    assert page.title().removesuffix(" · Milepost") not in ("", "Milepost")
    show_theme(page, "light")
    assert violations(page) == []
    assert complaints(page, "focus", "motion", "spacing") == []
    assert_fit_when_opened(page)
    show_theme(page, "dark")
    assert violations(page, COLOR_RULES) == []
    page.emulate_media(forced_colors="active")
    assert complaints(page, "edges", "focus") == []
    page.emulate_media(forced_colors="none")
    assert_fit_when_zoomed(page)
    assert console == []


def assert_fit_when_opened(page: Page) -> None:
    """Open every menu and panel, then each dialog."""
    opened = page.evaluate(
        "[...document.querySelectorAll('details:not([open])')].map(one => one.open = true).length"
    )
    if opened:
        assert violations(page, PANEL_RULES, within="details") == []
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")
    for number in range(page.locator("dialog[id]").count()):
        dialog = f"document.querySelectorAll('dialog[id]')[{number}]"
        page.evaluate(f"{dialog}.showModal()")
        assert violations(page, RULES, within="dialog[open]") == []
        page.evaluate(f"{dialog}.close()")


def assert_fit_when_zoomed(page: Page) -> None:
    """Take what is offered at full width for offered when zoomed, however the text is spaced."""
    offered = page.evaluate("probes.offers()")
    for width in ZOOMED.values():
        page.set_viewport_size({"width": width, "height": 800})
        assert complaints(page, "sideways", "spacing", "focus") == []
        assert set(offered) - set(page.evaluate("probes.offers()")) == set()
    page.set_viewport_size(WIDE)


def show_theme(page: Page, theme: str) -> None:
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    expect(page.locator("body")).to_have_css("background-color", CANVAS[theme])


def violations(page: Page, rules: dict[str, Any] = RULES, *, within: str = "") -> list[Any]:
    """Ask axe about the page, or about one part of it."""
    scope = f"{{include: [['{within}']]}}" if within else "document"
    found = page.evaluate(f"async rules => (await axe.run({scope}, rules)).violations", rules)
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


def complaints(page: Page, *probes: str) -> list[str]:
    return [f"{probe}: {one}" for probe in probes for one in page.evaluate(f"probes.{probe}()")]
