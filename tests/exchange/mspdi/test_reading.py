import re
from datetime import datetime
from io import BytesIO

import pytest

from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.errors import Damaged
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.plan import (
    Kind,
    Notice,
    PlanAssignment,
    PlanBaseline,
    PlanLink,
    PlanResource,
    StoredDates,
    Trait,
)
from tests.exchange.documents import link, mspdi, plan_of, task


def messages(document: bytes) -> list[str]:
    return [notice.message for notice in plan_of(document).notices]


def test_the_project_gives_its_name_start_status_date_and_units() -> None:
    settings = (
        "<Title>Tower</Title><StatusDate>2027-03-12T17:00:00</StatusDate><MinutesPerDay>450</MinutesPerDay>"
        "<MinutesPerWeek>2250</MinutesPerWeek><DaysPerMonth>21</DaysPerMonth><CriticalSlackLimit>2</CriticalSlackLimit>"
    )
    plan = plan_of(mspdi(project=settings))

    assert (plan.name, plan.start, plan.status_date) == (
        "Tower",
        datetime(2027, 3, 1, 8, 0),
        datetime(2027, 3, 12, 17, 0),
    )
    assert (plan.minutes_per_day, plan.minutes_per_week, plan.days_per_month) == (450, 2250, 21)
    assert plan.critical_slack_minutes == 900


def test_texts_padded_with_blanks_and_broken_lines_read_the_same() -> None:
    tasks = (
        task(0, "<OutlineLevel>0</OutlineLevel>")
        + task(1, "<OutlineLevel>1</OutlineLevel>")
        + task(2, link(1))
    )
    padded = re.sub(rb">([^<>\s][^<>]*)<", rb">\n  \1\n <", mspdi(tasks))

    assert plan_of(padded) == plan_of(mspdi(tasks))


def test_a_task_is_read_whole() -> None:
    fields = """<GUID>G</GUID><WBS>1.1</WBS><Contact>Ana</Contact><Priority>700</Priority>
        <DurationFormat>42</DurationFormat>
        <CalendarUID>1</CalendarUID><ConstraintType>4</ConstraintType><ConstraintDate>2027-03-02T08:00:00</ConstraintDate>
        <Deadline>2027-04-01T17:00:00</Deadline><LevelingDelay>28800</LevelingDelay><PercentComplete>25</PercentComplete>
        <ActualStart>2027-03-02T08:00:00</ActualStart><RemainingDuration>PT6H0M0S</RemainingDuration>
        <Notes> as built </Notes>
        <Start>2027-03-02T08:00:00</Start><Finish>2027-03-02T17:00:00</Finish><EarlyStart>2027-03-02T08:00:00</EarlyStart>
        <TotalSlack>4800</TotalSlack><FreeSlack>0</FreeSlack><Critical>0</Critical>
        <Baseline><Number>3</Number><Start>2027-03-01T08:00:00</Start><Duration>PT4H0M0S</Duration></Baseline>"""
    read = plan_of(mspdi(task(7, fields, name="Survey"))).tasks[0]

    assert (read.uid, read.name, read.guid, read.wbs, read.responsible, read.notes) == (
        7,
        "Survey",
        "G",
        "1.1",
        "Ana",
        "as built",
    )
    assert (read.duration_minutes, read.duration_unit, read.estimated, read.elapsed) == (
        480,
        "ew",
        True,
        True,
    )
    assert (read.constraint, read.constraint_at) == (
        Constraint.START_NO_EARLIER_THAN,
        datetime(2027, 3, 2, 8, 0),
    )
    assert (read.deadline, read.calendar_uid, read.priority) == (datetime(2027, 4, 1, 17, 0), 1, 700)
    assert read.leveling_delay_minutes == 2880
    assert (read.percent_complete, read.actual_start, read.remaining_minutes) == (
        25,
        datetime(2027, 3, 2, 8, 0),
        360,
    )
    assert read.baselines == [PlanBaseline(3, start=datetime(2027, 3, 1, 8, 0), duration_minutes=240)]
    assert read.stored == StoredDates(
        start=datetime(2027, 3, 2, 8, 0),
        finish=datetime(2027, 3, 2, 17, 0),
        early_start=datetime(2027, 3, 2, 8, 0),
        total_slack_minutes=480,
        free_slack_minutes=0,
        critical=False,
    )


