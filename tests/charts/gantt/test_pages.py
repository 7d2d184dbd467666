from xml.etree import ElementTree

from milepost.charts.gantt.drawing import Drawing
from milepost.charts.gantt.legend import legend
from milepost.charts.gantt.names import broken
from milepost.charts.gantt.plan import MINUTES_PER_DAY, Link, Plan, Row, Span
from milepost.charts.gantt.routes import Anchor, route
from milepost.charts.gantt.scale import Scale
from milepost.charts.gantt.sheets import Sheet, Space, fitted_scale, sheets

FEBRUARY_1 = 20485
SVG = "{http://www.w3.org/2000/svg}"


def days(first: int, last: int) -> Span:
    return Span((FEBRUARY_1 + first) * MINUTES_PER_DAY, (FEBRUARY_1 + last) * MINUTES_PER_DAY)


def plan(rows: int = 3) -> Plan:
    tasks = [Row(n, 1, (f"Task {n}",), "task", days(n, n + 2), label="Mara <Quint>") for n in range(rows)]
    return Plan(rows=tuple(tasks), links=(Link(0, 1, "FS", False),), window=days(0, 28))


def bar(row: int, left: float, right: float) -> Anchor:
    return Anchor(left, right, row * 15 + 3, row * 15 + 9, row * 15, row * 15 + 15)


def test_rows_go_down_the_pages_first_and_time_goes_across():
    found = sheets(plan(5), Space(first_width=100, next_width=200, height=30), Scale(days(0, 28), 10))

    assert found == [
        Sheet(0, 2, 0.0, 100, 0), Sheet(2, 4, 0.0, 100, 0), Sheet(4, 5, 0.0, 100, 0),
        Sheet(0, 2, 100, 300, 1), Sheet(2, 4, 100, 300, 1), Sheet(4, 5, 100, 300, 1),
    ]  # fmt: skip


def test_a_fitted_scale_takes_the_pages_asked_for():
    space = Space(first_width=100, next_width=180, height=300)

    widths = [fitted_scale(plan(), space, pages).width for pages in (1, 2)]

    assert [round(width) for width in widths] == [100, 280]


def test_the_scale_names_months_above_and_mondays_below():
    upper, lower = Scale(days(0, 14), 5).tiers(0, 70)

    assert [tick.label for tick in upper] == ["Feb 2026"]
    assert [(round(tick.x), tick.label) for tick in lower] == [(-30, "26"), (5, "2"), (40, "9")]


def test_every_page_repeats_the_scale_and_says_what_it_shows():
    drawing = Drawing(plan(4), Scale(days(0, 28), 5))

    pages = [
        ElementTree.fromstring(
            drawing.svg(Sheet(first, first + 2, 0, 140, 0), number=first, alternative="Page")
        )
        for first in (0, 2)
    ]

    words = [[text.text for text in page.iter(f"{SVG}text")] for page in pages]
    assert [page.findtext(f"{SVG}title") for page in pages] == ["Page", "Page"]
    assert [(found[0], found.count("Mara <Quint>"), found[-5:]) for found in words] == [
        ("Mara <Quint>", 2, ["Feb 2026", "2", "9", "16", "23"]),
        ("Mara <Quint>", 2, ["Feb 2026", "2", "9", "16", "23"]),
    ]


def test_links_to_other_pages_leave_this_one_and_links_between_others_are_left_out():
    drawing = Drawing(plan(4), Scale(days(0, 28), 5))

    counts = [
        drawing.svg(Sheet(first, last, 0, 140, 0), number=1, alternative="").count('stroke-width=".55"')
        for first, last in ((0, 1), (2, 4))
    ]

    assert counts == [1, 0]


def test_a_near_link_drops_and_a_far_one_runs_between_the_rows():
    near, _ = route("FS", bar(0, 0, 100), bar(1, 102, 150))
    far, _ = route("FS", bar(0, 0, 100), bar(3, 160, 200))

    assert near == "M100.0 6.0L104.0 6.0Q106.0 6.0 106.0 8.0L106.0 18.0"
    assert far.endswith("L162.0 15.0Q164.0 15.0 164.0 17.0L164.0 48.0")


def test_a_long_name_breaks_at_its_spaces_and_ends_in_an_ellipsis():
    assert broken("Go live", width=100, size=7) == ("Go live",)
    assert broken("Agreement with the authority on cost", width=80, size=7) == (
        "Agreement with the",
        "authority on cost",
    )
    assert broken("Incomprehensibilities", width=40, size=7) == ("Incompre…",)


def test_the_legend_names_only_the_signs_in_use():
    title = ElementTree.fromstring(legend(["task", "milestone"])).findtext(f"{SVG}title")

    assert title == "Legend: task, done part dark, milestone"
