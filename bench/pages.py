"""Time every page at the whole demo city, and the Gantt of 5,000 tasks: `python -m bench.pages [FOLDER]`.

Requests go through the whole of Django in this process, without a network: the server's own time. A folder keeps the
city for the next run; without one it is built anew, which takes a minute.
"""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import count, cycle
from typing import Any

from bench.city import ACCOUNT, client, measured, standing_city

TASKS = 5_000
BIG = "Benchmark of 5,000 tasks"


def main() -> None:
    """Print the tables of docs/benchmarks.md."""
    with standing_city():
        _stand_big_project()
        _pages()
        _gantt()


def _stand_big_project() -> None:
    from django.utils import timezone

    from bench.imports import plan_of
    from milepost.domain.people.models import Person
    from milepost.domain.projects.actions.importing import confirm_import, stage_import
    from milepost.domain.projects.models import Project
    from milepost.exchange.mspdi.writing import write_mspdi

    if Project.objects.filter(name=BIG).exists():
        return
    by, at = Person.objects.get(user__email=ACCOUNT), timezone.now()
    content = BytesIO(write_mspdi(plan_of(TASKS)))
    staged = stage_import(content, "big.xml", department=by.department, name=BIG, by=by, at=at)
    staged.refresh_from_db()
    confirm_import(staged, by=by, at=at)


def _pages() -> None:
    ask = client().get
    print("| page | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|")
    every = []
    for path in _paths():
        figures = measured(partial(ask, path))
        every.append(figures)
        print(f"| `{path}` | {figures} |", flush=True)
    slowest = max(figures.median for figures in every), max(figures.p95 for figures in every)
    print(f"\nslowest median {slowest[0]:.0f} ms, slowest p95 {slowest[1]:.0f} ms")


def _paths() -> Iterator[str]:
    """Give the pages people open, those of a project for the one with the most tasks in the demo city."""
    from django.db.models import Count

    from milepost.domain.projects.models import Project
    from milepost.domain.reports.models import StatusReport

    cities = Project.objects.exclude(name=BIG).annotate(size=Count("tasks"))
    project = cities.order_by("-size")[0]
    small = cities.filter(tier=Project.Tier.SMALL)[0]
    report = StatusReport.objects.published().filter(project=project)[0]
    task = project.tasks.order_by("-position")[0]
    yield from ("/", "/changes/", "/trends/", "/roadmap/", "/weekly-round/", "/my-work/", "/notifications/")
    yield from ("/search/?q=install", "/palette/", "/projects/", "/projects/?group=department&sort=status")
    yield from ("/projects/new/", "/reports/", "/reports/portfolio/", "/people/capacity/")
    yield f"/projects/{small.pk}/"
    workspace = (
        "", "charter/", "rating/", "schedule/", "schedule/quality/", "schedule/print/", "tasks/", f"tasks/{task.pk}/",
        "tasks/new/", "baselines/", "baselines/1/", "risks/", "risks/new/", "issues/", "discussion/", "reports/",
        "history/", "settings/",
        "risk-analysis/", "risk-analysis/details/", "comparison/", "money/", "money/indexes/", "money/budget/",
        "money/expenditures/",
    )  # fmt: skip
    yield from (f"/projects/{project.pk}/{tab}" for tab in workspace)
    yield from ("/projects/schedule/", "/projects/risks/", "/projects/issues/", "/imports/", "/views/")
    yield from (f"/reports/{report.pk}/", "/people/", f"/people/{project.manager_id}/")
    yield from ("/settings/", "/settings/units/", "/settings/calendars/", "/settings/calendars/1/")
    yield from ("/settings/roles/", "/settings/rules/", "/settings/audit/")


def _gantt() -> None:
    from django.core.cache import cache

    from milepost.domain.projects.models import Project

    project = Project.objects.get(name=BIG)
    browser = client()
    document = f"/projects/{project.pk}/schedule/document/"
    leaves = list(project.tasks.filter(children=None).order_by("position"))
    task, rows = leaves[TASKS // 2], leaves[1_000:1_500]
    shifts, durations, names = cycle([5, -5]), cycle(["40d", "3d"]), count()
    print("\n| of 5,000 tasks | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|")

    def cold() -> Any:
        cache.clear()
        return browser.get(document)

    def sent(*commands: dict[str, Any]) -> Any:
        revision = Project.objects.values_list("revision", flat=True).get(pk=project.pk)
        body = {"revision": revision, "commands": commands}
        return browser.post(f"/projects/{project.pk}/schedule/edits/", body, content_type="application/json")

    def shift() -> Any:
        return sent({"do": "shift", "tasks": [task.pk], "days": next(shifts)})

    def lengthen() -> Any:
        return sent({"do": "set", "task": task.pk, "values": {"duration": next(durations)}})

    def rename() -> Any:
        return sent({"do": "set", "task": task.pk, "values": {"name": f"Task {next(names)}"}})

    def paste() -> Any:
        values = {"name": f"Row {next(names)}", "duration": next(durations)}
        return sent(*({"do": "set", "task": row.pk, "values": values} for row in rows))

    print(f"| document, made anew | {measured(cold, runs=5)} |")
    print(f"| document, kept for its revision | {measured(lambda: browser.get(document))} |")
    print(f"| a task moved by a week, to the answer | {measured(shift, runs=6)} |")
    print(f"| a duration that moves the finish, to the answer | {measured(lengthen, runs=6)} |")
    print(f"| a name, to the answer | {measured(rename, runs=6)} |")
    print(f"| 500 rows pasted, to the answer | {measured(paste, runs=6)} |")


if __name__ == "__main__":
    main()