def test_a_constraint_date_without_a_constraint_that_needs_it_is_nothing() -> None:
    fields = "<ConstraintType>0</ConstraintType><ConstraintDate>2027-03-02T08:00:00</ConstraintDate>"

    assert plan_of(mspdi(task(1, fields))).tasks[0].constraint_at is None


def test_outline_levels_make_parents_and_summaries_and_close_gaps() -> None:
    levels = [1, 3, 3, 2, 1]
    rows = "".join(task(uid, f"<OutlineLevel>{level}</OutlineLevel>") for uid, level in enumerate(levels, 1))
    plan = plan_of(mspdi(task(0, "<OutlineLevel>0</OutlineLevel>") + rows))

    assert [(row.uid, row.parent_uid, row.outline_level, row.kind) for row in plan.tasks] == [
        (1, None, 1, Kind.SUMMARY),
        (2, 1, 2, Kind.TASK),
        (3, 1, 2, Kind.TASK),
        (4, 1, 2, Kind.TASK),
        (5, None, 1, Kind.TASK),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("<Type>1</Type>", PlanLink(1, 2)),
        ("<Type>0</Type><LinkLag>4800</LinkLag>", PlanLink(1, 2, LinkType.FINISH_TO_FINISH, 480)),
        (
            "<Type>3</Type><LinkLag>-600</LinkLag><LagFormat>5</LagFormat>",
            PlanLink(1, 2, LinkType.START_TO_START, -60, LagUnit.WORKING, "h"),
        ),
        (
            "<Type>2</Type><LinkLag>14400</LinkLag><LagFormat>8</LagFormat>",
            PlanLink(1, 2, LinkType.START_TO_FINISH, 1440, LagUnit.ELAPSED, "ed"),
        ),
        (
            "<LinkLag>50</LinkLag><LagFormat>19</LagFormat>",
            PlanLink(1, 2, lag=50, lag_unit=LagUnit.PERCENT, lag_shown_in="%"),
        ),
        (
            "<LinkLag>-25</LinkLag><LagFormat>52</LagFormat>",
            PlanLink(1, 2, lag=-25, lag_unit=LagUnit.ELAPSED_PERCENT, lag_shown_in="e%"),
        ),
    ],
)
def test_a_link_is_read_with_its_type_and_lag(fields: str, expected: PlanLink) -> None:
    assert plan_of(mspdi(task(1) + task(2, link(1, fields)))).links == [expected]


def test_a_manual_task_keeps_its_typed_dates() -> None:
    dates = (
        "<Start>2027-03-05T08:00:00</Start><Finish>2027-03-09T17:00:00</Finish>"
        "<ManualStart>2027-03-08T08:00:00</ManualStart>"
    )
    read = plan_of(mspdi(task(1, f"<Manual>1</Manual>{dates}"))).tasks[0]

    assert (read.manual_start, read.manual_finish) == (
        datetime(2027, 3, 8, 8, 0),
        datetime(2027, 3, 9, 17, 0),
    )


def test_a_task_of_another_project_keeps_the_dates_it_has() -> None:
    dates = "<Start>2027-03-05T08:00:00</Start><Finish>2027-03-09T17:00:00</Finish>"
    read = plan_of(mspdi(task(1, f"<ExternalTask>1</ExternalTask>{dates}"))).tasks[0]

    assert (read.manual_start, read.manual_finish, read.traits) == (
        datetime(2027, 3, 5, 8, 0),
        datetime(2027, 3, 9, 17, 0),
        {Trait.EXTERNAL},
    )


def test_resources_and_assignments_are_read_without_the_placeholders() -> None:
    resources = (
        "<Resource><UID>0</UID><Type>1</Type></Resource>"
        "<Resource><UID>1</UID><Name>Ana</Name><Type>1</Type><EmailAddress>ana@city.example</EmailAddress>"
        "<MaxUnits>0.5</MaxUnits><CalendarUID>1</CalendarUID></Resource>"
        "<Resource><UID>2</UID><Name>Cable</Name><Type>0</Type></Resource>"
    )
    assignments = (
        "<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>0.5</Units>"
        "<Work>PT4H0M0S</Work></Assignment>"
        "<Assignment><UID>2</UID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>"
    )
    plan = plan_of(mspdi(task(1), resources=resources, assignments=assignments))

    assert plan.resources == [
        PlanResource(1, "Ana", "work", "ana@city.example", 0.5, 1),
        PlanResource(2, "Cable", "material"),
    ]
    assert plan.assignments == [PlanAssignment(1, 1, 0.5, 240)]


