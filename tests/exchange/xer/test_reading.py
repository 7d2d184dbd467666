from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest

from milepost.engine.calendar.pattern import Shift
from milepost.engine.network.conventions import PRIMAVERA, CriticalBy, LagCalendar, Progress, SlackOf
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.errors import Damaged
from milepost.exchange.plan import (
    Kind,
    Plan,
    PlanAssignment,
    PlanException,
    PlanLink,
    PlanResource,
    StoredDates,
)
from milepost.exchange.xer.reading import read_xer

MORNING = (Shift(480, 720),)
WEEK = (
    "(0||CalendarData()((0||DaysOfWeek()((0||1()())"
    "(0||2()((0||0(s|08:00|f|12:00)())))(0||3()((0||0(s|08:00|f|12:00)()))))"
)
DATED = "(0||Exceptions()((0||0(d|46387)())(0||1(d|46388)((0||0(s|20:00|f|00:00)())))))))"

Row = dict[str, object]


def xer(**tables: list[Row]) -> bytes:
    base: dict[str, list[Row]] = {
        "PROJECT": [
            {"proj_id": 1, "proj_short_name": "TWR", "plan_start_date": "2027-03-01 08:00", "clndr_id": 5}
        ],
        "CALENDAR": [{"clndr_id": 5, "clndr_name": "City", "day_hr_cnt": 4, "clndr_data": WEEK + DATED}],
    }
    lines = ["ERMHDR\t8.2"]
    for name, rows in (base | tables).items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines += [f"%T\t{name}", "\t".join(["%F", *columns])]
        lines += ["\t".join(["%R", *(str(row.get(column, "")) for column in columns)]) for row in rows]
    return "\r\n".join([*lines, "%E"]).encode()


def plan_of(**tables: list[Row]) -> Plan:
    return read_xer(BytesIO(xer(**tables)))


def activity(number: int, **fields: object) -> Row:
    return {
        "task_id": number,
        "proj_id": 1,
        "clndr_id": 5,
        "task_code": f"A{number}",
        "task_name": f"Task {number}",
    } | fields


def test_calendars_are_read_from_their_nested_text() -> None:
    city = plan_of().calendars[0]

    assert city.week == (MORNING, MORNING, (), (), (), (), ())
    assert city.exceptions == [
        PlanException(date(2026, 12, 31), date(2026, 12, 31)),
        PlanException(date(2027, 1, 1), date(2027, 1, 1), (Shift(1200, 1440),)),
    ]


def test_a_shift_whose_finish_stands_before_its_start_is_the_same() -> None:
    turned = WEEK.replace("s|08:00|f|12:00", "f|12:00|s|08:00")

    city = plan_of(CALENDAR=[{"clndr_id": 5, "clndr_name": "City", "clndr_data": turned + DATED}]).calendars[
        0
    ]

    assert city.week == (MORNING, MORNING, (), (), (), (), ())


def test_the_project_gives_its_start_status_date_and_units() -> None:
    project = {
        "proj_id": 1,
        "plan_start_date": "2027-03-01 08:00",
        "last_recalc_date": "2027-03-12 17:00",
        "clndr_id": 5,
        "critical_drtn_hr_cnt": 4,
    }
    plan = plan_of(PROJECT=[project])

    assert (plan.start, plan.status_date) == (datetime(2027, 3, 1, 8, 0), datetime(2027, 3, 12, 17, 0))
    assert (plan.minutes_per_day, plan.critical_slack_minutes, plan.calendar_uid) == (240, 240, 5)


def test_activities_are_read_with_progress_constraint_and_answers() -> None:
    started = activity(
        7,
        task_type="TT_Task",
        status_code="TK_Active",
        complete_pct_type="CP_Drtn",
        target_drtn_hr_cnt=16,
        remain_drtn_hr_cnt=4,
        act_start_date="2027-03-01 08:00",
        early_start_date="2027-03-02 08:00",
        early_end_date="2027-03-04 12:00",
        total_float_hr_cnt=8,
        free_float_hr_cnt=0,
        cstr_type="CS_MSOA",
        cstr_date="2027-03-01 08:00",
    )
    task = plan_of(TASK=[started]).tasks[0]

    assert (task.uid, task.wbs, task.duration_minutes, task.percent_complete) == (7, "A7", 960, 75)
    assert (task.actual_start, task.remaining_minutes) == (datetime(2027, 3, 1, 8, 0), 240)
    assert (task.constraint, task.constraint_at) == (
        Constraint.START_NO_EARLIER_THAN,
        datetime(2027, 3, 1, 8, 0),
    )
    assert task.stored == StoredDates(
        start=datetime(2027, 3, 1, 8, 0),
        finish=datetime(2027, 3, 4, 12, 0),
        early_finish=datetime(2027, 3, 4, 12, 0),
        total_slack_minutes=480,
        free_slack_minutes=0,
        critical=False,
    )


