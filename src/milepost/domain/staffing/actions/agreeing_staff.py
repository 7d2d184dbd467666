"""What is agreed becomes assignments, in one step; what is taken back leaves them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from milepost.domain.common.recording import Recorder
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Scoped
from milepost.domain.projects.actions.assigning import put_team
from milepost.domain.projects.actions.editing import CannotEdit, editing
from milepost.domain.projects.actions.locking import Held, LinkedProjectBusy
from milepost.domain.projects.models import Project, Task, TaskDates
from milepost.domain.staffing.actions.stepping_requests import CannotRequest
from milepost.domain.staffing.calculations.answers import Answers, Effect
from milepost.domain.staffing.calculations.offered_teams import (
    OfferedTerms,
    held_until,
    hold_after,
    team_with,
)
from milepost.domain.staffing.models import StaffOffer, StaffRequest


def terms_of_offer(offer: StaffOffer) -> OfferedTerms:
    """Give an offer as what is tried on schedules."""
    return OfferedTerms(offer.person_id, offer.share_percent, offer.first, offer.makes_room)


def settle_agreement(
    record: Recorder,
    request: StaffRequest,
    offer: StaffOffer,
    *,
    by: Person,
    at: datetime,
    permission: str,
    over: Scoped,
) -> Effect:
    """Assign the person to the tasks as agreed, let other work wait that is to make room, and keep the dates agreed to.

    The trial that was shown beforehand and this share their rules, so that what was shown is what comes. Raises
    `CannotRequest` and `CannotEdit`.
    """
    answers = Answers(request, as_of=local_day(at))
    (effect,) = answers.effects([terms_of_offer(offer)])
    if effect.refusal:
        raise CannotRequest(effect.refusal)
    _hold_plans({request.project_id, *effect.delays})
    _write_teams(record, request, answers, effect, by=by, at=at, permission=permission, over=over)
    for project in answers.plans.order(effect.delays):
        if project in effect.delays and project != request.project_id:
            with editing(
                answers.plans.project(project),
                "staffing.make_room",
                by=by,
                at=at,
                permission=permission,
                over=over,
                reason=f"Makes room for {request}.",
            ) as edit:
                edit.record.update_many(_delayed_rows(effect.delays[project]))
    _keep_agreed_dates(record, request, offer, answers)
    return effect


def release_tasks(
    record: Recorder, request: StaffRequest, *, by: Person, at: datetime, permission: str, over: Scoped
) -> None:
    """Take the person agreed to off the tasks that are still to be worked on; the role stands there again."""
    answers = Answers(request, as_of=local_day(at))
    nobody = OfferedTerms(None, answers.asked.share_percent, local_day(at))
    _write_teams(record, request, answers, Effect(nobody), by=by, at=at, permission=permission, over=over)


def _write_teams(
    record: Recorder,
    request: StaffRequest,
    answers: Answers,
    effect: Effect,
    *,
    by: Person,
    at: datetime,
    permission: str,
    over: Scoped,
) -> None:
    terms, project = effect.terms, request.project
    with editing(
        project,
        "staffing.settle_request",
        by=by,
        at=at,
        permission=permission,
        over=over,
        reason=f"{request}.",
    ) as edit:
        for task in answers.tasks:
            hold = answers.holds[task.uid]
            held = held_until(task, task.dates.start.date(), terms, hold)
            record.update(hold, **hold_after(task, hold, held))
            put_team(edit, task, team_with(task, answers.teams[task.pk], answers.asked, terms))
            edit.record.update(task, **held)
        edit.record.update_many(_delayed_rows(effect.delays.get(project.pk, {})))


def _delayed_rows(delays: Mapping[int, int]) -> list[tuple[Task, dict[str, Any]]]:
    tasks = Task.objects.in_bulk(delays)
    return [(tasks[pk], {"leveling_delay_minutes": minutes}) for pk, minutes in delays.items()]


def _keep_agreed_dates(record: Recorder, request: StaffRequest, offer: StaffOffer, answers: Answers) -> None:
    """Keep from when to when each task was agreed to, which is the period offered and where the tasks came to."""
    dates = TaskDates.objects.in_bulk([task.pk for task in answers.tasks])
    by_uid = {task.uid: dates[task.pk] for task in answers.tasks}
    record.update_many(
        [
            (
                row,
                {
                    "agreed_first": min(offer.first, by_uid[row.uid].start.date()),
                    "agreed_last": max(offer.last, by_uid[row.uid].finish.date()),
                },
            )
            for row in request.tasks.all()
            if row.uid in by_uid
        ]
    )


def _hold_plans(projects: set[int]) -> None:
    try:
        Held(Project.objects.filter(pk__in=projects).values_list("pk", flat=True))
    except LinkedProjectBusy as busy:
        raise CannotEdit(str(busy)) from busy