def test_what_is_not_kept_is_counted_by_field() -> None:
    costly = "<FixedCost>100</FixedCost><Hyperlink>plan</Hyperlink>"
    document = mspdi(
        task(1, costly) + task(2, costly) + task(3, "<FixedCost>0</FixedCost>"),
        project="<Author>Ana</Author>",
    )

    assert plan_of(document).notices == [
        Notice("Not shown in Milepost, kept for Microsoft Project: fixed cost of 2 tasks.", "Task.FixedCost"),
        Notice("Not shown in Milepost, kept for Microsoft Project: hyperlink of 2 tasks.", "Task.Hyperlink"),
        Notice("Not shown in Milepost, kept for Microsoft Project: author of the project.", "Project"),
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("<IsNull>1</IsNull>", "1 blank row left out."),
        ("<Manual>1</Manual><Start>2027-03-05T08:00:00</Start>", "Scheduled manually: 1 task."),
        ("<Active>0</Active>", "Inactive: 1 task, kept but left out of the schedule."),
        (link(99, "<CrossProject>1</CrossProject>"), "Linked to another project: 1 task."),
        ("<TimephasedData><Value>PT1H</Value></TimephasedData>", "1 time-phased value"),
    ],
)
def test_what_is_scheduled_otherwise_is_told(fields: str, sentence: str) -> None:
    assert any(message.startswith(sentence) for message in messages(mspdi(task(1) + task(2, fields))))


def test_a_recurring_task_is_told_once_by_its_summary() -> None:
    rows = (
        task(1, "<Recurring>1</Recurring><OutlineLevel>1</OutlineLevel>")
        + task(2, "<Recurring>1</Recurring><OutlineLevel>2</OutlineLevel>")
        + task(3, "<Recurring>1</Recurring><OutlineLevel>2</OutlineLevel>")
    )

    assert messages(mspdi(rows)) == [
        "Recurring: 1 task. The occurrences are kept as tasks below, the rule that made them is not."
    ]


def test_a_prefix_for_the_namespace_reads_the_same() -> None:
    plain = mspdi(task(1) + task(2, link(1)))
    prefixed = plain.replace(b"</", b"</p:").replace(b"<", b"<p:").replace(b"<p:/p:", b"</p:")
    prefixed = prefixed.replace(b"<p:?", b"<?").replace(b"xmlns=", b"xmlns:p=")

    assert read_mspdi(BytesIO(prefixed)) == plan_of(plain)


def test_progress_hears_of_every_byte() -> None:
    document = mspdi("".join(task(uid) for uid in range(1, 5000)))
    heard: list[int] = []

    read_mspdi(BytesIO(document), on_bytes=heard.append)

    assert sum(heard) == len(document)
    assert len(heard) > 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            "<Start>2027-02-30T08:00:00</Start>",
            "Task 1 “Task 1”: Start “2027-02-30T08:00:00” is not a date that exists",
        ),
        ("<Deadline>9999-01-01T00:00:00</Deadline>", "lies outside the years 1950 to 2149"),
        ("<PercentComplete>half</PercentComplete>", "PercentComplete “half” is not a number"),
        ("<ConstraintType>9</ConstraintType>", "is not one of the eight constraints"),
        (
            "<RemainingDuration>soon</RemainingDuration><ActualStart>2027-03-02T08:00:00</ActualStart>",
            "is not a duration",
        ),
        (link(1, "<Type>7</Type>"), "is not one of the four link types"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named_with_its_task(fields: str, sentence: str) -> None:
    with pytest.raises(Damaged, match=sentence):
        plan_of(mspdi(task(1, fields)))


def test_a_project_without_start_begins_with_its_first_task() -> None:
    document = mspdi(task(1, "<Start>2027-04-05T08:00:00</Start>")).replace(
        b"<StartDate>2027-03-01T08:00:00</StartDate>", b""
    )

    assert plan_of(document).start == datetime(2027, 4, 5, 8, 0)
