"""What an import would do, told before it is done."""

from collections.abc import Iterable
from typing import Any

from milepost.domain.common.recording import values_of
from milepost.domain.people.calculations.openings import equipment_named
from milepost.domain.projects.calculations.contradicting import contradiction_sentences
from milepost.domain.projects.calculations.plan_matching import (
    Ends,
    Matched,
    links_by_ends,
    match_tasks,
    values_of_link,
    values_of_task,
)
from milepost.domain.projects.calculations.plan_people import is_assigned
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.wording import counted
from milepost.engine.instants import datetime_of
from milepost.engine.network.model import Network
from milepost.engine.schedule import Schedule, schedule
from milepost.exchange.comparison import Difference, compare
from milepost.exchange.network import project_network_of
from milepost.exchange.plan import Kind, Notice, Plan

MOST_ROWS = 500
_SHOWN = [
    "name",
    "is_milestone",
    "duration_minutes",
    "type",
    "is_effort_driven",
    "ignores_people",
    "constraint",
    "constraint_at",
    "pauses",
    "deadline",
    "percent_complete",
    "actual_start",
    "actual_finish",
    "remaining_minutes",
    "manual_start",
    "manual_finish",
    "leveling_delay_minutes",
    "is_active",
    "priority",
    "notes",
]
Rows = dict[str, Any]


def preview_of(plan: Plan, project: Project | None) -> dict[str, Any]:
    """Tell what would be created, changed and removed, what will not survive, and which dates differ and why.

    Raises `ScheduleError` when no schedule follows from the file, such as for a loop of links.
    """
    network = project_network_of(plan)
    result = schedule(network)
    matched = match_tasks(plan, project)
    return {
        "name": plan.name,
        "format": plan.source_format,
        "revision": project.revision if project else None,
        "start": _first(result),
        "finish": _last(result),
        "counts": _counts(plan),
        "created": cut(
            {"uid": task.uid, "name": task.name} for task in plan.tasks if task.uid not in matched.rows
        ),
        "changed": cut(_changed(plan, network, matched)),
        "removed": cut({"uid": task.uid, "name": task.name} for task in matched.gone),
        "links": _link_counts(plan, project, matched),
        "notices": cut(
            {"where": notice.where, "message": notice.message}
            for notice in [*plan.notices, *_by_people(network), *_left_in_file(plan)]
        ),
        "differences": cut(_difference(difference) for difference in compare(plan, network, result)),
        "contradictions": contradiction_sentences(network, result.contradictions),
    }


def cut(rows: Iterable[Rows]) -> dict[str, Any]:
    """Keep the first rows for the page, and the count of all."""
    listed = list(rows)
    return {"count": len(listed), "rows": listed[:MOST_ROWS]}


def _left_in_file(plan: Plan) -> Iterable[Notice]:
    """Tell what the readers understand and the rows do not hold."""
    catalog = equipment_named(resource.name for resource in plan.resources)
    if catalog:
        names = ", ".join(sorted(one.name for one in catalog.values()))
        yield Notice(
            f"Found in the catalog of equipment and rooms, and booked by their tasks: {names}.", "Resource"
        )
    taken = {resource.uid for resource in plan.resources if is_assigned(resource, catalog)}
    kept = [one for one in plan.assignments if one.resource_uid not in taken]
    if kept:
        yield Notice(
            f"{counted(len(kept), 'assignment')} of material and cost: kept in the file, and returned when "
            "the plan is written back.",
            "Assignment",
        )


def _by_people(network: Network) -> Iterable[Notice]:
    count = sum(task.people_calendar is not None for task in network.tasks)
    if count:
        yield Notice(
            f"Scheduled by the calendars of those assigned: {counted(count, 'task')}, and so they are in Milepost. "
            "Whoever is found in the directory works on the calendar and with the absences kept there.",
            "Resource.CalendarUID",
        )


def _difference(difference: Difference) -> Rows:
    """Tell a task's dates in the file, its recalculated dates, and why they differ."""
    stored, computed = difference.stored, difference.computed
    return {
        "uid": difference.uid,
        "name": difference.name,
        "start_in_file": stored.start.isoformat() if stored.start else None,
        "finish_in_file": stored.finish.isoformat() if stored.finish else None,
        "start": computed.start.isoformat() if computed.start else None,
        "finish": computed.finish.isoformat() if computed.finish else None,
        "why": difference.sentence,
    }


def _first(result: Schedule) -> str | None:
    return datetime_of(int(result.start.min())).isoformat() if len(result.start) else None


def _last(result: Schedule) -> str | None:
    return datetime_of(int(result.finish.max())).isoformat() if len(result.finish) else None


def _counts(plan: Plan) -> dict[str, int]:
    kinds = [task.kind for task in plan.tasks]
    return {
        "tasks": kinds.count(Kind.TASK),
        "summaries": kinds.count(Kind.SUMMARY),
        "milestones": kinds.count(Kind.MILESTONE),
        "links": len(plan.links),
        "calendars": len(plan.calendars),
        "resources": len(plan.resources),
        "assignments": len(plan.assignments),
        "baselines": len({baseline.number for task in plan.tasks for baseline in task.baselines}),
    }


def _changed(plan: Plan, network: Network, matched: Matched) -> Iterable[Rows]:
    for place, task in enumerate(plan.tasks):
        row = matched.rows.get(task.uid)
        if row is None:
            continue
        after = Task(**values_of_task(task, place, network.tasks[place].pauses))
        before_values, after_values = values_of(row, _SHOWN), values_of(after, _SHOWN)
        fields = [
            {
                "field": str(Task._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
                "before": was,
                "after": after_values[name],
            }
            for name, was in before_values.items()
            if was != after_values[name]
        ]
        if fields:
            yield {"uid": row.uid, "name": row.name, "fields": fields}


def _link_counts(plan: Plan, project: Project | None, matched: Matched) -> dict[str, int]:
    """Count links to create, change and remove; a link to a new task is always a new one."""
    standing = links_by_ends(project)
    wanted: dict[Ends, dict[str, Any]] = {}
    created = 0
    for link in plan.links:
        predecessor, successor = matched.rows.get(link.predecessor_uid), matched.rows.get(link.successor_uid)
        ends = (predecessor.pk, successor.pk, int(link.type)) if predecessor and successor else None
        if ends is None or ends not in standing:
            created += 1
        else:
            wanted[ends] = values_of_link(link)
    from_file = {row.pk for row in [*matched.rows.values(), *matched.gone]}
    changed = [ends for ends, values in wanted.items() if values_of(standing[ends], values) != values]
    removed = [ends for ends in standing if ends not in wanted and from_file.issuperset(ends[:2])]
    return {"created": created, "changed": len(changed), "removed": len(removed)}
