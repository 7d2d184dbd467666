"""The scope of demo projects, as `data/scope.toml` has it: written, agreed, handed over and accepted."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from heapq import merge
from importlib.resources import files
from typing import Any

from milepost.demo.clock import moment, next_weekday
from milepost.demo.living import Stage
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.accepting import accept_deliverable, hand_over_deliverable
from milepost.domain.projects.actions.scoping import (
    RequirementFields,
    Ties,
    add_deliverable,
    add_requirement,
    agree_scope,
)
from milepost.domain.projects.models import Deliverable, Project, Requirement, Task

WEDNESDAY = 2
DONE = 100
LATELY = 8
"""So many weeks before the city is looked at, some wishes slip in."""


def write_scopes(stage: Stage) -> Iterator[datetime]:
    """Give each moment at which a scope is written or accepted in part, and let it happen when asked for the next."""
    content = tomllib.loads(files(__package__).joinpath("data/scope.toml").read_text("utf-8"))
    return merge(*[_run(told, stage) for told in content["scopes"]], key=lambda at: at)


def _run(told: dict[str, Any], stage: Stage) -> Iterator[datetime]:
    day = next_weekday(stage.as_of - timedelta(weeks=told["weeks_ago"]), WEDNESDAY)
    written_at = moment(day, 9, 50)
    yield written_at
    life = stage.lives.get(told["project"])
    if life is None:
        return
    project = Project.objects.get(pk=life.project.pk)
    if project.manager is None or project.sponsor is None or project.is_over:
        return
    _write(project, told, by=project.manager, at=written_at)
    for weeks in range(told["weeks_ago"] - 4, 0, -4):
        at = moment(day + timedelta(weeks=told["weeks_ago"] - weeks), 13, 25)
        yield at
        _accept(project, at)
        if weeks <= LATELY:
            _slip_in(project, told.pop("slipped_in", ()), at)


def _slip_in(project: Project, wishes: Sequence[dict[str, str]], at: datetime) -> None:
    """Write down what somebody wanted after the scope was agreed, and no change has brought."""
    project.refresh_from_db()
    if project.is_over or project.manager is None:
        return
    for wish in wishes:
        add_requirement(project, RequirementFields(**wish), by=project.manager, at=at)  # type: ignore[typeddict-item]


def _write(project: Project, told: dict[str, Any], *, by: Person, at: datetime) -> None:
    needs: list[Requirement] = []
    for one in told["requirements"]:
        fields: RequirementFields = {name: one[name] for name in ("text", "source", "priority")}  # type: ignore[assignment]
        fields["acceptance_criteria"] = one.get("criteria", "")
        needs.append(add_requirement(project, fields, by=by, at=at))
    phases = list(Task.objects.filter(project=project, parent=None, children__isnull=False).distinct())
    phases.sort(key=lambda phase: phase.position)
    for one in told["deliverables"]:
        phase = phases[min(one["phase"], len(phases) - 1)]
        tasks = list(Task.objects.filter(project=project, parent=phase, children=None, is_milestone=False))
        ties = Ties(tasks, [needs[number - 1] for number in one["meets"]])
        fields_of = {"name": one["name"], "acceptor": project.sponsor}
        add_deliverable(project, fields_of, ties, by=by, at=at)  # type: ignore[arg-type]
    agree_scope(project, by=by, at=at)


def _accept(project: Project, at: datetime) -> None:
    """Hand over what all tasks have made, and accept what was handed over last time."""
    project.refresh_from_db()
    if project.is_over or project.manager is None:
        return
    for one in project.deliverables.filter(state=Deliverable.State.SUBMITTED):
        if one.acceptor is not None:
            accept_deliverable(one, "accepted", by=one.acceptor, at=at)
    for one in project.deliverables.filter(state=Deliverable.State.PLANNED):
        percents = list(one.tasks.values_list("percent_complete", flat=True))
        if percents and min(percents) >= DONE:
            hand_over_deliverable(one, by=project.manager, at=at)
