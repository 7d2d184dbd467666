"""What the projects of the demo city ask of supervisors and what these answer, as `data/staff_requests.toml` has it."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from heapq import merge
from importlib.resources import files
from typing import Any

from milepost.demo.clock import moment, next_weekday
from milepost.demo.living import Stage
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.actions.answering_requests import (
    Counter,
    confirm_request,
    counter_request,
    decline_request,
    hold_tentatively,
)
from milepost.domain.staffing.actions.minding_requests import mind_requests
from milepost.domain.staffing.actions.requesting_staff import (
    RequestFields,
    accept_counter,
    draft_request,
    send_request,
    withdraw_request,
)
from milepost.domain.staffing.models import Skill, StaffingRole, StaffRequest

ANSWERED_AFTER, TAKEN_AFTER = timedelta(days=2, hours=3), timedelta(days=4, hours=1)
MINDED_WEEKS = 9
ANSWER_DAYS = 7


def request_staff(stage: Stage) -> Iterator[datetime]:
    """Give each moment at which somebody asks, answers or is reminded, and let it happen when asked for the next."""
    told = tomllib.loads(files(__package__).joinpath("data/staff_requests.toml").read_text("utf-8"))
    asked = [_Exchange(one, number, stage).run() for number, one in enumerate(told["requests"])]
    return merge(*asked, _reminders(stage))


def _reminders(stage: Stage) -> Iterator[datetime]:
    first = next_weekday(stage.as_of - timedelta(weeks=MINDED_WEEKS), 0)
    for day in range((stage.as_of - first).days):
        at = moment(first + timedelta(days=day), 6, 30)
        yield at
        mind_requests(at=at)


class _Exchange:
    """One request, from the day it is written as far as it goes."""

    def __init__(self, told: dict[str, Any], number: int, stage: Stage) -> None:
        self.told, self.number, self.stage = told, number, stage

    def run(self) -> Iterator[datetime]:
        day = self.stage.as_of - timedelta(weeks=self.told["weeks_ago"], days=4)
        asked_at = moment(next_weekday(day, day.weekday() if day.weekday() < 5 else 0), 11, 2 * self.number)
        yield asked_at
        request = self._ask(asked_at)
        if request is None or self.told["ends"] in ("draft", "requested", "expired"):
            return
        yield asked_at + ANSWERED_AFTER
        if not self._try(self._answer, request, asked_at + ANSWERED_AFTER):
            return
        yield asked_at + TAKEN_AFTER
        self._try(self._take, request, asked_at + TAKEN_AFTER)

    @staticmethod
    def _try(step: Any, request: StaffRequest, at: datetime) -> bool:
        try:
            step(request, at)
        except Refusal:
            # The plan has moved on so far that the request does not fit it any more; it stays where it is.
            return False
        return True

    def _ask(self, at: datetime) -> StaffRequest | None:
        life = self.stage.lives.get(self.told["project"])
        project = None if life is None else Project.objects.get(pk=life.project.pk)
        if project is None or project.is_over or project.is_on_hold or project.manager is None:
            return None
        tasks = self._tasks(project, at.date())
        if not tasks:
            return None
        try:
            request = draft_request(project, self._fields(tasks, at), by=project.manager, at=at)
            if self.told["ends"] != "draft":
                send_request(request, by=project.manager, at=at)
        except Refusal:
            return None
        return request

    def _tasks(self, project: Project, day: date) -> list[Task]:
        after = datetime.combine(day + timedelta(weeks=self.told["ahead"]), time())
        rows = Task.objects.filter(
            project=project, children=None, is_milestone=False, percent_complete=0, dates__start__gte=after,
            calendar=None, duration_unit__in=["d", "w"], manual_start=None,
        )  # fmt: skip
        return list(rows.select_related("dates").order_by("dates__start", "position")[: self.told["tasks"]])

    def _fields(self, tasks: list[Task], at: datetime) -> RequestFields:
        told = self.told
        first = tasks[0].dates.start.date()
        last = max(task.dates.finish.date() for task in tasks)
        role = StaffingRole.objects.get(name=told["role"]) if "role" in told else None
        return RequestFields(
            tasks=[task.uid for task in tasks],
            first=max(first, at.date()),
            last=first + timedelta(days=told["days"]) if "days" in told else last,
            needed_by=at.date() + timedelta(days=ANSWER_DAYS),
            reason=told["reason"],
            person=None if role else self._person,
            role=role,
            supervisor=self.stage.cast.leads[told["asks"]] if role else None,
            share_percent=float(told["share"]),
            skill=Skill.objects.get(name=told["skill"]) if "skill" in told else None,
            level=told.get("level"),
        )

    @property
    def _person(self) -> Person:
        return self.stage.cast.holder(self.told["post"], turn=self.told["turn"])

    def _answer(self, request: StaffRequest, at: datetime) -> None:
        request.refresh_from_db()
        told, by, words = self.told, request.supervisor, self.told.get("words", "")
        if told["ends"] == "withdrawn":
            withdraw_request(request, comment=words, by=request.asked_by, at=at)
        elif told["ends"] == "declined":
            decline_request(request, comment=words, by=by, at=at)
        elif told["ends"] == "tentative":
            hold_tentatively(request, comment=words, by=by, at=at)
        elif told["ends"] in ("countered", "agreed"):
            counter_request(request, self._counter(request), comment=words, by=by, at=at)
        else:
            confirm_request(request, counter=self._counter(request), comment=words, by=by, at=at)

    def _counter(self, request: StaffRequest) -> Counter:
        offer = request.offer
        share = float(self.told.get("offer_share", offer.share_percent))
        longer = (offer.last - offer.first) * (offer.share_percent / share)
        return Counter(person=self._person, first=offer.first, last=offer.first + longer, share_percent=share)

    def _take(self, request: StaffRequest, at: datetime) -> None:
        if self.told["ends"] == "agreed":
            request.refresh_from_db()
            accept_counter(request, comment="Agreed.", by=request.asked_by, at=at)
