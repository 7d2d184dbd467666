from dataclasses import replace
from datetime import datetime, time
from io import BytesIO

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from milepost.engine.network.model import Constraint
from milepost.engine.schedule import schedule
from milepost.exchange.errors import Damaged
from milepost.exchange.network import network_of
from milepost.exchange.plan import Kind, Plan, PlanLink
from milepost.exchange.sheets.columns import MEANINGS, BadRows, Column
from milepost.exchange.sheets.reading import read_csv, read_xlsx
from milepost.exchange.sheets.writing import write_csv, write_xlsx
from tests.exchange.documents import link, mspdi, plan_of, task
from tests.exchange.plans import plans

DECIDED = (
    *(
        "uid",
        "name",
        "outline_level",
        "parent_uid",
        "duration_minutes",
        "constraint",
        "constraint_at",
        "deadline",
    ),
    *("percent_complete", "actual_start", "remaining_minutes"),
)


def listed(text: str) -> Plan:
    return read_csv(BytesIO(text.encode()))


def workbook(rows: list[list[object]], *, project: list[list[object]] | None = None) -> Plan:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if project:
        sheet = book.create_sheet("Project")
        for row in project:
            sheet.append(row)
    output = BytesIO()
    book.save(output)
    return read_xlsx(output)


def test_a_list_of_tasks_becomes_an_outline_with_links() -> None:
    plan = listed(
        "ID,Level,Name,Duration,Predecessors,Start\n"
        "10,1,Radio site,,,2027-03-01\n"
        "11,2,Survey,3d,,\n"
        "12,2,Footing,2w?,11FS+1d,\n"
        "13,1,Live,0,12,\n"
    )

    assert plan.start == datetime(2027, 3, 1, 8, 0)
    assert [
        (row.uid, row.parent_uid, row.kind, row.duration_minutes, row.estimated) for row in plan.tasks
    ] == [
        (10, None, Kind.SUMMARY, 480, True),
        (11, 10, Kind.TASK, 1440, False),
        (12, 10, Kind.TASK, 4800, True),
        (13, None, Kind.MILESTONE, 0, False),
    ]
    assert plan.links == [PlanLink(11, 12, lag=480), PlanLink(12, 13)]


def test_a_list_with_neither_predecessors_nor_constraints_is_a_list_of_dates() -> None:
    plan = listed("Task;Start date;End date;Owner\nSurvey;3/1/2027;3/3/2027;Ana\n")
    survey = plan.tasks[0]

    assert (survey.constraint, survey.constraint_at) == (
        Constraint.START_NO_EARLIER_THAN,
        datetime(2027, 3, 1, 8, 0),
    )
    assert (survey.duration_minutes, survey.responsible) == (1440, "Ana")


def test_a_workbook_may_tell_the_project() -> None:
    plan = workbook(
        [["Name", "Duration", "% complete"], ["Survey", "2d", 0.5]],
        project=[
            ["Name", "Tower"],
            ["Start", datetime(2027, 3, 1)],
            ["Hours per day", 7.5],
            ["Days per month", 21],
        ],
    )

    assert (plan.name, plan.start, plan.minutes_per_day, plan.days_per_month) == (
        "Tower",
        datetime(2027, 3, 1, 8, 0),
        450,
        21,
    )
    assert plan.tasks[0].duration_minutes == 900


def test_headings_may_stand_below_a_title() -> None:
    plan = workbook(
        [["Our plan"], [], ["Task name", "Start"], ["Survey", datetime(2027, 3, 1, 9, 0)], [None]]
    )

    assert [(row.name, row.stored.start) for row in plan.tasks] == [("Survey", datetime(2027, 3, 1, 9, 0))]


def test_a_percentage_is_read_as_it_is_shown() -> None:
    book = Workbook()
    book.active.append(["Name", "Start", "% complete"])
    book.active.append(["Survey", datetime(2027, 3, 1), 0.25])
    book.active["C2"].number_format = "0%"
    output = BytesIO()
    book.save(output)

    assert read_xlsx(output).tasks[0].percent_complete == 25


