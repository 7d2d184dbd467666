"""A project's schedule as one document of columns, which the Gantt draws and nothing else computes from."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from milepost.domain.common.fields import minutes_in
from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.projects.calculations.clocks import split_parts
from milepost.domain.projects.calculations.gantt_columns import (
    Columns,
    Setting,
    decided_columns,
    derived_columns,
    external_texts,
    link_columns,
    link_texts,
    outline_columns,
)
from milepost.domain.projects.calculations.gantt_rows import (
    MOST_NAMED,
    LinkRow,
    TaskRow,
    driver_keys,
    external_rows,
    link_keys,
    link_rows,
    task_rows,
)
from milepost.domain.projects.calculations.teams import team_texts
from milepost.domain.projects.calculations.working_time import working_time_of
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Baseline, BaselineTask, Project, ProjectDates, Task
from milepost.engine.calendar.pattern import Calendar
from milepost.engine.instants import minutes_of
from milepost.exchange.sheets.typed import Units

Document = dict[str, Any]
FORM = 8
"""Raise it when the document's form changes, so that kept ones are not served."""


def units_of(project: Project) -> Units:
    """Give how many minutes a typed day, week and month of a project hold."""
    return Units(project.minutes_per_day, project.minutes_per_week, project.days_per_month)


def gantt_document(
    project: Project,
    *,
    as_of: date,
    baseline: Baseline | None,
    is_editable: bool,
    named: Collection[int] = (),
) -> Document:
    """Lay out a project's tasks and links in columns, beside the dates that one baseline kept of them.

    Of the other projects that it waits for, only those in `named` are named.
    """
    rows, links = task_rows(project), link_rows(project)
    index = {row.pk: place for place, row in enumerate(rows)}
    summaries = {row.parent for row in rows if row.parent is not None}
    setting = _setting(project, [link.pk for link in links], summaries, as_of=as_of, is_editable=is_editable)
    drivers = {row.driver for row in rows if row.driver}
    return {
        "revision": project.revision,
        "project": _project_facts(project, as_of),
        "calendar": _calendar_facts(project),
        "tasks": {
            **derived_columns(rows, setting),
            **decided_columns(rows, setting),
            **outline_columns(rows, index),
            **_link_text_columns(project, rows, links, {row.pk: row.uid for row in rows}, named),
            "assigned": _teams(project, rows),
            **_baseline_columns(rows, baseline),
        },
        "links": link_columns(links, index, drivers, setting.units),
    }


def document_key(
    project: Project,
    *,
    revision: int,
    as_of: date,
    baseline: Baseline | None,
    is_editable: bool,
    named: Collection[int] = (),
) -> str:
    """Give what a document is known by, at a revision: it is the same while this is."""
    parts = (
        FORM, project.pk, revision, project.number, project.name, project.status_date,
        baseline and baseline.pk, is_editable, tuple(named), as_of,
    )  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()[:32]


def gantt_changes(
    project: Project,
    *,
    edited: Collection[int],
    recalculated: Collection[int],
    as_of: date,
    is_editable: bool,
    has_other_links: bool,
    named: Collection[int] = (),
) -> Document:
    """Give what an edit changed while the outline stood: the columns that may differ, and other links whole."""
    rows = task_rows(project, ids={*edited, *recalculated})
    own = [row for row in rows if row.pk in edited]
    children = Task.objects.filter(project=project, parent__isnull=False).order_by()
    summaries = set(children.values_list("parent_id", flat=True).distinct())
    links = link_rows(project) if has_other_links else []
    places = [link.pk for link in links] if links else link_keys(project) if rows else []
    ids = [row.pk for row in rows]
    setting = _setting(project, places, summaries, as_of=as_of, is_editable=is_editable, ids=ids)
    found: Document = {
        "project": _project_facts(project, as_of),
        "changed": derived_columns(rows, setting),
        "edited": {
            "id": [row.pk for row in own],
            **decided_columns(own, setting),
            "assigned": _teams(project, own, ids=edited),
        },
    }
    if has_other_links:
        uids = dict(Task.objects.filter(project=project).order_by("position").values_list("pk", "uid"))
        index = {pk: place for place, pk in enumerate(uids)}
        found["edited"] |= _link_text_columns(project, own, links, uids, named)
        # Which of them drive shows in the tasks' own column, where any may stand at another place now.
        found["links"] = link_columns(links, index, (), setting.units)
        found["drivers"] = [setting.link_places.get(pk, -1) if pk else -1 for pk in driver_keys(project)]
    return found


