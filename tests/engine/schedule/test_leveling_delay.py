from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Constraint, Network
from milepost.engine.schedule import Reason, cause_sentence, explain, schedule
from tests.engine.drawing import at, chart, drawn, network, shown

PLAN = "design 2d\nbuild 2d after design\ntest 1d after build"


def leveled(plan: str = PLAN, *, days: int = 3, **decided: object) -> Network:
    return network(plan, build={"leveling_delay": days * MINUTES_PER_DAY, **decided})


def test_a_delay_counts_round_the_clock_from_what_drives_the_start_and_moves_what_follows() -> None:
    # Build could start on Wednesday; three days later is Saturday, so it starts on Monday.
    assert drawn(leveled()) == chart("""
               MTWTFSSMTW
        design XX
        build         XX
        test            X
    """)


def test_the_early_start_is_told_without_the_delay_and_the_early_finish_with_it() -> None:
    result = schedule(leveled())

    assert (shown(result.early_start[1]), shown(result.early_finish[1])) == (
        "Wed Mar 3 08:00",
        "Tue Mar 9 17:00",
    )


def test_a_delayed_task_has_so_much_less_slack() -> None:
    side = PLAN + "\nother 8d after design\nend 0d after test, other"

    result = schedule(leveled(side, days=1))

    assert [slack // 480 for slack in result.total_slack.tolist()] == [0, 4, 4, 0, 0]
    assert [slack // 480 for slack in result.free_slack.tolist()] == [0, 0, 4, 0, 0]


def test_a_date_that_was_decided_limits_the_delay() -> None:
    latest = {
        "constraint": Constraint.START_NO_LATER_THAN,
        "constraint_at": at("Thu Mar 4 08:00"),
    }

    assert shown(schedule(leveled(**latest)).start[1]) == "Thu Mar 4 08:00"


def test_a_started_task_is_not_delayed() -> None:
    result = schedule(leveled(actual_start=at("Wed Mar 3 08:00"), percent_complete=50))

    assert shown(result.start[1]) == "Wed Mar 3 08:00"


def test_the_delay_is_told_before_what_drives_the_early_start() -> None:
    plan = leveled()

    chain = explain(plan, schedule(plan), 2).chain

    assert [cause.kind for cause in chain] == [Reason.LEVELED, Reason.LINK, Reason.PROJECT_START]
    assert [cause_sentence(cause, plan) for cause in chain[:2]] == [
        "“build” starts Mar 8, 2027, delayed by 3 calendar days so that its people are free for it.",
        "“build” starts Mar 3, 2027, when “design” finishes.",
    ]
