from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Link, Network, Task
from milepost.engine.schedule import schedule
from tests.engine.drawing import MONDAY, at, chart, drawn, network, shown


def test_a_milestone_stands_where_its_predecessor_finishes() -> None:
    result = schedule(network("design 2d\ndone 0d after design\nbuild 1d after done"))

    assert [shown(start) for start in result.start] == [
        "Mon Mar 1 08:00",
        "Tue Mar 2 17:00",
        "Wed Mar 3 08:00",
    ]


def test_a_milestone_stands_at_the_project_start_even_before_the_shift() -> None:
    result = schedule(network("go 0d\nbuild 1d after go", start=MONDAY + 420))

    assert [shown(start) for start in result.start] == ["Mon Mar 1 07:00", "Mon Mar 1 08:00"]


def test_the_late_finish_of_a_milestone_is_the_late_start_after_it() -> None:
    result = schedule(network("long 9d\ngo 0d\nbuild 1d after go"))

    assert shown(result.late_finish[1]) == "Thu Mar 11 08:00"


def test_an_elapsed_duration_runs_through_nights_and_weekends() -> None:
    planned = network("paint 5d\ndry 2ed after paint\nmove 1d after dry")

    assert drawn(planned) == chart("""
              MTWTFSSM
        paint XXXXX
        dry       ...
        move         X
    """)
    assert shown(schedule(planned).finish[1]) == "Sun Mar 7 17:00"


def test_a_task_works_on_its_own_calendar_and_its_lag_too() -> None:
    tasks = [Task(1, duration=480), Task(2, duration=MINUTES_PER_DAY, calendar=1)]
    links = [Link(1, 2, lag=60)]

    result = schedule(Network(MONDAY + 480, tasks, links, [STANDARD, ROUND_THE_CLOCK]))

    assert shown(result.start[1]) == "Mon Mar 1 18:00"
    assert shown(result.finish[1]) == "Tue Mar 2 18:00"


def test_the_project_calendar_is_the_one_named() -> None:
    planned = Network(MONDAY, [Task(1, duration=MINUTES_PER_DAY)], (), [STANDARD, ROUND_THE_CLOCK], 1)

    assert shown(schedule(planned).finish[0]) == "Tue Mar 2 00:00"


def test_without_calendars_work_is_standard() -> None:
    assert shown(schedule(Network(MONDAY, [Task(1, duration=480)])).finish[0]) == "Mon Mar 1 17:00"


def test_slack_total_and_free() -> None:
    result = schedule(network("long 8d\na 1d\nb 2d after a\nlast 1d after long, b"))

    assert (result.total_slack // 480).tolist() == [0, 5, 5, 0]
    assert (result.free_slack // 480).tolist() == [0, 0, 5, 0]
    assert result.critical.tolist() == [True, False, False, True]


def test_free_slack_counts_past_the_lag_of_each_link() -> None:
    result = schedule(network("a 1d\nb 5d\nc 1d after a FS+2d, b\nd 3d after a SS+1d, b FF"))

    assert result.free_slack[0] == 480
    assert shown(result.start[3]) == "Wed Mar 3 08:00"


def test_a_task_is_critical_within_the_slack_the_project_allows() -> None:
    planned = network("long 8d\nshort 7d\nbrief 1d")
    lenient = Network(planned.start, planned.tasks, planned.links, planned.calendars, critical_slack=480)

    assert schedule(lenient).critical.tolist() == [True, True, False]


def test_the_driver_is_the_first_listed_of_equal_links() -> None:
    result = schedule(network("a 2d\nb 2d\nc 1d\nd 1d after c, b, a"))

    assert result.driver.tolist() == [-1, -1, -1, 1]


def test_dates_far_ahead_widen_the_calendars() -> None:
    result = schedule(network("age 5000d\nnext 20000d after age"))

    assert result.total_slack.tolist() == [0, 0]
    assert result.finish_of_project > at("Fri Jan 1 00:00") + 90 * 365 * MINUTES_PER_DAY