def test_the_work_breakdown_becomes_summaries_and_empty_elements_go() -> None:
    elements: list[Row] = [
        {"wbs_id": 1, "proj_id": 1, "proj_node_flag": "Y", "wbs_name": "Radio tower"},
        {"wbs_id": 3, "proj_id": 1, "parent_wbs_id": 1, "seq_num": 2, "wbs_name": "Build"},
        {"wbs_id": 2, "proj_id": 1, "parent_wbs_id": 1, "seq_num": 1, "wbs_name": "Design"},
        {"wbs_id": 4, "proj_id": 1, "parent_wbs_id": 1, "seq_num": 3, "wbs_name": "Empty"},
    ]
    activities = [activity(1, wbs_id=1, task_type="TT_Mile"), activity(12, wbs_id=3), activity(11, wbs_id=2)]
    plan = plan_of(PROJWBS=elements, TASK=activities)

    assert plan.name == "Radio tower"
    assert [(task.name, task.kind, task.outline_level, task.parent_uid) for task in plan.tasks] == [
        ("Task 1", Kind.MILESTONE, 1, None),
        ("Design", Kind.SUMMARY, 1, None),
        ("Task 11", Kind.TASK, 2, 2),
        ("Build", Kind.SUMMARY, 1, None),
        ("Task 12", Kind.TASK, 2, 3),
    ]


def test_an_element_with_the_number_of_an_activity_gets_another() -> None:
    elements: list[Row] = [{"wbs_id": 7, "proj_id": 1, "wbs_name": "Build"}]

    assert [task.uid for task in plan_of(PROJWBS=elements, TASK=[activity(7, wbs_id=7)]).tasks] == [15, 7]


@pytest.mark.parametrize(
    ("option", "unit", "shown"),
    [("rcal_Successor", LagUnit.WORKING, "d"), ("rcal_24Hour", LagUnit.ELAPSED, "ed")],
)
def test_relationships_count_their_lag_as_the_project_says(option: str, unit: LagUnit, shown: str) -> None:
    plan = plan_of(
        TASK=[activity(1), activity(2)],
        TASKPRED=[
            {"task_pred_id": 1, "task_id": 2, "pred_task_id": 1, "proj_id": 1, "pred_proj_id": 1}
            | {"pred_type": "PR_SS", "lag_hr_cnt": -2}
        ],
        SCHEDOPTIONS=[{"proj_id": 1, "sched_calendar_on_relationship_lag": option}],
    )

    assert plan.links == [PlanLink(1, 2, LinkType.START_TO_START, -120, unit, shown)]


def test_only_assigned_resources_are_read() -> None:
    plan = plan_of(
        TASK=[activity(1)],
        RSRC=[
            {"rsrc_id": 1, "rsrc_name": "Ana", "rsrc_type": "RT_Labor"},
            {"rsrc_id": 2, "rsrc_name": "Ben"},
        ],
        TASKRSRC=[{"task_id": 1, "rsrc_id": 1, "proj_id": 1, "target_qty": 8, "target_qty_per_hr": 0.5}],
    )

    assert (plan.resources, plan.assignments) == ([PlanResource(1, "Ana")], [PlanAssignment(1, 1, 0.5, 480)])


def test_what_is_left_out_is_told() -> None:
    plan = plan_of(
        PROJECT=[
            {"proj_id": 1, "proj_short_name": "TWR", "plan_start_date": "2027-03-01 08:00", "clndr_id": 5},
            {"proj_id": 2, "proj_short_name": "OTHER", "plan_start_date": "2027-03-01 08:00", "clndr_id": 5},
        ],
        TASK=[
            activity(
                1, task_type="TT_LOE", early_start_date="2027-03-01 08:00", early_end_date="2027-03-02 12:00"
            ),
            activity(2, cstr_type2="CS_MEOB"),
        ],
        TASKPRED=[
            {
                "task_pred_id": 1,
                "task_id": 2,
                "pred_task_id": 90,
                "proj_id": 1,
                "pred_proj_id": 2,
                "pred_type": "PR_FS",
            }
        ],
        UDFVALUE=[{"udf_type_id": 1}, {"udf_type_id": 2}],
    )

    assert [notice.message for notice in plan.notices] == [
        "1 relationship to other projects left out.",
        "Scheduled manually: 1 task. They keep their dates and drive what follows.",
        "The file holds 1 more project; only “TWR” is read.",
        "Level of effort or WBS summary: 1 activity, kept at the dates it has.",
        "1 secondary constraint left out.",
        "2 user-defined fields left out.",
    ]


