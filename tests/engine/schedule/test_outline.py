import numpy as np

from milepost.engine.network.model import Constraint, Network
from milepost.engine.schedule import Reason, schedule
from tests.engine.drawing import at, chart, drawn, network, shown

PHASES = """
plan
  ask   1d
  think 2d after ask
do
  buy   1d
  build 3d after buy
"""


def test_a_summary_spans_the_tasks_below_it() -> None:
    assert drawn(network(PHASES)) == chart("""
              MTWT
        plan  XXX
        ask   X
        think  XX
        do    XXXX
        buy   X
        build  XXX
    """)


def test_a_link_to_a_summary_holds_all_below_it() -> None:
    planned = network(PHASES.replace("do\n", "do after plan\n"))

    result = schedule(planned)

    assert drawn(planned, result) == chart("""
              MTWTFSSMT
        plan  XXX
        ask   X
        think  XX
        do       XX..XX
        buy      X
        build     X..XX
    """)
    assert result.reason.tolist() == [
        Reason.CHILDREN,
        Reason.PROJECT_START,
        Reason.LINK,
        Reason.CHILDREN,
        Reason.PARENT,
        Reason.LINK,
    ]


def test_a_link_from_a_summary_waits_for_its_last_task() -> None:
    planned = network("plan\n  ask 1d\n  think 3d\ngo 0d after plan +1d")

    assert shown(schedule(planned).start[3]) == "Thu Mar 4 17:00"


def test_a_link_from_the_start_of_a_summary_waits_for_its_first_task() -> None:
    planned = network("first 2d\nplan\n  ask 1d after first\n  think 3d after ask\ngo 1d after plan SS+1d")

    assert shown(schedule(planned).start[4]) == "Thu Mar 4 08:00"


def test_a_percent_lag_of_a_summary_counts_its_span() -> None:
    planned = network("plan\n  ask 1d\n  think 3d after ask\ngo 1d after plan FS+50%")

    assert shown(schedule(planned).start[3]) == "Tue Mar 9 08:00"


def test_a_link_to_the_finish_of_a_summary_holds_each_task_below_it() -> None:
    planned = network("long 5d\nplan after long FF\n  ask 1d\n  think 2d")

    assert drawn(planned) == chart("""
              MTWTF
        long  XXXXX
        plan     XX
        ask       X
        think    XX
    """)


def test_a_date_on_a_summary_holds_all_below_it() -> None:
    held = {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Wed Mar 3 08:00")}

    result = schedule(network(PHASES, do=held))

    assert [shown(start) for start in result.start[3:]] == [
        "Wed Mar 3 08:00",
        "Wed Mar 3 08:00",
        "Thu Mar 4 08:00",
    ]


def test_a_deadline_on_a_summary_caps_the_slack_below_it() -> None:
    result = schedule(network(PHASES, plan={"deadline": at("Wed Mar 3 17:00")}))

    assert result.total_slack.tolist() == [0, 0, 0, 0, 0, 0]


def test_slack_flows_back_through_a_linked_summary() -> None:
    planned = network("other 9d\nfirst 1d\ndo after first\n  buy 1d\n  build 3d after buy")

    result = schedule(planned)

    assert (result.total_slack // 480).tolist() == [0, 4, 4, 4, 4]
    assert shown(result.late_finish[1]) == "Fri Mar 5 17:00"


def test_only_the_first_task_of_a_summary_gives_way_to_a_link_from_its_start() -> None:
    planned = network("do\n  buy 1d\n  build 1d after buy\ngo 5d after do SS")

    assert (schedule(planned).total_slack // 480).tolist() == [0, 0, 3, 0]


def test_an_inactive_task_drives_nothing_and_counts_nowhere() -> None:
    planned = network("plan\n  ask 1d\n  think 9d\ngo 1d after think", think={"active": False})

    result = schedule(planned)

    assert drawn(planned, result).splitlines()[1:] == ["plan  X", "ask   X", "think XXXXX..XXXX", "go    X"]
    assert shown(result.finish_of_project) == "Mon Mar 1 17:00"


def test_an_inactive_summary_makes_all_below_it_inactive() -> None:
    planned = network("plan\n  ask 5d\ngo 1d after ask", plan={"active": False})

    assert shown(schedule(planned).start[2]) == "Mon Mar 1 08:00"


def test_a_manual_summary_keeps_its_dates_and_does_not_hold_its_tasks() -> None:
    pinned = {"pinned_start": at("Wed Mar 3 08:00"), "pinned_finish": at("Thu Mar 4 17:00")}

    assert drawn(network("plan\n  ask 5d\ngo 1d after plan", plan=pinned)) == chart("""
             MTWTF
        plan   XX
        ask  XXXXX
        go       X
    """)


def test_an_empty_network_finishes_when_it_starts() -> None:
    result = schedule(Network(at("Mon Mar 1 08:00"), []))

    assert result.finish_of_project == at("Mon Mar 1 08:00")
    assert np.array_equal(result.uid, [])
