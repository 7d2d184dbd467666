"""Rows of the schedule laid in the columns of the Gantt's document."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from milepost.domain.projects.calculations.gantt_rows import ExternalRow, LinkRow, TaskRow
from milepost.domain.projects.calculations.outline import outline_numbers
from milepost.domain.projects.calculations.scheduling import ANOTHER_PROJECT
from milepost.domain.projects.calculations.working_time import WorkingTime
from milepost.engine.instants import datetime_of, minutes_of, us_date
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import (
    CONSTRAINT_NAMES,
    LINK_CODES,
    Units,
    duration_text,
    lag_text,
    link_text,
)

Column = list[Any]
Columns = dict[str, Column]
_CONSTRAINTS = {kind.value: CONSTRAINT_NAMES[kind] if kind else "" for kind in Constraint}
_CODES = {kind.value: code for kind, code in LINK_CODES.items()}
PLAIN = LinkType.FINISH_TO_START.value


@dataclass(frozen=True, slots=True)
class Setting:
    """What the columns of every task rest on."""

    units: Units
    working_time: WorkingTime
    as_of: date
    is_editable: bool
    summaries: Collection[int]
    """Keys of the tasks that hold others."""
    link_places: Mapping[int, int]
    """Index of each link in the document, by its key."""
    parts: Mapping[int, Sequence[tuple[int, int]]]
    """From when to when an interrupted task is worked on, by its key."""


def derived_columns(rows: Sequence[TaskRow], setting: Setting) -> Columns:
    """Give the columns that a recalculation may change."""
    durations = [_duration(row, setting) for row in rows]
    today = minutes_of(datetime.combine(setting.as_of, time()))
    return {
        "id": [row.pk for row in rows],
        "start": [row.start for row in rows],
        "finish": [row.finish for row in rows],
        "parts": [_parts(row, setting) for row in rows],
        "duration": [minutes for minutes, _ in durations],
        "duration_text": [text for _, text in durations],
        "percent": [round(row.percent or 0) for row in rows],
        "status": [_status(row, today) for row in rows],
        "critical": [int(bool(row.is_critical)) for row in rows],
        "total_slack": [row.total_slack for row in rows],
        "free_slack": [row.free_slack for row in rows],
        "early_start": [row.early_start for row in rows],
        "early_finish": [row.early_finish for row in rows],
        "late_start": [row.late_start for row in rows],
        "late_finish": [row.late_finish for row in rows],
        "driver": [setting.link_places.get(row.driver, -1) if row.driver else -1 for row in rows],
    }


def decided_columns(rows: Sequence[TaskRow], setting: Setting) -> Columns:
    """Give the columns that only an edit of the task itself changes."""
    return {
        "name": [row.name for row in rows],
        "kind": [_kind(row, setting) for row in rows],
        "remaining_text": [_remaining(row, setting.units) for row in rows],
        "deadline": [row.deadline for row in rows],
        "actual_start": [row.actual_start for row in rows],
        "actual_finish": [row.actual_finish for row in rows],
        "responsible": [row.responsible or row.responsible_name for row in rows],
        "constraint": [_CONSTRAINTS[row.constraint] for row in rows],
        "constraint_at": [row.constraint_at for row in rows],
        "calendar": [row.calendar or "" for row in rows],
        "priority": [row.priority for row in rows],
        "notes": [int(row.has_notes) for row in rows],
        "inactive": [int(not row.is_active) for row in rows],
        "manual": [int(row.manual_start is not None) for row in rows],
        "editable": [
            int(
                setting.is_editable
                and row.pk not in setting.summaries
                and row.is_active
                and row.actual_finish is None
            )
            for row in rows
        ],
    }


def link_columns(
    links: Iterable[LinkRow], index: Mapping[int, int], drivers: Collection[int], units: Units
) -> Columns:
    """Lay links in columns; tasks stand by their index."""
    links = list(links)
    return {
        "predecessor": [index[link.predecessor] for link in links],
        "successor": [index[link.successor] for link in links],
        "type": [link.type for link in links],
        "lag_text": [_lag(link, units) if link.lag else "" for link in links],
        "driving": [int(link.pk in drivers) for link in links],
    }


def link_texts(
    links: Iterable[LinkRow], uids: Mapping[int, int], units: Units
) -> tuple[dict[int, str], dict[int, str]]:
    """Write the predecessors and the successors of tasks as they are typed, by key."""
    before: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    for link in links:
        terms = "" if link.type == PLAIN and not link.lag else _CODES[link.type] + _lag(link, units)
        before.setdefault(link.successor, []).append(f"{uids[link.predecessor]}{terms}")
        after.setdefault(link.predecessor, []).append(f"{uids[link.successor]}{terms}")
    return _joined(before), _joined(after)


def external_texts(
    externals: Iterable[ExternalRow], named: Collection[int], units: Units
) -> tuple[dict[int, str], dict[int, str]]:
    """Write the predecessors in other projects as they are typed, and as a note with their finish.

    Those in projects that are not to be named stand in the note alone, without a name.
    """
    typed: dict[int, list[str]] = {}
    notes: dict[int, list[str]] = {}
    for one in externals:
        is_named = one.project_id in named
        if is_named:
            link = PlanLink(
                one.uid,
                0,
                LinkType(one.type),
                one.lag,
                LagUnit(one.unit),
                one.shown_in,
                predecessor_project=one.number,
            )
            typed.setdefault(one.successor, []).append(link_text(link, units))
        whose = f"“{one.name}” of {one.number}" if is_named else f"a task of {ANOTHER_PROJECT}"
        finish = "" if one.finish is None else f", which finishes {us_date(one.finish)}"
        notes.setdefault(one.successor, []).append(f"waits for {whose}{finish}")
    return _joined(typed), _joined(notes)


def outline_columns(rows: Sequence[TaskRow], index: Mapping[int, int]) -> Columns:
    """Number the outline as in 2.1.3, with the level of each task from 1 and the row of its phase.

    Phases are the rows of the first level, or of the second below a single row that holds the whole project.
    """
    parents = [-1 if row.parent is None else index[row.parent] for row in rows]
    levels, numbers = outline_numbers(parents)
    phases: list[int] = []
    has_whole = parents.count(-1) == 1
    for place, parent in enumerate(parents):
        is_phase = parent < 0 or (has_whole and parents[parent] < 0)
        phases.append(place if is_phase else phases[parent])
    return {
        "uid": [row.uid for row in rows],
        "parent": parents,
        "level": levels,
        "wbs": numbers,
        "phase": phases,
    }


def _joined(found: Mapping[int, list[str]]) -> dict[int, str]:
    return {key: "; ".join(texts) for key, texts in found.items()}


def _lag(link: LinkRow, units: Units) -> str:
    return lag_text(
        PlanLink(0, 0, lag=link.lag, lag_unit=LagUnit(link.unit), lag_shown_in=link.shown_in), units
    )


def _parts(row: TaskRow, setting: Setting) -> list[int] | None:
    parts = setting.parts.get(row.pk, ())
    return [instant for part in parts for instant in part] if len(parts) > 1 else None


def _duration(row: TaskRow, setting: Setting) -> tuple[int | None, str]:
    """Give a task's duration and how it reads; a summary lasts the working time from its start to its finish."""
    if row.pk not in setting.summaries:
        return row.duration, duration_text(row.duration, row.unit, setting.units, estimated=row.is_estimated)
    if row.start is None or row.finish is None:
        return None, ""
    spanned = setting.working_time.minutes(datetime_of(row.start), datetime_of(row.finish))
    return spanned, duration_text(spanned, "d", setting.units)


def _remaining(row: TaskRow, units: Units) -> str:
    return "" if row.remaining is None else duration_text(row.remaining, row.unit, units)


def _kind(row: TaskRow, setting: Setting) -> str:
    return "summary" if row.pk in setting.summaries else "milestone" if row.is_milestone else "task"


def _status(row: TaskRow, today: int) -> str:
    """Say done, in progress, late or not started; late is what should have finished, or started, before today."""
    if (row.percent or 0) >= 100:
        return "done"
    is_started = bool(row.percent) or row.actual_start is not None
    due = row.finish if is_started else row.start
    if due is not None and due < today and row.is_active:
        return "late"
    return "in progress" if is_started else "not started"
