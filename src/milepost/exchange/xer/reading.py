"""Reads a plan from Primavera P6's XER."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from milepost.engine.network.conventions import PRIMAVERA, CriticalBy, LagCalendar, Progress, SlackOf
from milepost.engine.network.model import LagUnit
from milepost.exchange import limits
from milepost.exchange.counting import counted
from milepost.exchange.errors import Damaged
from milepost.exchange.fields import Fields
from milepost.exchange.guards import hold_together
from milepost.exchange.notices import scheduling_notices
from milepost.exchange.plan import Notice, Plan, PlanAssignment, PlanLink, PlanResource
from milepost.exchange.xer.calendars import read_calendar
from milepost.exchange.xer.outline import read_outline
from milepost.exchange.xer.tables import Row, Tables, read_tables
from milepost.exchange.xer.tasks import MINUTES, SPANNING, read_link

RESOURCE_KINDS = {"RT_Mat": "material"}
FROM_PREDECESSOR, ROUND_THE_CLOCK = "rcal_Predecessor", "rcal_24Hour"
LAG_CALENDARS = {
    FROM_PREDECESSOR: LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_ProjDefault": LagCalendar.PROJECT,
}
SLACKS = {"FT_SS": SlackOf.START, "FT_FF": SlackOf.FINISH, "FT_Min": SlackOf.SMALLER}
UNREAD_TABLES = {
    "UDFVALUE": "user-defined field",
    "TASKMEMO": "notebook topic",
    "TASKACTV": "activity code",
    "PROJCOST": "expense",
    "TASKDOC": "document reference",
    "TASKPROC": "step",
    "RSRCRATE": "resource rate",
}


def read_xer(source: BinaryIO) -> Plan:
    """Read the plan; of several projects in one file the one with the most activities. Raises `UnreadableFile`."""
    tables = read_tables(source)
    limits.hold(len(tables["TASK"]), limits.TASKS, "activities")
    limits.hold(len(tables["CALENDAR"]), limits.CALENDARS, "calendars")
    limits.hold(len(tables["TASKRSRC"]), limits.ASSIGNMENTS, "assignments")
    return hold_together(_Reading(tables).plan())


class _Reading:
    """One project of the file."""

    def __init__(self, tables: Tables) -> None:
        if not tables["PROJECT"]:
            raise Damaged("The XER file holds no project. Export one from Primavera P6 and import that.")
        self._tables = tables
        counts = {row.get("proj_id", ""): 0 for row in tables["PROJECT"]}
        for row in tables["TASK"]:
            counts[row.get("proj_id", "")] = counts.get(row.get("proj_id", ""), 0) + 1
        self._project = max(tables["PROJECT"], key=lambda row: counts[row.get("proj_id", "")])
        self._activities = self._of_project("TASK")

    def _of_project(self, table: str) -> list[Row]:
        number = self._project.get("proj_id")
        return [row for row in self._tables[table] if row.get("proj_id", number) == number]

    def plan(self) -> Plan:
        fields = Fields(self._project, "The project")
        start = fields.instant("plan_start_date")
        if start is None:
            raise Damaged(
                "The XER file gives no planned start of its project. Set it in Primavera P6 and export again."
            )
        critical_slack = round(fields.number("critical_drtn_hr_cnt") * MINUTES)
        plan = Plan(
            name=self._name(),
            start=start,
            tasks=read_outline(self._of_project("PROJWBS"), self._activities, critical_slack=critical_slack),
            calendars=[read_calendar(row) for row in self._tables["CALENDAR"]],
            calendar_uid=fields.whole("clndr_id", -1),
            guid=fields.text("guid"),
            finish=fields.instant("scd_end_date"),
            status_date=fields.instant("last_recalc_date"),
            critical_slack_minutes=critical_slack,
            source_format="xer",
        )
        self._take_links(plan)
        self._take_people(plan)
        self._take_units(plan)
        self._take_options(plan)
        plan.notices.extend(scheduling_notices(plan))
        plan.notices.extend(self._notices(plan))
        return plan

    def _name(self) -> str:
        top = [row for row in self._of_project("PROJWBS") if row.get("proj_node_flag") == "Y"]
        return (top[0].get("wbs_name", "") if top else "") or self._project.get("proj_short_name", "")

    def _take_links(self, plan: Plan) -> None:
        options = next(iter(self._of_project("SCHEDOPTIONS")), Row())
        self._lag_calendar = options.get("sched_calendar_on_relationship_lag", FROM_PREDECESSOR)
        unit = LagUnit.ELAPSED if self._lag_calendar == ROUND_THE_CLOCK else LagUnit.WORKING
        abroad = 0
        for row in self._of_project("TASKPRED"):
            if row.get("pred_proj_id", row.get("proj_id")) == row.get("proj_id"):
                plan.links.append(read_link(row, lag_unit=unit))
            else:
                abroad += 1
        if abroad:
            plan.notices.append(
                Notice(f"{counted(abroad, 'relationship')} to other projects left out.", "TASKPRED")
            )

    def _take_options(self, plan: Plan) -> None:
        """Take P6's own rules of scheduling; where the file holds none, its defaults."""
        options = next(iter(self._of_project("SCHEDOPTIONS")), Row())
        is_override = options.get("sched_progress_override") == "Y"
        by_path = self._project.get("critical_path_type") == "CT_DrivPath"
        plan.convention = replace(
            PRIMAVERA,
            lag_calendar=LAG_CALENDARS.get(self._lag_calendar, LagCalendar.SUCCESSOR),
            progress=Progress.OVERRIDE if is_override else Progress.RETAINED_LOGIC,
            total_slack=SLACKS.get(options.get("sched_float_type", ""), SlackOf.FINISH),
            critical=CriticalBy.LONGEST_PATH if by_path else CriticalBy.SLACK,
            has_many_critical_paths=options.get("sched_open_critical_flag") == "Y",
        )

    def _take_people(self, plan: Plan) -> None:
        for row in self._of_project("TASKRSRC"):
            fields = Fields(row, "An assignment")
            if fields.text("rsrc_id"):
                work = round(fields.number("target_qty") * MINUTES)
                units = fields.number("target_qty_per_hr") or 1.0
                plan.assignments.append(
                    PlanAssignment(fields.whole("task_id"), fields.whole("rsrc_id"), units, work)
                )
        assigned = {assignment.resource_uid for assignment in plan.assignments}
        plan.resources = [
            person for row in self._tables["RSRC"] if (person := _resource(row)).uid in assigned
        ]

    def _take_units(self, plan: Plan) -> None:
        row = next(
            (row for row in self._tables["CALENDAR"] if row.get("clndr_id") == self._project.get("clndr_id")),
            {},
        )
        fields = Fields(row, "The project calendar")
        plan.minutes_per_day = round(fields.number("day_hr_cnt", 8) * MINUTES) or 480
        plan.minutes_per_week = round(fields.number("week_hr_cnt", 40) * MINUTES) or 2400
        plan.days_per_month = round(fields.number("month_hr_cnt", 160) * MINUTES / plan.minutes_per_day) or 20

    def _notices(self, plan: Plan) -> Iterator[Notice]:
        if (others := len(self._tables["PROJECT"]) - 1) > 0:
            yield Notice(
                f"The file holds {counted(others, 'more project')}; only “{plan.name}” is read.", "PROJECT"
            )
        calendars = {task.uid: task.calendar_uid for task in plan.tasks}
        differing = sum(_is_counted_elsewhere(link, calendars) for link in plan.links)
        if differing and plan.convention.lag_calendar is LagCalendar.PREDECESSOR:
            yield Notice(
                f"{counted(differing, 'lag')} counted on the predecessor's calendar in P6: "
                "a project in Milepost counts on the successor's.",
                "TASKPRED",
            )
        spanning = sum(row.get("task_type") in SPANNING for row in self._activities)
        if spanning:
            activities = counted(spanning, "activity", "activities")
            yield Notice(f"Level of effort or WBS summary: {activities}, kept at the dates it has.", "TASK")
        second = sum(bool(row.get("cstr_type2")) for row in self._activities)
        if second:
            yield Notice(f"{counted(second, 'secondary constraint')} left out.", "TASK")
        for table, noun in UNREAD_TABLES.items():
            if count := self._tables.unread[table]:
                yield Notice(f"{counted(count, noun)} left out.", table)


def _is_counted_elsewhere(link: PlanLink, calendars: dict[int, int | None]) -> bool:
    return bool(link.lag) and calendars.get(link.predecessor_uid) != calendars.get(link.successor_uid)


def _resource(row: Row) -> PlanResource:
    fields = Fields(row, f"Resource “{row.get('rsrc_name', '')[:60]}”")
    calendar = fields.whole("clndr_id", -1)
    return PlanResource(
        uid=fields.whole("rsrc_id"),
        name=fields.text("rsrc_name"),
        kind=RESOURCE_KINDS.get(fields.text("rsrc_type"), "work"),
        email=fields.text("email_addr"),
        calendar_uid=None if calendar < 0 else calendar,
    )