def test_lag_on_the_predecessors_calendar_is_told_where_it_matters() -> None:
    plan = plan_of(
        CALENDAR=[{"clndr_id": 5, "clndr_name": "City"}, {"clndr_id": 6, "clndr_name": "Night"}],
        TASK=[activity(1), activity(2, clndr_id=6)],
        TASKPRED=[
            {
                "task_pred_id": 1,
                "task_id": 2,
                "pred_task_id": 1,
                "proj_id": 1,
                "pred_type": "PR_FS",
                "lag_hr_cnt": 8,
            }
        ],
    )

    assert [notice.message for notice in plan.notices] == [
        "1 lag counted on the predecessor's calendar in P6: a project in Milepost counts on the successor's."
    ]
    assert plan.convention == PRIMAVERA


def test_the_options_of_the_file_decide_how_it_is_scheduled() -> None:
    project = {
        "proj_id": 1,
        "proj_short_name": "TWR",
        "plan_start_date": "2027-03-01 08:00",
        "clndr_id": 5,
        "critical_path_type": "CT_DrivPath",
    }
    options = {
        "proj_id": 1,
        "sched_progress_override": "Y",
        "sched_float_type": "FT_Min",
        "sched_open_critical_flag": "Y",
        "sched_calendar_on_relationship_lag": "rcal_ProjDefault",
    }

    convention = plan_of(PROJECT=[project], SCHEDOPTIONS=[options]).convention

    assert convention == replace(
        PRIMAVERA,
        lag_calendar=LagCalendar.PROJECT,
        progress=Progress.OVERRIDE,
        total_slack=SlackOf.SMALLER,
        critical=CriticalBy.LONGEST_PATH,
        has_many_critical_paths=True,
    )


def test_a_mandatory_date_and_a_start_milestone_are_told_from_the_others() -> None:
    dated = {"cstr_date": "2027-03-02 08:00"}
    plan = plan_of(
        TASK=[
            activity(1, cstr_type="CS_MANDSTART", **dated),
            activity(2, cstr_type="CS_MSO", **dated),
            activity(3, task_type="TT_Mile"),
            activity(4, task_type="TT_FinMile"),
        ]
    )

    assert [task.is_mandatory for task in plan.tasks] == [True, False, False, False]
    assert [task.waits_for_work for task in plan.tasks] == [False, False, True, False]


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({"PROJECT": []}, "holds no project"),
        ({"PROJECT": [{"proj_id": 1}]}, "gives no planned start"),
        (
            {
                "CALENDAR": [
                    {"clndr_id": 5, "clndr_name": "X", "clndr_data": WEEK.replace("12:00", "07:00") + DATED}
                ]
            },
            "runs backward",
        ),
        (
            {
                "CALENDAR": [
                    {"clndr_id": 5, "clndr_name": "X", "clndr_data": WEEK + DATED.replace("46387", "999999")}
                ]
            },
            "lies outside the years",
        ),
        (
            {
                "TASK": [activity(1, wbs_id=2)],
                "PROJWBS": [
                    {"wbs_id": 2, "proj_id": 1, "parent_wbs_id": 3},
                    {"wbs_id": 3, "proj_id": 1, "parent_wbs_id": 2},
                ],
            },
            "runs in a circle",
        ),
        ({"TASK": [activity(1, target_drtn_hr_cnt="long")]}, "target_drtn_hr_cnt “long” is not a number"),
        (
            {
                "TASK": [activity(1)],
                "TASKPRED": [
                    {"task_pred_id": 1, "task_id": 1, "pred_task_id": 2, "proj_id": 1, "pred_type": "X"}
                ],
            },
            "is not one of PR_FS, PR_SS, PR_FF and PR_SF",
        ),
    ],
)
def test_what_cannot_be_gets_a_sentence(tables: dict[str, list[Row]], sentence: str) -> None:
    with pytest.raises(Damaged, match=sentence):
        plan_of(**tables)


def test_older_files_in_a_western_code_page_are_read() -> None:
    content = xer(TASK=[activity(1, task_name="Café")]).replace("é".encode(), b"\xe9")

    assert read_xer(BytesIO(content)).tasks[0].name == "Café"


def test_early_and_late_dates_of_begun_work_are_those_of_what_remains() -> None:
    dates = {
        "early_start_date": "2027-03-15 08:00",
        "early_end_date": "2027-03-16 12:00",
        "late_start_date": "2027-03-17 08:00",
        "late_end_date": "2027-03-18 12:00",
    }
    begun = activity(1, act_start_date="2027-03-01 08:00", **dates)
    done = activity(2, act_start_date="2027-03-01 08:00", act_end_date="2027-03-02 12:00", **dates)

    first, second = (task.stored for task in plan_of(TASK=[begun, done]).tasks)

    assert (first.start, first.finish) == (datetime(2027, 3, 1, 8), datetime(2027, 3, 16, 12))
    assert (first.early_start, first.late_start) == (None, None)
    assert (first.early_finish, first.late_finish) == (datetime(2027, 3, 16, 12), datetime(2027, 3, 18, 12))
    assert (second.start, second.finish) == (datetime(2027, 3, 1, 8), datetime(2027, 3, 2, 12))
    assert (second.early_start, second.early_finish, second.late_start, second.late_finish) == (None,) * 4
