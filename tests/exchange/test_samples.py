"""Real files: what Microsoft Project stored is what is recalculated, or the reason is known."""

from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest

from milepost.engine.schedule import schedule
from milepost.exchange.comparison import EVERYTHING, DifferenceKind, compare
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan
from tests.conftest import data_folder

MSPDI = [
    "links/task-links-project2003-mspdi.xml",
    "links/task-links-project2010-mspdi.xml",
    "links/task-links-project2013-mspdi.xml",
    "links/task-links-project2019-mspdi.xml",
    "calendars/calendar-recurring-exceptions-project2016-mspdi.xml",
    "other/baselines.xml",
    "other/compact_schedule.xml",
    "other/mspdiavailability.xml",
    "other/mspdicostratetable.xml",
    "other/mspdinulltasks.xml",
    "other/mspdirelations.xml",
    "other/mspdiresource.xml",
    "other/mspdisplittask.xml",
    "other/mspditimephased.xml",
    "other/task-baselines-project2019-mspdi.xml",
    "other/pl.pod",
]
SCHEDULED_BY_PROJECT = {name: set[DifferenceKind]() for name in MSPDI} | {
    "other/task-baselines-project2019-mspdi.xml": {DifferenceKind.MANUAL},
    "other/mspditimephased.xml": {DifferenceKind.LATER_TASKS},
}
"""Why dates or slack differ, by file; one without any agrees on every date, slack and critical task."""

OTHER_PROGRAMS = {"other/compact_schedule.xml", "other/pl.pod"}


def sample(name: str) -> Path:
    return data_folder("schedules") / name


def kinds_of(plan: Plan) -> set[DifferenceKind]:
    network = network_of(plan)
    return {difference.kind for difference in compare(plan, network, schedule(network), of=EVERYTHING)}


@pytest.mark.parametrize("name", MSPDI)
def test_a_file_written_back_unchanged_is_the_same_document(name: str) -> None:
    source = sample(name).read_bytes()
    written = write_mspdi(read_mspdi(BytesIO(source)), source=source)

    assert canonicalize(written.decode(), strip_text=True) == canonicalize(source.decode(), strip_text=True)


@pytest.mark.parametrize("name", MSPDI)
def test_a_file_written_anew_holds_the_same_plan(name: str) -> None:
    plan = read_plan(sample(name))
    read = read_mspdi(BytesIO(write_mspdi(plan)))

    for task in plan.tasks:
        task.traits = frozenset()
    plan.notices, read.notices, plan.name = [], [], read.name
    assert read == plan


@pytest.mark.parametrize("name", [name for name in MSPDI if name not in OTHER_PROGRAMS])
def test_dates_and_slack_are_those_of_microsoft_project_or_differ_for_a_known_reason(name: str) -> None:
    assert kinds_of(read_plan(sample(name))) == SCHEDULED_BY_PROJECT[name]


def test_recurring_exceptions_fall_on_the_days_that_microsoft_project_lists() -> None:
    source = sample("calendars/calendar-recurring-exceptions-project2016-mspdi.xml").read_bytes()
    from_rules = read_mspdi(BytesIO(source)).calendars[0].exceptions
    from_days = read_mspdi(BytesIO(source.replace(b"Exceptions>", b"Unknown>"))).calendars[0].exceptions

    rules = {(one.first, one.last, one.shifts) for one in from_rules}
    days = {(one.first, one.last, one.shifts) for one in from_days}
    assert len(days) == 138
    assert rules == days


@pytest.mark.parametrize(
    "name", ["calendars/PredecessorCalendar.xer", "calendars/ProjectDefaultCalendar.xer"]
)
def test_an_xer_file_gives_its_plan(name: str) -> None:
    plan = read_plan(sample(name))

    assert (plan.name, plan.source_format, [task.name for task in plan.tasks]) == (
        "TEST PROJECT",
        "xer",
        ["Test"],
    )
    assert len(plan.calendars[0].exceptions) == 14
