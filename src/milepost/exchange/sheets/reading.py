"""Reads a plan from a task list in a spreadsheet."""

from datetime import datetime
from typing import BinaryIO

from milepost.engine.calendar.pattern import STANDARD
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Constraint
from milepost.exchange import limits
from milepost.exchange.errors import Damaged
from milepost.exchange.guards import hold_together
from milepost.exchange.notices import scheduling_notices
from milepost.exchange.outline import settle_outline
from milepost.exchange.plan import Kind, Plan, PlanLink, PlanTask, StoredDates, Trait
from milepost.exchange.sheets.columns import (
    DAY_FINISH,
    DAY_START,
    HEADINGS,
    BadCell,
    BadRows,
    Cells,
    Column,
    find_header,
)
from milepost.exchange.sheets.tables import Row, csv_rows, workbook_rows
from milepost.exchange.sheets.typed import Units, constraint_of, duration_of, links_of

PROJECT_SHEET = "Project"
TRUE = ("yes", "y", "true", "1", "x")


def read_xlsx(source: BinaryIO) -> Plan:
    """Read the first sheet with a column “Name”; a sheet “Project” may give name, start and units."""
    sheets = workbook_rows(source)
    settings = _settings(sheets.pop(PROJECT_SHEET, []))
    if not sheets:
        raise Damaged(
            "The workbook holds no sheet with a task list. Fill in Milepost's template and import that."
        )
    rows = next((rows for rows in sheets.values() if _has_names(rows)), next(iter(sheets.values())))
    return hold_together(_List(rows, settings).plan("xlsx"))


def read_csv(source: BinaryIO) -> Plan:
    """Read a task list of separated values."""
    return hold_together(_List(csv_rows(source), Cells(0, [], {})).plan("csv"))


def _has_names(rows: list[Row]) -> bool:
    try:
        find_header(rows, HEADINGS, required=Column.NAME)
    except Damaged:
        return False
    return True


def _settings(rows: list[Row]) -> Cells:
    """Lay the project sheet, a heading and a value per row, on its side."""
    pairs = [row for row in rows if len(row) > 1 and isinstance(row[0], str)]
    return Cells(
        1, [row[1] for row in pairs], {str(row[0]).strip(): place for place, row in enumerate(pairs)}
    )