def test_all_rows_that_cannot_be_read_are_told_at_once() -> None:
    with pytest.raises(BadRows) as refused:
        listed(
            "Name,Duration,Predecessors,Start\nSurvey,soon,,2027-03-01\nFooting,2d,x,\nCrane,2d,1,2027-02-30\n"
        )

    assert refused.value.problems == [
        "Row 2: Duration “soon” is not a duration such as 3d, 2w, 4h or 5ed.",
        "Row 3: Predecessors “x” is not a list of predecessors such as 12; 14SS; 15FS+2d.",
        "Row 4: Start “2027-02-30” is not a date such as 2027-03-12 or 3/12/2027.",
    ]


def test_a_constraint_without_its_date_is_refused() -> None:
    with pytest.raises(BadRows, match="Row 2: Constraint needs a date in “Constraint date”"):
        listed("Name,Constraint,Start\nSurvey,Must start on,2027-03-01\n")


def test_a_predecessor_that_is_not_listed_is_refused() -> None:
    with pytest.raises(Damaged, match="is linked to task 9, which is not in the file"):
        listed("ID,Name,Predecessors,Start\n1,Survey,9,2027-03-01\n")


def test_formulas_stay_texts() -> None:
    plan = plan_of(mspdi(task(1, "<Notes>@SUM(A1)</Notes>", name="=HYPERLINK(1)")))
    cells = load_workbook(BytesIO(write_xlsx(plan)))["Tasks"]
    text = write_csv(plan).decode("utf-8-sig")

    assert (cells["D2"].value, cells["D2"].data_type) == ("=HYPERLINK(1)", "s")
    assert "'=HYPERLINK(1)" in text
    assert "'@SUM(A1)" in text
    assert (
        read_csv(BytesIO(write_csv(plan, schedule=schedule(network_of(plan))))).tasks[0].name
        == "=HYPERLINK(1)"
    )


def test_the_written_list_has_the_computed_dates() -> None:
    plan = plan_of(mspdi(task(1) + task(2, link(1))))
    lines = write_csv(plan, schedule=schedule(network_of(plan))).decode("utf-8-sig").splitlines()
    second = dict(zip(lines[0].split(","), lines[2].split(","), strict=True))

    assert (
        second[Column.PREDECESSORS],
        second[Column.START],
        second[Column.FINISH],
        second[Column.CRITICAL],
    ) == (
        "1",
        "2027-03-02 08:00",
        "2027-03-02 17:00",
        "yes",
    )


@given(plans())
@settings(deadline=None, max_examples=30)
def test_a_written_list_keeps_what_it_has_columns_for(plan: Plan) -> None:
    # A list shows a lag of no time as none, and has the standard calendar only; an instant at
    # midnight is a day alone there, which is read as the begin or the end of that day's work.
    plan = replace(plan, calendars=[], calendar_uid=None, resources=[], assignments=[])
    for row in plan.tasks:
        row.baselines, row.guid, row.calendar_uid = [], "", None
        row.priority, row.active, row.manual_start, row.manual_finish = 500, True, None, None
        row.name = row.name.strip("'") or "Task"
        for name in DECIDED:
            at = getattr(row, name)
            if isinstance(at, datetime) and at.time() == time.min:
                setattr(row, name, at.replace(hour=9))
    read = read_xlsx(BytesIO(write_xlsx(plan)))
    assert [[getattr(row, name) for name in DECIDED] for row in read.tasks] == [
        [getattr(row, name) for name in DECIDED] for row in plan.tasks
    ]
    assert [(ln.predecessor_uid, ln.successor_uid, ln.type, ln.lag) for ln in read.links] == [
        (ln.predecessor_uid, ln.successor_uid, ln.type, ln.lag) for ln in plan.links
    ]


def test_every_column_has_its_meaning() -> None:
    assert list(MEANINGS) == list(Column)
