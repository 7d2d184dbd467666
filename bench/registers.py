"""Time the pages of delivering at the demo city with 2,000 more items: `python -m bench.registers [FOLDER]`.

Risks, issues, assumptions and action items are added, 500 of each, spread over the open projects. A folder keeps the
city, and what was added, for the next run.
"""

from collections.abc import Iterator
from functools import partial
from itertools import cycle
from typing import Any

from bench.city import client, measured, standing_city

EACH = 500
FROM_NUMBER = 10_000


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    with standing_city():
        _add_items()
        ask = client().get
        print("| page | median, ms | p95, ms | processor, ms | queries |\n|---|---|---|---|---|")
        for path in _paths():
            print(f"| `{path}` | {measured(partial(ask, path))} |", flush=True)


def _add_items() -> None:
    """Copy what the city has, 500 times of each kind; nothing where that was done."""
    from milepost.domain.governance.models import ActionItem
    from milepost.domain.projects.models import Assumption, Issue, Project, Risk

    projects = list(Project.objects.open().order_by("pk"))
    for model, ties in ((Risk, ()), (Issue, ("risk",)), (Assumption, ("risk", "issue")), (ActionItem, ())):
        if model.objects.filter(number__gte=FROM_NUMBER).exists():
            continue
        kinds, homes = cycle(model.objects.order_by("pk")), cycle(projects)
        model.objects.bulk_create(
            _copy(next(kinds), ties, number=FROM_NUMBER + number, project=next(homes))
            for number in range(EACH)
        )


def _copy(row: Any, ties: tuple[str, ...], **values: Any) -> Any:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    left_out = {"id", "project_id", "number", *(f"{tie}_id" for tie in ties)}
    return type(row)(**{name: value for name, value in kept.items() if name not in left_out}, **values)


def _paths() -> Iterator[str]:
    from django.db.models import Count

    from milepost.domain.governance.models import GoLive, Meeting
    from milepost.domain.projects.models import Project
    from milepost.domain.reports.models import StatusReport

    project = Project.objects.annotate(size=Count("change_requests")).order_by("-size")[0]
    last = StatusReport.objects.published()[0].period_finish
    yield from (
        "/",
        "/my-work/",
        "/weekly-round/",
        "/projects/risks/",
        "/projects/issues/",
        "/projects/assumptions/",
    )
    yield from (
        "/projects/dependencies/",
        "/projects/lessons/",
        "/action-items/",
        "/decisions/",
        "/meetings/",
    )
    yield from (
        "/change-requests/",
        "/vendors/",
        "/reports/",
        "/reports/council/",
        "/reports/sent/",
    )
    yield from (
        f"/reports/portfolio/{last:%Y}/{last.month}/?for={reader}" for reader in ("director", "public")
    )
    tabs = (
        "risks/",
        "issues/",
        "stakeholders/",
        "changes/",
        "changes/log/",
        "go-lives/",
        "meetings/",
        "documents/",
    )
    yield from (f"/projects/{project.pk}/{tab}" for tab in tabs)
    yield f"/meetings/{Meeting.objects.order_by('-starts')[0].pk}/"
    yield f"/go-lives/{GoLive.objects.order_by('pk')[0].pk}/"


if __name__ == "__main__":
    main()