class _List:
    """A task list while it is read; problems are gathered, so that all are told at once."""

    def __init__(self, rows: list[Row], settings: Cells) -> None:
        header, places = find_header(rows, HEADINGS, required=Column.NAME)
        self._rows = [Cells(number, row, places) for number, row in enumerate(rows[header + 1 :], header + 2)]
        # A list with neither predecessors nor constraints is a list of dates, and its dates are decisions.
        self._dates_decide = not places.keys() & {Column.PREDECESSORS, Column.CONSTRAINT}
        self._settings = settings
        self._work = WorkTime(STANDARD)
        self._problems: list[str] = []

    def plan(self, source_format: str) -> Plan:
        self._units = self._read_units()
        plan = Plan(
            name=self._settings.text("Name"),
            start=datetime.min,
            minutes_per_day=self._units.day,
            minutes_per_week=self._units.week,
            days_per_month=self._units.days_per_month,
            source_format=source_format,
        )
        named = [cells for cells in self._rows if cells.text(Column.NAME)]
        limits.hold(len(named), limits.TASKS, "tasks")
        for count, cells in enumerate(named, 1):
            try:
                plan.tasks.append(self._task(cells, count))
                plan.links.extend(self._links(cells, plan.tasks[-1]))
            except BadCell as problem:
                self._problems.append(str(problem))
        if self._problems:
            raise BadRows(self._problems)
        self._take_dates(plan)
        settle_outline(plan.tasks)
        plan.notices.extend(scheduling_notices(plan))
        return plan

    def _read_units(self) -> Units:
        try:
            return Units(
                day=round((self._settings.number_in("Hours per day") or 8) * 60),
                week=round((self._settings.number_in("Hours per week") or 40) * 60),
                days_per_month=self._settings.whole("Days per month") or 20,
            )
        except BadCell as problem:
            raise BadRows([f"Sheet {PROJECT_SHEET}, {problem}"]) from problem

    def _take_dates(self, plan: Plan) -> None:
        try:
            start = self._settings.instant("Start", minute_of_day=DAY_START)
            plan.status_date = self._settings.instant("Status date", minute_of_day=DAY_FINISH)
        except BadCell as problem:
            raise BadRows([f"Sheet {PROJECT_SHEET}, {problem}"]) from problem
        given = [(task.actual_start, task.stored.start, task.constraint_at) for task in plan.tasks]
        plan_start = start or min((day for days in given for day in days if day), default=None)
        if plan_start is None:
            raise Damaged(
                "The list gives no date to start from. Fill in Start on the sheet “Project”, "
                "or add a column “Start” with at least one date, and import again."
            )
        plan.start = plan_start

    def _task(self, cells: Cells, count: int) -> PlanTask:
        start = cells.instant(Column.START, minute_of_day=DAY_START)
        finish = cells.instant(Column.FINISH, minute_of_day=DAY_FINISH)
        minutes, unit, estimated = self._duration(cells, start, finish)
        task = PlanTask(
            uid=cells.whole(Column.ID) or count,
            name=cells.text(Column.NAME),
            outline_level=max(cells.whole(Column.LEVEL) or 1, 1),
            kind=_kind(cells, minutes),
            wbs=cells.text(Column.WBS),
            duration_minutes=minutes,
            duration_unit=unit,
            estimated=estimated,
            constraint=cells.read(Column.CONSTRAINT, constraint_of) or Constraint.AS_SOON_AS_POSSIBLE,
            deadline=cells.instant(Column.DEADLINE, minute_of_day=DAY_FINISH),
            percent_complete=cells.number_in(Column.PERCENT_COMPLETE) or 0.0,
            actual_start=cells.instant(Column.ACTUAL_START, minute_of_day=DAY_START),
            actual_finish=cells.instant(Column.ACTUAL_FINISH, minute_of_day=DAY_FINISH),
            remaining_minutes=self._remaining(cells),
            responsible=cells.text(Column.RESPONSIBLE),
            notes=cells.text(Column.NOTES),
            stored=StoredDates(start=start, finish=finish),
        )
        self._constrain(task, cells)
        return task

    def _duration(
        self, cells: Cells, start: datetime | None, finish: datetime | None
    ) -> tuple[int, str, bool]:
        typed = cells.read(Column.DURATION, lambda text: duration_of(text, self._units))
        if typed is not None:
            return typed
        if cells.text(Column.MILESTONE).lower() in TRUE:
            return 0, "d", False
        if start and finish:
            return max(self._work.between(minutes_of(start), minutes_of(finish)), 0), "d", False
        return self._units.day, "d", True

    def _remaining(self, cells: Cells) -> int | None:
        typed = cells.read(Column.REMAINING, lambda text: duration_of(text, self._units))
        return typed[0] if typed else None

    def _constrain(self, task: PlanTask, cells: Cells) -> None:
        if task.constraint >= Constraint.MUST_START_ON:
            by_finish = task.constraint.name.startswith(("MUST_FINISH", "FINISH"))
            day = cells.instant(Column.CONSTRAINT_DATE, minute_of_day=DAY_FINISH if by_finish else DAY_START)
            if day is None:
                raise BadCell(
                    f"Row {cells.number}: {Column.CONSTRAINT} needs a date in “{Column.CONSTRAINT_DATE}”."
                )
            task.constraint_at = day
        elif self._dates_decide and task.stored.start and not task.actual_start:
            task.constraint, task.constraint_at = Constraint.START_NO_EARLIER_THAN, task.stored.start

    def _links(self, cells: Cells, task: PlanTask) -> list[PlanLink]:
        links = (
            cells.read(Column.PREDECESSORS, lambda text: list(links_of(text, task.uid, self._units))) or []
        )
        if any(link.predecessor_project for link in links):
            task.traits |= {Trait.LINKED_ABROAD}
        return [link for link in links if not link.predecessor_project]


def _kind(cells: Cells, minutes: int) -> Kind:
    if cells.text(Column.MILESTONE):
        return Kind.MILESTONE if cells.text(Column.MILESTONE).lower() in TRUE else Kind.TASK
    return Kind.TASK if minutes else Kind.MILESTONE
