from xml.etree import ElementTree

from milepost.charts.plot import Figure
from milepost.charts.stacked import stacked
from milepost.charts.time_columns import Series, time_columns
from milepost.charts.time_line import Line, time_line
from milepost.charts.variance_bar import axis_over, variance_bar

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ["Jan", "Feb"]


def words(figure: ElementTree.Element) -> list[str]:
    return [str(text.text) for text in figure.iter(f"{SVG}text")]


def test_a_figure_says_its_finding_to_those_who_do_not_see_it():
    series = [Series("off_track", "Off track", [1, 2])]

    figure = ElementTree.fromstring(time_columns(MONTHS, series, title="Status", finding="2 are off track."))

    assert (figure.get("role"), figure.get("aria-label")) == ("img", "Status: 2 are off track.")


def test_columns_stand_on_one_another_in_proportion_and_fall_below_the_line():
    series = [Series("began", "Began", [1, 3]), Series("ended", "Ended", [-1, 0], is_hatched=True)]

    figure = ElementTree.fromstring(time_columns(MONTHS, series, title="Flow", finding=""))

    bars = [rect for rect in figure.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    heights = [float(bar.get("height", "0")) + 1 for bar in bars if bar.get("class") == "figure-began"]
    assert round(heights[1] / heights[0], 2) == 3
    assert [bar.find(f"{SVG}title").text for bar in bars] == [  # type: ignore[union-attr]
        "Jan: 1 Began",
        "Jan: 1 Ended",
        "Jan: 1 Ended",
        "Feb: 3 Began",
    ]


def test_every_kind_is_named_with_its_latest_count_and_names_are_escaped():
    series = [Series("met", "Met <new>", [50, 75])]

    figure = ElementTree.fromstring(
        time_columns(MONTHS, series, title="Met", finding="", notes=["50%", ""], unit="%", most=100)
    )

    assert [word for word in words(figure) if not word[0].isdecimal()] == ["Jan", "Feb", "Met <new> 75%"]
    assert "50%" in words(figure)


def test_a_line_names_its_last_known_value_and_leaves_gaps():
    lines = [Line("median", [2.0, None]), Line("every fourth", [5.0, -1.0], is_dashed=True)]

    figure = ElementTree.fromstring(time_line(MONTHS, lines, title="Variance", finding="", unit=" d"))

    assert {"+2 d median", "\u22121 d every fourth"} <= set(words(figure))
    assert len(list(figure.iter(f"{SVG}circle"))) == 3


def test_nothing_to_show_draws_nothing():
    assert time_columns([], [], title="Status", finding="") == ""
    assert time_line(MONTHS, [Line("median", [None, None])], title="Variance", finding="") == ""


def test_bars_share_an_axis_on_which_the_baseline_has_room():
    axis = axis_over([20.0, -5.0])

    late, early = (ElementTree.fromstring(variance_bar(days, axis)) for days in (20.0, -5.0))

    drawn = [next(bar for bar in figure if bar.tag.endswith("rect")).attrib for figure in (late, early)]
    assert [(bar["x"], bar["width"]) for bar in drawn] == [("40.0", "160.0"), ("0.0", "40.0")]


def test_a_figure_without_a_picture_says_on_the_sheet_why() -> None:
    nothing = Figure("Cost", "No costs stand in the plan yet.", "", (), ())

    sheet = stacked([nothing], title="Risk")

    written = "".join(ElementTree.fromstring(sheet).itertext())
    assert "No costs stand in the plan yet." in written.replace("\n", " ")
