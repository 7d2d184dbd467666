import pytest

from milepost.engine.network.model import Constraint
from milepost.engine.schedule import Conflict, Contradiction, Reason, schedule
from tests.engine.drawing import at, chart, drawn, network

PLAN = """
design 3d
build  2d after design
test   1d after build
"""


@pytest.mark.parametrize(
    ("constraint", "date", "expected"),
    [
        (Constraint.START_NO_EARLIER_THAN, "Tue Mar 9 08:00", "        XX"),
        (Constraint.START_NO_EARLIER_THAN, "Tue Mar 2 08:00", "   XX"),
        (Constraint.FINISH_NO_EARLIER_THAN, "Tue Mar 9 17:00", "       XX"),
        (Constraint.FINISH_NO_EARLIER_THAN, "Tue Mar 2 17:00", "   XX"),
        (Constraint.START_NO_LATER_THAN, "Tue Mar 9 08:00", "   XX"),
        (Constraint.START_NO_LATER_THAN, "Tue Mar 2 08:00", " XX"),
        (Constraint.FINISH_NO_LATER_THAN, "Tue Mar 9 17:00", "   XX"),
        (Constraint.FINISH_NO_LATER_THAN, "Wed Mar 3 17:00", " XX"),
        (Constraint.MUST_START_ON, "Tue Mar 9 08:00", "        XX"),
        (Constraint.MUST_START_ON, "Tue Mar 2 08:00", " XX"),
        (Constraint.MUST_FINISH_ON, "Tue Mar 9 17:00", "       XX"),
        (Constraint.MUST_FINISH_ON, "Tue Mar 2 17:00", "XX"),
    ],
)
def test_a_date_constraint_wins_over_links(constraint: Constraint, date: str, expected: str) -> None:
    planned = network(PLAN, build={"constraint": constraint, "constraint_at": at(date)})

    build = drawn(planned).splitlines()[2]

    assert build.removeprefix("build  ") == expected


def test_a_task_starts_before_the_project_when_only_its_own_date_holds_it() -> None:
    planned = network(
        "early 1d\nlate 1d",
        start=at("Wed Mar 3 08:00"),
        early={"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Mon Mar 1 08:00")},
    )

    assert drawn(planned) == chart("""
              MTW
        early X
        late    X
    """)


def test_links_and_leads_do_not_reach_before_the_project() -> None:
    assert drawn(network("design 2d\nbuild 1d after design FS-5d")) == chart("""
               MT
        design XX
        build  X
    """)


def test_a_task_as_late_as_possible_moves_to_its_late_dates_and_has_no_slack() -> None:
    planned = network(
        "long 5d\nshort 1d\nlast 1d after long, short", short={"constraint": Constraint.AS_LATE_AS_POSSIBLE}
    )

    result = schedule(planned)

    assert drawn(planned, result) == chart("""
              MTWTFSSM
        long  XXXXX
        short     X
        last         X
    """)
    assert result.total_slack.tolist() == [0, 0, 0]
    assert result.reason.tolist() == [Reason.PROJECT_START, Reason.CONSTRAINT, Reason.LINK]


def test_tasks_after_one_as_late_as_possible_wait_for_it() -> None:
    planned = network(
        "long 5d\nshort 1d\nnext 1d after short", short={"constraint": Constraint.AS_LATE_AS_POSSIBLE}
    )

    assert drawn(planned) == chart("""
              MTWTF
        long  XXXXX
        short    X
        next      X
    """)


def test_a_constraint_without_a_date_holds_nothing() -> None:
    planned = network(PLAN, build={"constraint": Constraint.MUST_START_ON})

    assert drawn(planned) == drawn(network(PLAN))


def test_a_date_that_links_contradict_is_named_with_what_they_need() -> None:
    planned = network(
        PLAN, build={"constraint": Constraint.MUST_START_ON, "constraint_at": at("Tue Mar 2 08:00")}
    )

    result = schedule(planned)

    assert result.contradictions == (
        Contradiction(2, Conflict.CONSTRAINT, decided=at("Tue Mar 2 08:00"), needed=at("Wed Mar 3 17:00")),
    )
    assert result.total_slack.tolist() == [-960, 0, 0]


def test_a_missed_deadline_is_named_and_takes_slack_below_zero() -> None:
    planned = network(PLAN, build={"deadline": at("Thu Mar 4 17:00")})

    result = schedule(planned)

    assert result.contradictions == (
        Contradiction(2, Conflict.DEADLINE, decided=at("Thu Mar 4 17:00"), needed=at("Fri Mar 5 17:00")),
    )
    assert result.total_slack.tolist() == [-480, -480, 0]
    assert result.critical.tolist() == [True, True, True]


def test_a_kept_deadline_caps_slack() -> None:
    planned = network("long 9d\nshort 1d", short={"deadline": at("Wed Mar 3 17:00")})

    assert schedule(planned).total_slack.tolist() == [0, 960]


def test_an_actual_start_before_its_predecessor_finishes_is_named() -> None:
    planned = network(PLAN, build={"actual_start": at("Tue Mar 2 08:00")})

    assert schedule(planned).contradictions == (
        Contradiction(2, Conflict.ACTUAL, decided=at("Tue Mar 2 08:00"), needed=at("Wed Mar 3 17:00")),
    )


def test_a_manual_date_before_its_predecessor_finishes_is_named() -> None:
    planned = network(PLAN, build={"pinned_start": at("Tue Mar 2 08:00")})

    assert schedule(planned).contradictions == (
        Contradiction(2, Conflict.PINNED, decided=at("Tue Mar 2 08:00"), needed=at("Wed Mar 3 17:00")),
    )
