"""The Gantt element in a real browser, on the style guide's invented schedule."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

pytestmark = pytest.mark.journey

CONSOLES = "Consoles arrive (eight-week lead time)"
DAY = 1440
EXPECTED = ("409 (Conflict)", "503 (Service Unavailable)", "net::ERR_FAILED")


@pytest.fixture
def schedule(page: Page, city: str) -> Iterator[Page]:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(city + "/styleguide/schedule/")
    page.wait_for_selector("milepost-gantt[data-ready]")
    expect(page.get_by_role("gridcell", name=CONSOLES, exact=True)).to_be_in_viewport()
    page.locator(".gantt-scroller").evaluate("scroller => { scroller.scrollTop = 0 }")
    yield page
    assert [complaint for complaint in complaints if not any(map(complaint.__contains__, EXPECTED))] == []


def answer_edits(page: Page, *, status: int = 200, **answer: Any) -> list[Request]:
    """Answer all edits alike, and keep what was asked."""
    asked: list[Request] = []

    def respond(route: Route) -> None:
        asked.append(route.request)
        kind = "application/json" if status == 200 else "application/problem+json"
        route.fulfill(status=status, content_type=kind, body=json.dumps(answer))

    page.route("**/styleguide/edits/", respond)
    return asked


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("gridcell", name=name, exact=True))


def bar(page: Page, task: int) -> Locator:
    return page.locator(f".gantt-chart [data-task='{task}'] .gantt-bar")


def test_the_rows_tell_what_the_bars_show(schedule: Page) -> None:
    cells = row(schedule, CONSOLES).get_by_role("gridcell").all_inner_texts()

    assert cells == [
        "15", CONSOLES, "38 d", "Oct 23, 2026", "Dec 16, 2026", "14", "", "50%", "0 d",
        "critical, baseline finish Dec 9, 2026",
    ]  # fmt: skip


def cell(page: Page, name: str, column: str) -> Locator:
    return row(page, name).locator(f"[data-column='{column}']")


def pick_row(page: Page, name: str) -> None:
    """Select a whole row, by its ID."""
    cell(page, name, "id").click()


def test_the_keyboard_walks_collapses_and_expands(schedule: Page) -> None:
    pick_row(schedule, "Initiation")

    schedule.keyboard.press("ArrowLeft")
    expect(row(schedule, "Initiation")).to_have_attribute("aria-expanded", "false")
    schedule.keyboard.press("ArrowDown")
    expect(row(schedule, "Procurement")).to_be_focused()
    schedule.keyboard.press("ArrowUp")
    schedule.keyboard.press("ArrowRight")
    schedule.keyboard.press("ArrowDown")
    expect(row(schedule, "Agree the charter")).to_be_focused()
    schedule.keyboard.press("ArrowLeft")
    expect(row(schedule, "Initiation")).to_be_focused()
    schedule.keyboard.press("End")
    schedule.keyboard.press("ArrowUp")
    expect(row(schedule, "Old system switched off")).to_be_focused()
    schedule.keyboard.press("Home")
    expect(row(schedule, "911 call handling replacement")).to_be_focused()


def test_the_keyboard_walks_through_the_cells(schedule: Page) -> None:
    cell(schedule, CONSOLES, "name").click()

    schedule.keyboard.press("ArrowRight")
    expect(cell(schedule, CONSOLES, "duration")).to_be_focused()
    schedule.keyboard.press("End")
    expect(cell(schedule, CONSOLES, "total_float")).to_be_focused()
    schedule.keyboard.press("Home")
    expect(cell(schedule, CONSOLES, "id")).to_be_focused()
    schedule.keyboard.press("Tab")
    expect(cell(schedule, CONSOLES, "name")).to_be_focused()
    schedule.keyboard.press("Escape")
    expect(row(schedule, CONSOLES)).to_be_focused()
    schedule.keyboard.press("Control+a")
    expect(schedule.locator(".gantt-facts")).to_contain_text("32 selected")


def test_enter_opens_the_task_beside_the_plan_and_escape_goes_back(schedule: Page) -> None:
    page = "<main><div class='columns'>The task in full</div></main>"
    schedule.route("**/styleguide/tasks/114/task/", lambda route: route.fulfill(body=page))
    pick_row(schedule, CONSOLES)

    schedule.keyboard.press("Enter")
    expect(schedule.get_by_role("dialog", name=CONSOLES)).to_contain_text("The task in full")
    schedule.keyboard.press("Escape")

    expect(schedule.get_by_role("dialog")).to_have_count(0)
    expect(row(schedule, CONSOLES)).to_be_focused()


def test_a_step_by_key_goes_over_the_weekend_and_tells_what_moved(schedule: Page) -> None:
    moved = [{"id": 120, "name": "Install consoles, primary floor", "finish_before": 1, "finish_after": 1441}]
    asked = answer_edits(schedule, revision=13, message="The finish moves.", moved=moved, changed={"id": []})
    start = "Oct 23, 2026"
    expect(row(schedule, CONSOLES)).to_contain_text(start)
    row(schedule, CONSOLES).click()

    schedule.keyboard.press("Alt+ArrowRight")

    expect(row(schedule, CONSOLES)).to_contain_text("Oct 26, 2026")
    expect(schedule.get_by_role("status")).to_have_text("The finish moves.")
    expect(row(schedule, "Install consoles, primary floor")).to_have_class(
        "gantt-row gantt-row-task gantt-row-critical gantt-moved"
    )
    sent = asked[0].post_data_json
    assert len(sent.pop("key")) == 32
    assert sent == {"revision": 12, "commands": [{"do": "shift", "tasks": [114], "days": 1}]}
    assert asked[0].headers["x-csrftoken"]


def test_an_edit_that_does_not_reach_the_server_is_kept_and_sent_again(schedule: Page) -> None:
    asked: list[Request] = []

    def respond(route: Route) -> None:
        asked.append(route.request)
        if len(asked) == 1:
            route.abort()
        elif len(asked) == 2:
            route.fulfill(status=503, body="Away")
        else:
            route.fulfill(json={"revision": 13, "message": "Moved.", "moved": [], "changed": {"id": []}})

    schedule.route("**/styleguide/edits/", respond)
    row(schedule, CONSOLES).click()
    schedule.keyboard.press("Alt+ArrowRight")

    expect(schedule.get_by_role("status")).to_contain_text("is kept here and sent as soon as it can be")
    expect(row(schedule, CONSOLES)).to_contain_text("Oct 26, 2026")
    expect(schedule.get_by_role("status")).to_have_text("Moved.", timeout=10_000)
    assert len({request.post_data_json["key"] for request in asked}) == 1
    assert len(asked) == 3


def test_steps_in_quick_succession_are_one_edit(schedule: Page) -> None:
    asked = answer_edits(schedule, revision=13, message="The finish stays.", moved=[], changed={"id": []})
    row(schedule, CONSOLES).click()

    for _ in range(3):
        schedule.keyboard.press("Control+Shift+ArrowRight")
    expect(row(schedule, CONSOLES)).to_contain_text("Dec 21, 2026")
    expect(schedule.get_by_role("status")).to_have_text("The finish stays.")

    assert [request.post_data_json["commands"][0]["do"] for request in asked] == ["stretch"]


def test_after_an_edit_the_document_is_read_again(schedule: Page) -> None:
    newer = schedule.request.get(schedule.url.replace("/schedule/", "/schedule.json")).json()
    newer["revision"] = 13
    newer["tasks"]["finish"][16] += 7 * DAY
    answer_edits(schedule, revision=13, message="The finish moves.", moved=[])
    read: list[Request] = []
    schedule.on("request", lambda request: read.append(request) if "schedule.json" in request.url else None)
    schedule.route("**/schedule.json", lambda route: route.fulfill(json=newer))

    drag(schedule, bar(schedule, 14), 60)

    expect(row(schedule, "Upgrade backup power")).to_contain_text("Dec 9, 2026")
    expect(row(schedule, CONSOLES)).to_contain_text("Oct 23, 2026")
    # Without the ETag that another reading may have learned and not taken in.
    assert "if-none-match" not in read[0].all_headers()


def test_a_refused_drag_goes_back_and_says_why(schedule: Page) -> None:
    answer_edits(schedule, status=409, detail="The task was changed by Ann Kim a minute ago.")
    before = row(schedule, CONSOLES).inner_text()
    drag(schedule, bar(schedule, 14), 60)

    expect(schedule.get_by_text("The task was changed by Ann Kim a minute ago.").first).to_be_visible()
    assert row(schedule, CONSOLES).inner_text() == before


def test_escape_takes_a_drag_back(schedule: Page) -> None:
    asked = answer_edits(schedule, revision=13, message="Moved.", moved=[], changed={"id": []})
    before = row(schedule, CONSOLES).inner_text()

    drag(schedule, bar(schedule, 14), 60, then="Escape")

    assert (row(schedule, CONSOLES).inner_text(), asked) == (before, [])


def drag(page: Page, target: Locator, distance: int, *, then: str = "") -> None:
    box = target.bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 10 + distance / 2, box["y"] + 6)
    page.mouse.move(box["x"] + 10 + distance, box["y"] + 6)
    if then:
        page.keyboard.press(then)
    page.mouse.up()


def drag_row_to(page: Page, name: str, target: Locator, *, then: str = "") -> None:
    """Drag a row by its ID to just before another row."""
    begin, end = cell(page, name, "id").bounding_box(), target.bounding_box()
    assert begin
    assert end
    page.mouse.move(begin["x"] + 8, begin["y"] + 8)
    page.mouse.down()
    page.mouse.move(begin["x"] + 8, end["y"] + 12)
    page.mouse.move(begin["x"] + 8, end["y"] + 2)
    expect(page.locator(".gantt-drop-line")).to_be_visible()
    if then:
        page.keyboard.press(then)
    page.mouse.up()


def row_above(page: Page, name: str) -> Locator:
    return page.locator(f".gantt-row[data-row='{int(row(page, name).get_attribute('data-row') or 0) - 1}']")


def test_a_row_is_dragged_by_its_number_to_another_place(schedule: Page) -> None:
    asked = answer_edits(schedule, revision=13, message="The finish stays.", moved=[], changed={"id": []})
    above = row_above(schedule, CONSOLES)
    before = int(above.get_attribute("data-id") or 0)

    drag_row_to(schedule, CONSOLES, above)

    expect(schedule.get_by_role("status")).to_have_text("The finish stays.")
    commands = asked[0].post_data_json["commands"]
    assert commands == [{"do": "move", "tasks": [114], "before": before}]
    expect(schedule.locator(".gantt-drop-line")).to_be_hidden()


def test_the_menu_of_a_heading_sorts_fits_and_hides_its_column(schedule: Page) -> None:
    finish = schedule.get_by_role("columnheader", name="Finish")

    finish.click(button="right")
    schedule.get_by_role("menu", name="Finish").get_by_role("menuitem", name="Sort descending").click()
    expect(schedule.locator(".gantt-row[data-row='0']")).to_contain_text("Old system switched off")
    finish.click(button="right")
    schedule.get_by_role("menuitem", name="Hide the column").click()

    expect(finish).to_have_count(0)


def test_escape_takes_a_dragged_row_back(schedule: Page) -> None:
    asked = answer_edits(schedule, revision=13, message="Moved.", moved=[], changed={"id": []})

    drag_row_to(schedule, CONSOLES, row_above(schedule, CONSOLES), then="Escape")

    expect(schedule.locator(".gantt-drop-line")).to_be_hidden()
    assert asked == []


def test_why_this_date_shows_the_answer_and_gives_the_focus_back(schedule: Page) -> None:
    schedule.route("**/tasks/114/why/", lambda route: route.fulfill(body="<p>Because of the order.</p>"))
    pick_row(schedule, CONSOLES)

    schedule.get_by_role("button", name="Why this date").click()
    expect(schedule.get_by_role("complementary", name="Why this date")).to_contain_text(
        "Because of the order."
    )
    schedule.keyboard.press("Escape")

    expect(row(schedule, CONSOLES)).to_be_focused()


def test_the_splitter_moves_by_keyboard(schedule: Page) -> None:
    splitter = schedule.get_by_role("separator")
    splitter.focus()
    before = int(splitter.get_attribute("aria-valuenow") or 0)

    schedule.keyboard.press("ArrowLeft")

    expect(splitter).to_have_attribute("aria-valuenow", str(before - 24))


@pytest.mark.parametrize("scale", ["Days", "Weeks", "Months", "Quarters"])
def test_every_time_scale_keeps_what_was_in_the_middle(schedule: Page, scale: str) -> None:
    scales = schedule.get_by_title("Time scale")
    scales.click()
    schedule.get_by_role("button", name=scale).click()

    scales.click()
    expect(schedule.get_by_role("button", name=scale)).to_have_attribute("aria-pressed", "true")
    assert schedule.locator(".gantt-scale-lower").count() > 3


def test_a_newer_revision_is_taken_in_with_the_selection_kept(schedule: Page) -> None:
    row(schedule, CONSOLES).click()
    newer = schedule.request.get(schedule.url.replace("/schedule/", "/schedule.json")).json()
    newer["revision"] = 13
    newer["tasks"]["percent"][14] = 75
    schedule.route("**/schedule.json", lambda route: route.fulfill(json=newer))

    schedule.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(row(schedule, CONSOLES)).to_contain_text("75%")
    expect(row(schedule, CONSOLES)).to_have_attribute("aria-selected", "true")


def test_without_the_right_to_edit_nothing_moves(page: Page, city: str) -> None:
    plan = page.request.get(city + "/styleguide/schedule.json").json()
    plan["actions"] = {name: url for name, url in plan["actions"].items() if name != "edits"}
    page.route("**/schedule.json", lambda route: route.fulfill(json=plan))
    page.goto(city + "/styleguide/schedule/")
    row(page, CONSOLES).click()
    before = row(page, CONSOLES).inner_text()

    page.keyboard.press("Alt+ArrowRight")
    drag(page, bar(page, 14), 60)

    assert row(page, CONSOLES).inner_text() == before


def test_a_schedule_that_cannot_be_read_says_so(page: Page, city: str) -> None:
    sentence = "This schedule has a loop: task 4 waits for task 7."
    page.route("**/schedule.json", lambda route: route.fulfill(status=422, json={"detail": sentence}))

    page.goto(city + "/styleguide/schedule/")

    expect(page.get_by_role("status")).to_have_text(sentence)
