"""Several projects as one Gantt document: each below a row of its own, tied by the links between them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from milepost.domain.projects.calculations.gantt_columns import Columns, external_texts
from milepost.domain.projects.calculations.gantt_document import Document, gantt_document, units_of
from milepost.domain.projects.calculations.gantt_rows import external_rows
from milepost.domain.projects.calculations.working_time import WorkingTime, working_times
from milepost.domain.projects.models import Link, Project, ProjectDates
from milepost.domain.projects.queries import baselines_of
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import LagUnit, LinkType
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import duration_text, lag_text


def joined_document(
    projects: Sequence[Project], *, as_of: date, editable: Collection[int], named: Collection[int]
) -> Document:
    """Lay several projects out in one document; a project's row bears its id below zero.

    Tasks may be edited in the projects of `editable`; of projects beyond, those in `named` are named.
    """
    baselines, times = baselines_of(projects), working_times(projects)
    tasks: Columns = {}
    links: Columns = {}
    facts: list[dict[str, Any]] = []
    for project in projects:
        baseline = baselines[project.pk].current if project.pk in baselines else None
        document = gantt_document(
            project, as_of=as_of, baseline=baseline, is_editable=project.pk in editable, named=named
        )
        offset, link_offset = len(tasks.get("id", ())), len(links.get("type", ()))
        _append(tasks, _below(project, document["tasks"], times[project.pk], offset, link_offset))
        _append(links, _placed(document["links"], offset + 1))
        facts.append(document["project"])
    _tie(projects, tasks, links, named=named)
    return {
        "revision": sum(project.revision for project in projects),
        "project": _whole(facts),
        "calendar": document["calendar"],
        "tasks": tasks,
        "links": links,
    }


def _below(project: Project, tasks: Columns, time: WorkingTime, offset: int, link_offset: int) -> Columns:
    """Put a project's tasks below a row for the project itself."""
    row = _row(project, tasks, time)
    joined = {name: [row.get(name, _nothing(name)), *column] for name, column in tasks.items()}
    moved = offset + 1
    joined["parent"] = [-1, *(offset if parent < 0 else parent + moved for parent in tasks["parent"])]
    joined["phase"] = [offset, *(phase + moved for phase in tasks["phase"])]
    joined["level"] = [1, *(level + 1 for level in tasks["level"])]
    joined["wbs"] = [project.number, *(f"{project.number} {wbs}" for wbs in tasks["wbs"])]
    joined["driver"] = [-1, *(-1 if driver < 0 else driver + link_offset for driver in tasks["driver"])]
    return joined


def _row(project: Project, tasks: Columns, time: WorkingTime) -> dict[str, Any]:
    dates = ProjectDates.objects.filter(project=project).first()
    if dates is None:
        return {"id": -project.pk, "name": f"{project.number} {project.name}", "kind": "summary"}
    spanned = time.minutes(dates.start, dates.finish)
    kept = [instant for instant in tasks["baseline_start"] if instant is not None]
    ended = [instant for instant in tasks["baseline_finish"] if instant is not None]
    return {
        "id": -project.pk,
        "name": f"{project.number} {project.name}",
        "kind": "summary",
        "start": minutes_of(dates.start),
        "finish": minutes_of(dates.finish),
        "duration": spanned,
        "duration_text": duration_text(spanned, "d", units_of(project)),
        "percent": round(dates.percent_complete),
        "status": "done" if dates.percent_complete >= 100 else "in progress",
        "total_slack": dates.least_slack,
        "responsible": project.manager.name if project.manager else "",
        "baseline_start": min(kept, default=None),
        "baseline_finish": max(ended, default=None),
    }


WORDS = frozenset(
    {
        "uid",
        "duration_text",
        "remaining_text",
        "responsible",
        "assigned",
        "constraint",
        "calendar",
        "predecessors",
        "successors",
        "abroad",
    }
)
COUNTS = frozenset({"percent", "critical", "priority", "notes", "manual", "inactive", "editable"})


def _nothing(name: str) -> Any:
    """Give what a project's row shows in a column that only tasks have."""
    if name == "status":
        return "not started"
    return "" if name in WORDS else 0 if name in COUNTS else None


def _append(columns: Columns, more: Mapping[str, list[Any]]) -> None:
    for name, values in more.items():
        columns.setdefault(name, []).extend(values)


def _placed(links: Columns, offset: int) -> Columns:
    ends = {name: [place + offset for place in links[name]] for name in ("predecessor", "successor")}
    return {**links, **ends}


def _tie(projects: Sequence[Project], tasks: Columns, links: Columns, *, named: Collection[int]) -> None:
    """Draw the links between the projects, and leave in words those that come from beyond them."""
    place = {pk: index for index, pk in enumerate(tasks["id"])}
    known = {project.pk: project for project in projects}
    between = Link.objects.filter(is_external=True, project__in=known, predecessor__project__in=known)
    rows = between.order_by("pk").values_list(
        "pk", "predecessor_id", "successor_id", "type", "lag", "lag_unit", "lag_shown_in", "project_id",
        "successor__dates__driver_id",
    )  # fmt: skip
    for pk, predecessor, successor, kind, lag, unit, shown_in, project_id, driver in rows:
        link = PlanLink(0, 0, LinkType(kind), lag, LagUnit(unit), shown_in)
        if pk == driver:
            tasks["driver"][place[successor]] = len(links["type"])
        links["predecessor"].append(place[predecessor])
        links["successor"].append(place[successor])
        links["type"].append(kind)
        links["lag_text"].append(lag_text(link, units_of(known[project_id])))
        links["driving"].append(int(pk == driver))
    for project in projects:
        beyond = [row for row in external_rows(project) if row.project_id not in known]
        _, notes = external_texts(beyond, named, units_of(project))
        for successor in {row.successor for row in external_rows(project)}:
            tasks["abroad"][place[successor]] = notes.get(successor, "")


def _whole(facts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    finishes = [one["finish"] for one in facts if one["finish"] is not None]
    return {
        "id": 0,
        "number": "",
        "name": f"{len(facts)} projects" if len(facts) > 1 else facts[0]["name"],
        "start": min(one["start"] for one in facts),
        "finish": max(finishes, default=None),
        "status_date": None,
        "today": facts[0]["today"],
        "minutes_per_day": facts[0]["minutes_per_day"],
    }
