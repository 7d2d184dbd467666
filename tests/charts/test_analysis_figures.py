from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.charts.alone import alone
from milepost.charts.curves import Cone, Curve, curves
from milepost.charts.finish_spread import Bin, Mark, binned, finish_spread
from milepost.charts.joint_scatter import Joint, joint_scatter
from milepost.charts.plot import date_ticks, number_ticks
from milepost.charts.tornado import Bar, tornado

SVG = "{http://www.w3.org/2000/svg}"
MARCH = [Bin(date(2027, 3, day), 1, count) for day, count in ((1, 20), (2, 60), (3, 20))]


def test_a_histogram_says_its_finding_and_holds_its_figures_as_a_table():
    marks = [Mark(date(2027, 3, 1), "Plan"), Mark(date(2027, 3, 2), "80%", is_strong=True)]

    figure = finish_spread(MARCH, marks, title="Finish", finding="80% by Mar 2 <or so>.")

    drawn = ElementTree.fromstring(figure.svg)
    assert drawn.get("aria-label") == "Finish: 80% by Mar 2 <or so>."
    assert [rect.get("class") for rect in drawn.iter(f"{SVG}rect")] == [
        "figure-met",
        "figure-met",
        "figure-beyond",
    ]
    assert figure.rows[-1] == ("Mar 3, 2027", "20.0%", "100.0%")


def test_the_bars_of_a_histogram_are_read_on_a_scale_of_their_own():
    drawn = ElementTree.fromstring(finish_spread(MARCH, [], title="Finish", finding="").svg)

    texts = {text.text: float(text.get("y")) for text in drawn.iter(f"{SVG}text")}
    tallest = min(float(rect.get("y")) for rect in drawn.iter(f"{SVG}rect"))
    assert "Bars: each day" in texts
    assert texts["60%"] - 4 == pytest.approx(tallest, abs=0.1)


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=200))
def test_every_finish_falls_into_one_span(days):
    found = binned(days)

    assert sum(count for *_, count in found) == len(days)
    assert len(found) <= 60
    assert found[0][0] == min(days)


def test_a_tornado_sorts_by_weight_and_draws_what_helps_to_the_left():
    bars = [Bar("Rain & snow", 2.0, "2.0 d"), Bar("Crew", -1.0, "-1.0 d"), Bar("Steel", 5.0, "5.0 d")]

    figure = tornado(bars, title="Risks", finding="", headings=("Risk", "Days"))

    drawn = ElementTree.fromstring(figure.svg)
    assert [rect.find(f"{SVG}title").text for rect in drawn.iter(f"{SVG}rect")] == [
        "Steel: 5.0 d",
        "Rain & snow: 2.0 d",
        "Crew: -1.0 d",
    ]
    assert tornado([], title="Risks", finding="", headings=("Risk", "Days")).svg == ""


def test_curves_leave_gaps_name_their_ends_and_hold_a_table():
    days = [date(2027, month, 28) for month in (1, 2, 3)]
    lines = [
        Curve("Planned", list(zip(days, (10.0, 20.0, 30.0), strict=True)), "dashed"),
        Curve("Spent", [(days[0], 5.0), (days[1], None)]),
    ]

    figure = curves(
        lines, title="Spend", finding="", shown=lambda value: f"${value:.0f}",
        cone=Cone("Forecast", [(days[1], 5.0, 5.0), (days[2], 20.0, 40.0)]), today=days[1],
    )  # fmt: skip

    drawn = ElementTree.fromstring(figure.svg)
    texts = [text.text for text in drawn.iter(f"{SVG}text")]
    assert {"Planned", "$30", "Spent", "$5", "Status date"} <= set(texts)
    assert any(path.get("class") == "figure-cone" for path in drawn.iter(f"{SVG}path"))
    assert figure.rows == [
        ("Jan 28, 2027", "$10", "$5"),
        ("Feb 28, 2027", "$20", ""),
        ("Mar 28, 2027", "$30", ""),
    ]
    assert curves([], title="", finding="", shown=str).svg == ""


def test_a_scatter_counts_what_keeps_both_promises():
    points = [Joint(date(2027, 3, day), 100.0 * day) for day in (1, 2, 3)]

    figure = joint_scatter(
        points, wanted=Joint(date(2027, 3, 2), 250.0), shares=(0.67, 0.0, 0.0, 0.33),
        title="Both", finding="", shown=lambda value: f"${value:.0f}",
    )  # fmt: skip

    drawn = ElementTree.fromstring(figure.svg)
    beyond = [dot for dot in drawn.iter(f"{SVG}circle") if "beyond" in str(dot.get("class"))]
    assert len(beyond) == 1
    assert figure.rows[0] == ("In time and within the cost", "67%")


def test_ticks_are_rounded():
    assert number_ticks(0, 1_350_000) == [0, 500_000, 1_000_000]
    assert [name for _, name in date_ticks(date(2027, 1, 10), date(2028, 1, 5))] == [
        "Mar 2027",
        "May 2027",
        "Jul 2027",
        "Sep 2027",
        "Nov 2027",
        "Jan 2028",
    ]


def test_a_figure_that_stands_alone_brings_its_colors():
    figure = finish_spread(MARCH, [], title="Finish", finding="")

    drawn = alone(figure.svg)

    style = ElementTree.fromstring(drawn.encode()).find(f"{SVG}style")
    assert style is not None
    assert ".figure-met{fill:#2257bd}" in str(style.text)
