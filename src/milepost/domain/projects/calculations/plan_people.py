"""Who does what, as a file's resources and assignments."""

from milepost.exchange.plan import Plan, PlanAssignment, PlanResource


def with_people(plan: Plan, kept: Plan | None) -> None:
    """Assign each task's responsible person; the assignments of the file it came from stay while it names the same."""
    plan.resources = list(kept.resources) if kept else []
    standing = _assignments(kept)
    by_name = {name.lower(): found for found in plan.resources for name in (found.name, found.email) if name}
    for task in plan.tasks:
        if not task.responsible:
            continue
        resource = by_name.get(task.responsible.lower())
        if resource is None:
            uid = max((found.uid for found in plan.resources), default=0) + 1
            resource = by_name[task.responsible.lower()] = PlanResource(uid, task.responsible)
            plan.resources.append(resource)
        own = standing.get(task.uid, [])
        is_same = own and own[0].resource_uid == resource.uid
        plan.assignments += own if is_same else [PlanAssignment(task.uid, resource.uid)]


def _assignments(kept: Plan | None) -> dict[int, list[PlanAssignment]]:
    found: dict[int, list[PlanAssignment]] = {}
    for assignment in kept.assignments if kept else ():
        found.setdefault(assignment.task_uid, []).append(assignment)
    return found
