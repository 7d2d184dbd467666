import pytest

from milepost.engine.network.model import Pause
from milepost.engine.schedule import ImpossibleNumber, schedule
from tests.engine.drawing import at, chart, drawn, network, shown

PLAN = "design 4d\nbuild 1d after design"
SPLIT = (Pause(after=2 * 480, minutes=2 * 480),)


def test_a_split_lengthens_the_time_between_a_tasks_dates_and_moves_what_follows() -> None:
    result = schedule(network(PLAN, design={"pauses": SPLIT}))

    assert [shown(instant) for instant in result.finish.tolist()] == ["Mon Mar 8 17:00", "Tue Mar 9 17:00"]
    assert result.total_slack.tolist() == [0, 0]


def test_a_late_start_leaves_room_for_the_split() -> None:
    plan = network("design 4d\nother 9d\nend 0d after design, other", design={"pauses": SPLIT})

    result = schedule(plan)

    assert shown(result.late_start[0]) == "Thu Mar 4 08:00"
    assert result.total_slack.tolist() == [3 * 480, 0, 0]


def test_a_lag_in_percent_counts_the_duration_without_the_split() -> None:
    result = schedule(network("design 4d\nbuild 1d after design SS+50%", design={"pauses": SPLIT}))

    assert shown(result.start[1]) == "Wed Mar 3 08:00"


def test_of_a_started_task_only_the_splits_ahead_count_in_what_remains() -> None:
    begun = {"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 75, "pauses": SPLIT}

    result = schedule(network("design 4d\nother 9d\nend 0d after design, other", design=begun))

    assert shown(result.finish[0]) == "Mon Mar 8 17:00"
    assert result.total_slack.tolist()[0] == 3 * 480


def test_a_split_after_the_end_of_the_work_is_none() -> None:
    late = {"pauses": (Pause(4 * 480, 960),)}

    assert drawn(network(PLAN, design=late)) == chart("""
               MTWTF
        design XXXX
        build      X
    """)


def test_a_negative_split_is_refused_by_name() -> None:
    with pytest.raises(ImpossibleNumber, match="The pause of task 1 “design”"):
        schedule(network(PLAN, design={"pauses": (Pause(0, -1),)}))
