from typing import Any

import pytest

from milepost.engine.assessment import BaselineDates, Check, Settings, Subject, Verdict, assess, practices
from milepost.engine.calendar.pattern import STANDARD
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.network.model import Constraint, Network, Task
from milepost.engine.schedule import schedule
from tests.engine.drawing import MONDAY, at, network

DAY = 480
WORK = WorkTime(STANDARD)


def subject(planned: Network, **known: Any) -> Subject:
    return Subject(planned, schedule(planned), schedule, **known)


def check(number: str, assessed: Subject) -> Check:
    return next(found for found in assess(assessed) if found.number == number)


def figures(number: str, assessed: Subject) -> tuple[int | None, int | None, Verdict, tuple[int, ...]]:
    found = check(number, assessed)
    return found.counted, found.of, found.verdict, found.tasks


def instant(days: float) -> int:
    """Give the end of so many working days from Monday, Mar 1."""
    return WORK.add(MONDAY + DAY, round(days * DAY))


HOUSE = network(
    """
    Dig       5d
    Pour      3d  after Dig
    Frame    10d  after Pour FS+2d
    Wire      4d  after Frame SS-1d
    Paint    50d
    Done      0d  after Frame, Wire
    """,
    Pour={"constraint": Constraint.MUST_START_ON, "constraint_at": at("Mon Mar 8 08:00")},
)


def test_the_checks_of_logic_count_work_that_is_open_and_links_to_it():
    assessed = subject(HOUSE)

    assert figures("1", assessed) == (2, 5, Verdict.FAIL, (1, 5))
    assert figures("2", assessed) == (1, 5, Verdict.FAIL, (4,))
    assert figures("3", assessed) == (1, 5, Verdict.FAIL, (3,))
    assert figures("4", assessed) == (4, 5, Verdict.FAIL, (4,))


def test_a_lag_within_what_is_allowed_is_not_counted():
    assessed = subject(HOUSE, settings=Settings(lag_allowed_days=5))

    assert figures("3", assessed) == (0, 5, Verdict.PASS, ())


def test_an_end_that_hangs_free_of_its_links_is_reported_without_a_threshold():
    planned = network("""
        Dig    5d
        Pour   3d  after Dig FF
        Frame  2d  after Pour SS
    """)

    assert figures("1b", subject(planned)) == (1, 3, Verdict.NO_THRESHOLD, (2,))


def test_links_of_a_summary_count_for_what_it_holds():
    planned = network("""
        Begin   1d
        Build       after Begin
          Dig   2d
        End     1d  after Build
    """)

    assert figures("1", subject(planned))[3] == (1, 4)


def test_constraints_float_and_durations_are_counted_in_working_days():
    assessed = subject(HOUSE)

    assert figures("5", assessed) == (1, 5, Verdict.FAIL, (2,))
    assert figures("6", assessed) == (0, 5, Verdict.PASS, ())
    assert figures("8", assessed) == (1, 5, Verdict.FAIL, (5,))


def test_float_beyond_44_days_is_high():
    planned = network("""
        Long   60d
        Short   5d
        End     0d  after Long, Short
    """)

    assert figures("6", subject(planned)) == (1, 2, Verdict.FAIL, (2,))


def test_a_missed_deadline_shows_as_negative_float():
    planned = network("Dig 5d", Dig={"deadline": at("Thu Mar 4 17:00")})

    assert figures("7", subject(planned)) == (1, 1, Verdict.FAIL, (1,))


def test_a_baseline_duration_counts_rather_than_the_present_one():
    planned = network("Dig 50d\nPour 5d after Dig")
    kept = {1: BaselineDates(MONDAY + DAY, instant(40), 40 * DAY)}

    assert figures("8", subject(planned, baseline=kept))[3] == ()


def test_dates_on_the_wrong_side_of_the_status_date_are_invalid():
    planned = network(
        "Dig 5d\nPour 2d after Dig\nPlan 1d",
        Dig={"actual_start": MONDAY + DAY, "percent_complete": 20.0},
        Plan={"actual_start": at("Thu Mar 11 08:00"), "percent_complete": 50.0},
    )
    status = at("Tue Mar 9 17:00")

    assessed = subject(Network(planned.start, planned.tasks, planned.links, planned.calendars, status=status))

    assert figures("9a", assessed)[3] == (1, 2)
    assert figures("9b", assessed)[3] == (3,)


def test_resources_are_a_share_without_a_threshold_and_unknown_where_nobody_is_named():
    assert figures("10", subject(HOUSE, resourced=frozenset({1, 2}))) == (
        3,
        5,
        Verdict.NO_THRESHOLD,
        (3, 4, 5),
    )
    assert check("10", subject(HOUSE)).verdict is Verdict.NOT_ASSESSABLE


