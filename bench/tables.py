"""Time the shared table with 100,000 rows, a page of 100 at a time: `python -m bench.tables [FOLDER]`.

Beside the demo city stand 100,000 risks of its projects, 100,000 change sets, and a plan of 100,000 tasks, written
straight to the database. Requests go through the whole of Django in this process, without a network. A folder keeps
them for the next run; without one all is made anew, which takes some minutes.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bench.city import ACCOUNT, client, measured, standing_city

ROWS = 100_000
GROUP = 1_000
CHAINS = 5
AT_ONCE = 5_000
RUNS = 10
PLAN = "Benchmark of 100,000 tasks"
FIRST = datetime(2026, 1, 5, 8)
RISKS = (
    ("as it comes", "/projects/risks/"),
    ("last page", f"/projects/risks/?page={ROWS // 100}"),
    ("text, choice and number filtered", "/projects/risks/?q=modem&owner=none&owner=me&score.from=8"),
    (
        "three filters, two sorts",
        "/projects/risks/?probability.from=3&reviewed.in=past&state=open&sort=-score,project",
    ),
    ("grouped by project, with subtotals", "/projects/risks/?group=project&sort=-score"),
    ("grouped by owner, page 500", "/projects/risks/?group=owner&sort=event&page=500"),
)
CHANGES = (
    ("as it comes", "/settings/audit/"),
    ("last page", f"/settings/audit/?page={ROWS // 100}"),
    ("searched and filtered by days", "/settings/audit/?q=modem&when.from=2026-03-01&when.to=2026-06-30"),
    ("sorted by person and action", "/settings/audit/?sort=who,action"),
)
TASKS = (
    ("as it comes", "tasks/"),
    ("last page", f"tasks/?page={ROWS // 100}"),
    ("late and critical, least float first", "tasks/?finish.to=2027-06-30&critical=yes&sort=float"),
    ("grouped by responsible, two sorts", "tasks/?group=responsible&sort=-finish,name"),
)


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    with standing_city():
        plan = stand_rows()
        browser = client()
        print(
            "| list of 100,000 | asked | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|---|"
        )
        for name, pages in (("risks", RISKS), ("changes", CHANGES), ("tasks of one plan", TASKS)):
            for asked, path in pages:
                address = path if path.startswith("/") else f"/projects/{plan}/{path}"
                print(
                    f"| {name} | {asked} | {measured(partial(browser.get, address), runs=RUNS)} |", flush=True
                )


def stand_rows() -> int:
    """Write what is missing of the rows; give the id of the plan."""
    from milepost.domain.common.models import ChangeSet
    from milepost.domain.projects.models import Project, Risk

    chance = random.Random(7)
    if Risk.objects.count() < ROWS:
        _write(Risk, _risks(chance))
    if ChangeSet.objects.count() < ROWS:
        _write(ChangeSet, _change_sets(chance))
    plan = Project.objects.filter(name=PLAN).first() or _plan()
    if plan.tasks.count() < ROWS:
        _write_tasks(plan, chance)
    return plan.pk


def _write(model: Any, rows: Iterator[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=AT_ONCE)


def _risks(chance: random.Random) -> Iterator[Any]:
    from milepost.domain.people.models import Person
    from milepost.domain.projects.models import Project, Risk

    projects, people = list(Project.objects.all()), [None, *Person.objects.all()]
    for number in range(ROWS):
        what = chance.choice(["Modems", "Radios", "Licenses", "Parcels", "Badges", "Servers"])
        yield Risk(
            project=projects[number % len(projects)],
            number=1_000 + number // len(projects),
            event=f"{what} of lot {number} arrive late",
            cause="One maker",
            effect="Crews wait",
            probability=chance.randint(1, 5),
            impact=chance.randint(1, 5),
            owner=chance.choice(people),
            reviewed_on=date(2026, 1, 1) + timedelta(days=chance.randrange(300)),
        )


def _change_sets(chance: random.Random) -> Iterator[Any]:
    from django.utils import timezone

    from milepost.domain.common.models import ChangeSet, User

    users, first = list(User.objects.all()), timezone.make_aware(FIRST)
    for number in range(ROWS):
        user = chance.choice(users)
        yield ChangeSet(
            at=first + timedelta(minutes=4 * number),
            by=user,
            by_name=str(user),
            action=chance.choice(
                ["projects.edit_schedule", "projects.record_progress", "projects.edit_risks"]
            ),
            reason="Modems came",
            summary=f"Lot {number} moved by a day",
            subject_type="projects.project",
            subject_id=number % 45 + 1,
            digest="0" * 64,
        )


def _plan() -> Any:
    from django.utils import timezone

    from milepost.domain.people.models import Person
    from milepost.domain.projects.actions.creating import create_project

    by = Person.objects.get(user__email=ACCOUNT)
    return create_project(PLAN, department=by.department, start=FIRST.date(), by=by, at=timezone.now())


def _write_tasks(plan: Any, chance: random.Random) -> None:
    from milepost.domain.people.models import Person
    from milepost.domain.projects.models import Link, ProjectDates, Task, TaskDates

    people = list(Person.objects.all()[:40])
    tasks: list[Any] = []
    for number in range(ROWS):
        summary = tasks[number - number % GROUP] if number % GROUP else None
        tasks.append(
            Task(
                project=plan,
                uid=number + 1,
                position=1024 * (number + 1),
                parent=summary,
                name=f"Site {number // GROUP}, step {number % GROUP}",
                duration_minutes=480 * chance.randint(1, 20),
                percent_complete=chance.choice([0, 0, 50, 100]),
                responsible=chance.choice(people),
            )
        )
        if number % GROUP == GROUP - 1:
            for_this = tasks[-GROUP:]
            Task.objects.bulk_create(for_this[:1])
            Task.objects.bulk_create(for_this[1:])
    _write(TaskDates, (_dates(task, chance) for task in tasks))
    _write(Link, _links(plan, tasks))
    ProjectDates.objects.update_or_create(
        project=plan,
        defaults={
            "revision": plan.revision,
            "start": FIRST,
            "finish": FIRST + timedelta(days=730),
            "percent_complete": 40,
            "task_count": ROWS,
            "critical_count": ROWS // 4,
        },
    )


def _links(plan: Any, tasks: list[Any]) -> Iterator[Any]:
    """Tie the steps of each site into five chains."""
    from milepost.domain.projects.models import Link

    for number, task in enumerate(tasks):
        if number % GROUP > CHAINS:
            yield Link(project=plan, predecessor=tasks[number - CHAINS], successor=task)


def _dates(task: Any, chance: random.Random) -> Any:
    from milepost.domain.projects.models import TaskDates

    start = FIRST + timedelta(days=chance.randrange(700))
    finish = start + timedelta(days=chance.randint(1, 30))
    slack = chance.choice([0, 480, 960, 4800])
    return TaskDates(
        task=task,
        start=start,
        finish=finish,
        early_start=start,
        early_finish=finish,
        late_start=start,
        late_finish=finish,
        total_slack=slack,
        free_slack=0,
        percent_complete=task.percent_complete,
        is_critical=slack == 0,
        reason=0,
    )


if __name__ == "__main__":
    main()
