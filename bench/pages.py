"""Time every page at the whole demo city, and the Gantt of 5,000 tasks: `python -m bench.pages [FOLDER]`.

Requests go through the whole of Django in this process, without a network: the server's own time. A folder keeps the
city for the next run; without one it is built anew, which takes a minute.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import count, cycle
from typing import Any, NamedTuple

ROUNDS, RUNS = 3, 20
TASKS = 5_000
ACCOUNT = "pm@demo.example"
BIG = "Benchmark of 5,000 tasks"


class Figures(NamedTuple):
    """What one address costs: milliseconds by the clock and of the processor, and queries to the database."""

    median: float
    p95: float
    processor: float
    queries: int

    def __str__(self) -> str:
        return f"{self.median:.0f} | {self.p95:.0f} | {self.processor:.0f} | {self.queries}"


def main() -> None:
    """Print the tables of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["MILEPOST_HOME"] = sys.argv[1] if len(sys.argv) > 1 else scratch
        os.environ["JOBS_IMMEDIATE"] = "true"
        os.environ["DJANGO_SETTINGS_MODULE"] = "milepost.config.settings"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        _stand_a_city()
        _pages()
        _gantt()


def _stand_a_city() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from milepost.config.warming import warm
    from milepost.demo.building import build_city
    from milepost.domain.people.models import City, Person, RoleAssignment
    from milepost.domain.people.roles import Role
    from milepost.domain.projects.models import Project

    warm()
    call_command("migrate", verbosity=0)
    if not City.objects.exists():
        build_city(as_of=timezone.localdate())
    person = Person.objects.get(user__email=ACCOUNT)
    for role in (Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER, Role.RECORDS_OFFICER):
        RoleAssignment.objects.get_or_create(person=person, role=role, department=None)
    if not Project.objects.filter(name=BIG).exists():
        _import_big_project()


def _import_big_project() -> None:
    from django.utils import timezone

    from bench.imports import plan_of
    from milepost.domain.people.models import Person
    from milepost.domain.projects.actions.importing import confirm_import, stage_import
    from milepost.exchange.mspdi.writing import write_mspdi

    by, at = Person.objects.get(user__email=ACCOUNT), timezone.now()
    content = BytesIO(write_mspdi(plan_of(TASKS)))
    staged = stage_import(content, "big.xml", department=by.department, name=BIG, by=by, at=at)
    staged.refresh_from_db()
    confirm_import(staged, by=by, at=at)


def _pages() -> None:
    ask = _client().get
    print("| page | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|")
    every = []
    for path in _paths():
        figures = _measured(partial(ask, path))
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
    yield from ("/", "/weekly-round/", "/projects/", "/projects/new/", "/reports/", "/reports/portfolio/")
    yield f"/projects/{small.pk}/"
    workspace = (
        "", "charter/", "rating/", "schedule/", "schedule/?view=table", f"tasks/{task.pk}/", "tasks/new/",
        "baselines/", "baselines/1/", "risks/", "reports/", "history/", "settings/",
    )  # fmt: skip
    yield from (f"/projects/{project.pk}/{tab}" for tab in workspace)
    yield from (f"/reports/{report.pk}/", "/imports/", "/people/", f"/people/{project.manager_id}/")
    yield from ("/settings/", "/settings/units/", "/settings/calendars/", "/settings/calendars/1/")
    yield from ("/settings/roles/", "/settings/rules/", "/settings/audit/")


def _gantt() -> None:
    from django.core.cache import cache

    from milepost.domain.projects.models import Project

    project = Project.objects.get(name=BIG)
    client = _client()
    document = f"/projects/{project.pk}/schedule/document/"
    leaves = list(project.tasks.filter(children=None).order_by("position"))
    task, rows = leaves[TASKS // 2], leaves[1_000:1_500]
    shifts, durations, names = cycle([5, -5]), cycle(["40d", "3d"]), count()
    print("\n| of 5,000 tasks | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|")

    def cold() -> Any:
        cache.clear()
        return client.get(document)

    def sent(*commands: dict[str, Any]) -> Any:
        revision = Project.objects.values_list("revision", flat=True).get(pk=project.pk)
        body = {"revision": revision, "commands": commands}
        return client.post(f"/projects/{project.pk}/schedule/edits/", body, content_type="application/json")

    def shift() -> Any:
        return sent({"do": "shift", "tasks": [task.pk], "days": next(shifts)})

    def lengthen() -> Any:
        return sent({"do": "set", "task": task.pk, "values": {"duration": next(durations)}})

    def rename() -> Any:
        return sent({"do": "set", "task": task.pk, "values": {"name": f"Task {next(names)}"}})

    def paste() -> Any:
        values = {"name": f"Row {next(names)}", "duration": next(durations)}
        return sent(*({"do": "set", "task": row.pk, "values": values} for row in rows))

    print(f"| document, made anew | {_measured(cold, runs=5)} |")
    print(f"| document, kept for its revision | {_measured(lambda: client.get(document))} |")
    print(f"| a task moved by a week, to the answer | {_measured(shift, runs=6)} |")
    print(f"| a duration that moves the finish, to the answer | {_measured(lengthen, runs=6)} |")
    print(f"| a name, to the answer | {_measured(rename, runs=6)} |")
    print(f"| 500 rows pasted, to the answer | {_measured(paste, runs=6)} |")


def _client() -> Any:
    from django.test import Client

    from milepost.domain.common.models import User

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(User.objects.get(email=ACCOUNT))
    return client


def _measured(ask: Callable[[], Any], *, runs: int = RUNS) -> Figures:
    """Ask in several rounds, after once that is not counted, and keep the quickest round."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    count = len(queries)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {answer.content[:300]!r}")
    return min(_round(ask, runs) for _ in range(ROUNDS))._replace(queries=count)


def _round(ask: Callable[[], Any], runs: int) -> Figures:
    clock, processor = [], []
    for _ in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        ask()
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return Figures(
        statistics.median(clock), statistics.quantiles(clock, n=20)[-1], statistics.median(processor), 0
    )


if __name__ == "__main__":
    main()