def test_the_finish_follows_a_critical_task_that_is_delayed():
    planned = network("Dig 5d\nPour 3d after Dig")

    found = check("12", subject(planned))

    assert (found.verdict, found.value) == (Verdict.PASS, 600)


def test_the_finish_does_not_follow_where_a_fixed_date_holds_the_critical_task():
    planned = network(
        "Dig 5d\nPour 3d after Dig",
        Pour={"pinned_start": at("Mon Mar 8 08:00"), "pinned_finish": at("Wed Mar 10 17:00")},
    )

    found = check("12", subject(planned))

    assert (found.verdict, found.tasks) == (Verdict.FAIL, (1,))


@pytest.mark.parametrize(
    ("late", "index", "verdict"),
    [(10, 0.96, Verdict.PASS), (20, 0.92, Verdict.FAIL)],
    ids=["ten days late of 250", "twenty days late of 250"],
)
def test_the_critical_path_length_index_as_published(late: int, index: float, verdict: Verdict):
    """(250 - 10) / 250 and (250 - 20) / 250, as in Winter 2011, page 15."""
    planned = network("Work 250d")
    status = MONDAY + DAY
    assessed = subject(
        Network(planned.start, planned.tasks, (), planned.calendars, status=status),
        baseline={1: BaselineDates(status, instant(250 - late))},
    )

    found = check("13", assessed)

    assert (round(found.value or 0, 4), found.verdict) == (index, verdict)


@pytest.mark.parametrize(
    ("early_ones", "index"), [(True, 0.8875), (False, 0.85)], ids=["PAM 200.1", "hits only"]
)
def test_the_baseline_execution_index_as_published(early_ones: bool, index: float):
    """80 tasks due, 68 of them done, 3 later ones done early: 71/80, or 68/80 where only hits count."""
    done = {"actual_start": MONDAY + DAY, "actual_finish": MONDAY + 2 * DAY, "percent_complete": 100.0}
    tasks = [
        Task(uid, duration=DAY, **(done if uid <= 68 or 81 <= uid <= 83 else {})) for uid in range(1, 101)
    ]
    status = instant(10)
    due = {uid: BaselineDates(MONDAY + DAY, instant(5)) for uid in range(1, 81)}
    later = {uid: BaselineDates(instant(20), instant(21)) for uid in range(81, 101)}
    planned = Network(MONDAY + DAY, tasks, (), [STANDARD], status=status)
    settings = Settings(counts_early_completions=early_ones)

    found = check("14", subject(planned, baseline=due | later, settings=settings))

    assert (found.value, found.verdict) == (index, Verdict.FAIL)


def test_a_task_without_a_baseline_lowers_the_execution_index_and_not_the_missed_tasks():
    done = {"actual_start": MONDAY + DAY, "actual_finish": instant(2), "percent_complete": 100.0}
    planned = network("Dig 2d\nPour 3d after Dig\nPaint 5d", Dig=done)
    status = instant(8)
    planned = Network(planned.start, planned.tasks, planned.links, planned.calendars, status=status)
    kept = {1: BaselineDates(MONDAY + DAY, instant(2)), 2: BaselineDates(instant(2), instant(4))}

    whole = subject(planned, baseline=kept | {3: BaselineDates(instant(20), instant(25))})
    lacking = subject(planned, baseline=kept)

    assert round(check("14", whole).value or 0, 2) == 0.5
    assert round(check("14", lacking).value or 0, 2) == 0.33
    assert figures("11", whole)[:2] == figures("11", lacking)[:2] == (1, 2)


def test_what_lacks_its_inputs_is_not_assessable_and_says_why():
    found = {
        one.number: one.reason
        for one in assess(subject(network("Dig 5d")))
        if one.verdict is Verdict.NOT_ASSESSABLE
    }

    assert found == {
        "2": "There is no link to work that is open.",
        "3": "There is no link to work that is open.",
        "4": "There is no link to work that is open.",
        "9a": "The plan has no status date.",
        "9b": "The plan has no status date.",
        "10": "The plan names nobody.",
        "11": "The plan has no status date.",
        "13": "The plan has no status date.",
        "14": "The plan has no status date.",
    }


def test_an_empty_plan_can_be_assessed():
    empty = Network(MONDAY, [], (), [STANDARD])

    assert {one.verdict for one in assess(Subject(empty, schedule(empty), schedule))} == {
        Verdict.NOT_ASSESSABLE
    }


def test_a_practice_fails_with_any_of_its_checks_and_is_open_without_one():
    judged = {one.number: (one.verdict, one.reason) for one in practices(assess(subject(HOUSE)))}

    assert judged[2][0] is Verdict.FAIL
    assert judged[4] == (Verdict.FAIL, "Fails: high duration.")
    assert judged[9] == (Verdict.NOT_ASSESSABLE, "The plan has no status date.")
    assert judged[8][0] is Verdict.NOT_ASSESSABLE