def with_changes(document: Document, changes: Document, *, revision: int) -> Document:
    """Bring a document of the revision before an edit up to what the edit changed; the document itself is used up."""
    tasks = document["tasks"]
    places = {pk: place for place, pk in enumerate(tasks["id"])}
    for columns in (changes["changed"], changes["edited"]):
        for name, values in columns.items():
            column = tasks[name]
            for pk, value in zip(columns["id"], values, strict=True):
                column[places[pk]] = value
    tasks["driver"] = changes.get("drivers", tasks["driver"])
    links = changes["links"] if "links" in changes else document["links"]
    driving = set(tasks["driver"])
    links["driving"] = [int(place in driving) for place in range(len(links["type"]))]
    return document | {"revision": revision, "project": changes["project"], "links": links}


def _setting(
    project: Project,
    links: Sequence[int],
    summaries: set[int],
    *,
    as_of: date,
    is_editable: bool,
    ids: Collection[int] | None = None,
) -> Setting:
    return Setting(
        units=units_of(project),
        working_time=working_time_of(project),
        as_of=as_of,
        is_editable=is_editable,
        summaries=summaries,
        link_places={pk: place for place, pk in enumerate(links)},
        parts=split_parts(project, ids),
    )


def _link_text_columns(
    project: Project,
    rows: Sequence[TaskRow],
    links: Sequence[LinkRow],
    uids: dict[int, int],
    named: Collection[int],
) -> Columns:
    units = units_of(project)
    before, after = link_texts(links, uids, units)
    abroad, notes = external_texts(external_rows(project), named, units)
    return {
        "predecessors": ["; ".join(filter(None, (before.get(row.pk), abroad.get(row.pk)))) for row in rows],
        "abroad": [notes.get(row.pk, "") for row in rows],
        "successors": [after.get(row.pk, "") for row in rows],
    }


def _teams(project: Project, rows: Sequence[TaskRow], *, ids: Collection[int] | None = None) -> list[str]:
    named = ids if ids is not None and len(ids) <= MOST_NAMED else None
    texts = team_texts(project, units_of(project), ids=named)
    return [texts.get(row.pk, "") for row in rows]


def _baseline_columns(rows: Sequence[TaskRow], baseline: Baseline | None) -> Columns:
    tasks = BaselineTask.objects.filter(baseline=baseline) if baseline else BaselineTask.objects.none()
    kept = {
        uid: (start, finish)
        for uid, start, finish in tasks.values_list("uid", minutes_in("start"), minutes_in("finish"))
    }
    return {
        "baseline_start": [kept.get(row.uid, (None, None))[0] for row in rows],
        "baseline_finish": [kept.get(row.uid, (None, None))[1] for row in rows],
    }


def _project_facts(project: Project, as_of: date) -> dict[str, Any]:
    dates = ProjectDates.objects.filter(project=project).first()
    return {
        "id": project.pk,
        "number": project.number,
        "name": project.name,
        "start": minutes_of(project.start),
        "finish": minutes_of(dates.finish) if dates else None,
        "status_date": minutes_of(project.status_date) if project.status_date else None,
        "today": minutes_of(datetime.combine(as_of, time())),
        "minutes_per_day": project.minutes_per_day,
    }


def _calendar_facts(project: Project) -> dict[str, Any]:
    calendar: Calendar = engine_calendar(project.calendar, years=years_of(project))
    return {
        "week": calendar.week,
        "exceptions": [(found.first, found.last, found.shifts) for found in calendar.exceptions],
    }
