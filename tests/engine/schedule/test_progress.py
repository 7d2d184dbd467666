from milepost.engine.schedule import Reason, schedule
from tests.engine.drawing import at, chart, drawn, network, shown

PLAN = "design 4d\nbuild 2d after design"


def test_an_actual_start_stands_and_the_rest_follows() -> None:
    planned = network(PLAN, design={"actual_start": at("Wed Mar 3 08:00"), "percent_complete": 25})

    assert drawn(planned) == chart("""
               MTWTFSSMTW
        design   XXX..X
        build          XX
    """)


def test_an_actual_finish_stands_and_drives_what_follows() -> None:
    done = {
        "actual_start": at("Mon Mar 1 08:00"),
        "actual_finish": at("Tue Mar 2 12:00"),
        "percent_complete": 100,
    }

    result = schedule(network(PLAN, design=done))

    assert shown(result.start[1]) == "Tue Mar 2 13:00"
    assert result.reason.tolist() == [Reason.ACTUAL, Reason.LINK]


def test_an_actual_finish_alone_gives_the_start() -> None:
    result = schedule(network(PLAN, design={"actual_finish": at("Fri Mar 5 17:00")}))

    assert shown(result.start[0]) == "Tue Mar 2 08:00"


def test_a_longer_remaining_duration_moves_the_finish() -> None:
    started = {"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 50, "remaining": 4 * 480}

    assert drawn(network(PLAN, design=started)) == chart("""
               MTWTFSSMTW
        design XXXXX..X
        build          XX
    """)


def test_a_remaining_duration_within_the_rounding_of_the_percentage_leaves_the_finish() -> None:
    started = {"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 33, "remaining": 1286}

    assert shown(schedule(network(PLAN, design=started)).finish[0]) == "Thu Mar 4 17:00"


def test_a_finished_task_has_no_slack_and_is_not_critical() -> None:
    done = {
        "actual_start": at("Mon Mar 1 08:00"),
        "actual_finish": at("Thu Mar 4 17:00"),
        "percent_complete": 100,
    }

    result = schedule(network(PLAN, design=done))

    assert result.total_slack.tolist() == [0, 0]
    assert result.free_slack.tolist() == [0, 0]
    assert result.critical.tolist() == [False, True]
    assert (result.late_start[0], result.late_finish[0]) == (result.start[0], result.finish[0])


def test_a_started_task_has_the_slack_of_its_finish() -> None:
    planned = network(
        "long 9d\nshort 2d", short={"actual_start": at("Tue Mar 2 08:00"), "percent_complete": 50}
    )

    result = schedule(planned)

    assert result.total_slack.tolist() == [0, 6 * 480]
    assert shown(result.late_start[1]) == "Tue Mar 2 08:00"


def test_what_remains_of_a_started_task_sets_the_late_finish_before_it() -> None:
    planned = network(
        "design 2d\nbuild 4d after design",
        build={"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 25, "remaining": 3 * 480},
    )

    assert shown(schedule(planned).late_finish[0]) == "Mon Mar 1 17:00"


def test_a_manual_task_stands_where_it_is_put_and_drives_what_follows() -> None:
    planned = network(
        PLAN, design={"pinned_start": at("Wed Mar 3 08:00"), "pinned_finish": at("Thu Mar 4 17:00")}
    )

    assert drawn(planned) == chart("""
               MTWTFSSM
        design   XX
        build      X..X
    """)
    assert schedule(planned).reason.tolist() == [Reason.PINNED, Reason.LINK]


def test_one_manual_date_and_the_duration_give_the_other() -> None:
    starts = schedule(network(PLAN, design={"pinned_start": at("Wed Mar 3 08:00")}))
    finishes = schedule(network(PLAN, design={"pinned_finish": at("Fri Mar 5 17:00")}))

    assert shown(starts.finish[0]) == "Mon Mar 8 17:00"
    assert shown(finishes.start[0]) == "Tue Mar 2 08:00"
