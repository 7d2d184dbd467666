from xml.etree import ElementTree

from milepost.charts.status_bar import Share, status_bar
from milepost.charts.variance_dots import Distance, variance_dots


def test_a_bar_says_its_finding_to_those_who_do_not_see_it():
    shares = [
        Share("off_track", "Off track", 2),
        Share("at_risk", "At risk", 0),
        Share("on_track", "On track", 6),
    ]

    figure = ElementTree.fromstring(status_bar(shares, title="Projects by status"))

    assert (figure.get("role"), figure.get("aria-label")) == (
        "img",
        "Projects by status: 2 off track, 6 on track",
    )


def test_shares_fill_the_bar_in_proportion():
    shares = [Share("off_track", "Off track", 1), Share("on_track", "On track", 3)]

    figure = ElementTree.fromstring(status_bar(shares, title="Status"))

    widths = [float(rect.get("width", "0")) for rect in figure.iter("{http://www.w3.org/2000/svg}rect")]
    assert (sum(widths), widths[1] / widths[0]) == (358, 3)


def test_nothing_to_show_draws_nothing():
    assert status_bar([Share("on_track", "On track", 0)], title="Status") == ""
    assert variance_dots([], title="Variance") == ""


def test_late_finishes_are_counted_and_names_are_escaped():
    figure = variance_dots([Distance("Radios <new>", 4.0), Distance("Pumps", -2.0)], title="Finish")

    drawn = ElementTree.fromstring(figure)
    words = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert drawn.get("aria-label") == "Finish: 1 of 2 finish later than their baseline"
    assert words == ["baseline", "Radios <new>", "+4 d", "Pumps", "\u22122 d"]
