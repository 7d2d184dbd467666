"""A leveling that is made at once, for tests of what it does."""

from datetime import date

from milepost.domain.common.runs import make_run
from milepost.domain.staffing.actions.leveling_projects import start_leveling
from tests.factories import AT

MONDAY = date(2027, 3, 1)


def leveled(projects, planner, *, may_split=False):
    run = start_leveling(
        dict.fromkeys(projects, "normal"),
        objectives=["early"],
        until=None,
        seconds=1,
        seed=7,
        as_of=MONDAY,
        may_split=may_split,
        by=planner,
        at=AT,
    )
    make_run(run, report=lambda percent, message: None, at=AT)
    run.refresh_from_db()
    return run
