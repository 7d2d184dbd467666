"""Time the page of a staff request at the whole demo city: `python -m bench.staffing [FOLDER]`.

For some people who are busy in several projects: what each answer does to this and to every other project, and the
alternatives by least harm, from the request of the page to its HTML; and the consequence of the answer that a
supervisor is typing. And the maps of capacity by person and by role, with the search for the month in which a project
of a shape could start. It takes a minute; a folder keeps the city for the next run, without one two to four more.
"""

from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from bench.city import ACCOUNT, client, measured, standing_city

PEOPLE, RUNS = 3, 4
MAPS = {
    "heat map, months": "/people/capacity/",
    "heat map, weeks": "/people/capacity/?unit=week",
    "by role and skill": "/people/capacity/by-role/",
    "by role, a shape found": "/people/capacity/by-role/?find=1&months=6&role_1=1&hours_1=80",
}


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    with standing_city():
        ask = client().get
        print(
            "| page, or person and others | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|"
        )
        for name, address in MAPS.items():
            print(f"| {name} | {measured(partial(ask, address), runs=RUNS)} |", flush=True)
        for request in _requests():
            name = f"{request.person.job_title}, {_others(request)}"
            address = f"/people/capacity/requests/{request.pk}/"
            print(f"| {name} | {measured(partial(ask, address), runs=RUNS)} |", flush=True)
            ask_above = client()
            ask_above.force_login(request.supervisor.user)
            typed = f"{address}consequences/?{_answer(request)}"
            figures = measured(partial(ask_above.get, typed), runs=RUNS)
            print(f"| {name}: the answer being typed | {figures} |", flush=True)


def _requests() -> list[Any]:
    """Ask for the people with most projects, for the next tasks of the project with most tasks."""
    from django.db.models import Count
    from django.utils import timezone

    from milepost.domain.people.models import Person
    from milepost.domain.projects.models import Project
    from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
    from milepost.domain.staffing.queries import open_tasks

    by, at = Person.objects.get(user__email=ACCOUNT), timezone.now()
    project = Project.objects.open().annotate(count=Count("tasks")).order_by("-count")[0]
    rows = open_tasks().filter(project=project, is_milestone=False, percent_complete=0)
    tasks = list(rows.select_related("dates").order_by("-dates__start")[:3])
    first = max(min(task.dates.start.date() for task in tasks), at.date())
    last = max(max(task.dates.finish.date() for task in tasks), first + timedelta(days=14))
    busy = Person.objects.filter(supervisor__user__is_active=True, organization=None, skills__isnull=False)
    busy = busy.annotate(projects=Count("assignments__task__project", distinct=True)).order_by("-projects")
    return [
        ask_for_staff(
            project,
            RequestFields(
                tasks=[task.uid for task in tasks], first=first, last=last, needed_by=at.date(),
                reason="Benchmark", person=person, share_percent=80.0, skill=person.skills.all()[0].skill,
            ),
            by=by,
            at=at,
        )
        for person in busy[:PEOPLE]
    ]  # fmt: skip


def _answer(request: Any) -> str:
    """Write the answer of half the time asked for, as the form sends it."""
    offer = request.offer
    return urlencode(
        {
            "person": offer.person_id,
            "first": offer.first,
            "last": offer.last,
            "share_percent": offer.share_percent / 2,
        }
    )


def _others(request: Any) -> int:
    from milepost.domain.staffing.queries import open_assignments

    rows = open_assignments().filter(person=request.person).exclude(task__project=request.project)
    return rows.values("task__project").distinct().count()


if __name__ == "__main__":
    main()
