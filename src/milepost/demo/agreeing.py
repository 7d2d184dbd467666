"""Who is what to each phase and deliverable of demo projects, what people said to it, and their weekly check-ins."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from milepost.demo.clock import moment, next_weekday
from milepost.demo.living import Stage
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Deliverable, Project, Task
from milepost.domain.staffing.actions.accepting_responsibilities import accept_all_duties, answer_duty
from milepost.domain.staffing.actions.assigning_responsibilities import (
    ask_for_acceptance,
    set_responsibilities,
)
from milepost.domain.staffing.actions.checking_in import Said, check_in
from milepost.domain.staffing.calculations.own_work import own_work, week_of
from milepost.domain.staffing.calculations.responsibility_matrix import MatrixRow, matrix_of
from milepost.domain.staffing.models import Responsibility
from milepost.domain.staffing.models.responsibility import Duty

PLANNED_BEFORE, ANSWERED_BEFORE = timedelta(days=18), timedelta(days=11)
TUESDAY, THURSDAY = 1, 3
CHECKED_IN = 0.7
"""The share of people who have checked in for the week by the day looked at."""
STATES = (Project.State.PLANNING, Project.State.PROCUREMENT, Project.State.IN_PROGRESS)
CONDITION = "Agreed, if the cutover weekends stay out of my pager weeks."
REFUSAL = "I am on two other cutovers until the end of the quarter; ask for somebody else."
MOST_PROJECTS = 14
NOTE = "Waiting for the vendor's answer on the change window."
State = Responsibility.State


def agree_on_roles(stage: Stage) -> Iterator[datetime]:
    """Give the moments at which managers write matrices and people answer, and let both happen."""
    planned_at = moment(next_weekday(stage.as_of - PLANNED_BEFORE, TUESDAY), 10, 35)
    yield planned_at
    projects = [life.project for life in stage.lives.values() if hasattr(life, "project")]
    running = Project.objects.filter(
        pk__in=[one.pk for one in projects], state__in=STATES, manager__isnull=False
    ).order_by("tier", "pk")[:MOST_PROJECTS]
    for project in running:
        _plan(project, at=planned_at)
    answered_at = moment(next_weekday(stage.as_of - ANSWERED_BEFORE, THURSDAY), 9, 15)
    yield answered_at
    for turn, project in enumerate(running):
        _answer(project, turn, at=answered_at)


def check_in_for_the_week(stage: Stage) -> Iterator[datetime]:
    """Give the moment of last Friday's check-ins, and let people make them."""
    friday = week_of(stage.as_of) - timedelta(days=3)
    at = moment(friday, 15, 45)
    yield at
    random = Random(f"{stage.seed}/check-ins")
    for person in Person.objects.filter(is_active=True, user__is_active=True, organization=None).order_by(
        "pk"
    ):
        if random.random() < CHECKED_IN:
            _check_in(person, friday, at=at, note=NOTE if random.random() < 0.1 else "")


def _plan(project: Project, *, at: datetime) -> None:
    """Let the manager answer for phases, whoever works most on one do it, and the sponsor hear of it."""
    matrix = matrix_of(project)
    if not matrix.rows or project.manager is None:
        return
    here = {person.pk for person in matrix.people if person.is_of_the_city}
    rows = {row.key: _letters(project, row, here) for row in matrix.rows}
    set_responsibilities(project, rows, by=project.manager, at=at)
    ask_for_acceptance(project, by=project.manager, at=at)


def _letters(project: Project, row: MatrixRow, here: set[int]) -> dict[int, str]:
    letters: dict[int, str] = {}
    if project.sponsor_id in here and project.sponsor_id:
        letters[project.sponsor_id] = Duty.INFORMED
    for role in project.roles.all():
        if role.role == Role.BUSINESS_LEAD and role.person_id in here:
            letters[role.person_id] = Duty.CONSULTED
    doers = _doers(row, here)
    lead = next((role.person_id for role in project.roles.all() if role.role == Role.TECHNICAL_LEAD), None)
    accountable = lead if lead in here and isinstance(row.subject, Deliverable) else project.manager_id
    for pk in doers[:2]:
        letters[pk] = Duty.RESPONSIBLE
    if accountable:
        letters[accountable] = Duty.BOTH if letters.get(accountable) == Duty.RESPONSIBLE else Duty.ACCOUNTABLE
    return letters


def _doers(row: MatrixRow, here: set[int]) -> list[int]:
    """Give those of the city who answer for most tasks of a row."""
    subject = row.subject
    tasks = (
        Task.objects.filter(deliverables=subject)
        if isinstance(subject, Deliverable)
        else Task.objects.filter(parent=subject)
    )
    counts = Counter(pk for pk in tasks.values_list("responsible", flat=True) if pk in here)
    return [pk for pk, _count in counts.most_common()]


def _answer(project: Project, turn: int, *, at: datetime) -> None:
    """Let most people accept all they were asked; in some projects one has a condition, declines, or is silent."""
    asked = list(
        Responsibility.objects.filter(project=project, state=State.ASKED).select_related(
            "person__user", "project"
        )
    )
    people = sorted({one.person for one in asked if one.person.user}, key=lambda person: person.pk)
    silent = people[turn % len(people)] if people and turn % 3 else None
    for person in people:
        own = [one for one in asked if one.person == person]
        if person != silent:
            accept_all_duties(project, [person], by=person, at=at)
        elif turn % 6 == 1:
            answer_duty(own[0], State.CONDITION, words=CONDITION, by=person, at=at)
        elif turn % 6 == 2:
            answer_duty(own[0], State.DECLINED, words=REFUSAL, by=person, at=at)


def _check_in(person: Person, day: date, *, at: datetime, note: str) -> None:
    """Record that nothing is otherwise than the rounds have it."""
    monday = week_of(day)
    work = own_work(person, since=monday, until=day)
    if work:
        check_in([Said(own) for own in work], week=monday, note=note, by=person, at=at)
