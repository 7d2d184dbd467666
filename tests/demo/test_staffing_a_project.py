"""A project manager of the demo city staffs a new project from empty to confirmed, and what was shown is what comes."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest

from milepost.demo.clock import moment
from milepost.demo.living import Stage
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.actions.advancing import advance_project
from milepost.domain.projects.actions.creating import create_project
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Assignment, Project, ProjectDates, Task, TaskDates
from milepost.domain.staffing.actions.answering_requests import (
    Counter,
    confirm_request,
    counter_request,
    decline_request,
    reopen_request,
)
from milepost.domain.staffing.actions.requesting_staff import (
    RequestFields,
    accept_counter,
    ask_for_staff,
    change_request,
)
from milepost.domain.staffing.calculations.answers import Answers, Effect
from milepost.domain.staffing.calculations.capacity import picture_of
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.domain.staffing.calculations.suggested_answers import (
    Kind,
    Suggestion,
    alternatives_for,
    suggestions_for,
)
from milepost.domain.staffing.models import Skill, StaffRequest
from milepost.engine.instants import datetime_of

DAY = date(2027, 3, 1)
AT = moment(DAY, 9)
BUSY = 1
"""Which of the technicians replaces computers of another project in March."""


@dataclass
class NewProject:
    """An empty project of the demo city with a plan of three tasks, and who is concerned."""

    project: Project
    manager: Person
    install: Task
    configure: Task
    accept: Task


@pytest.fixture
def planned(tiny_city: Stage) -> NewProject:
    cast = tiny_city.cast
    manager = cast.holder("Senior project manager")
    project = create_project(
        "Wireless in the council chamber", department=cast.departments["CLK"], start=DAY, manager=manager,
        sponsor=cast.heads["CLK"], by=cast.holder("PMO lead"), at=AT,
    )  # fmt: skip
    advance_project(project, Project.State.APPROVED, by=cast.heads["CLK"], at=AT)
    advance_project(project, Project.State.PLANNING, by=manager, at=AT)
    names = {"Install access points": 10, "Configure and test": 8, "Acceptance": 2}
    tasks = [
        add_task(project, name, duration_minutes=days * 480, by=manager, at=AT)[0]
        for name, days in names.items()
    ]
    for before, after in pairwise(tasks):
        link_tasks(before, after, by=manager, at=AT)
    return NewProject(project, manager, *tasks)


def asked_for(task: Task, person: Person, **changes: object) -> RequestFields:
    dates = TaskDates.objects.get(task=task)
    fields = {
        "tasks": [task.uid],
        "first": dates.start.date(),
        "last": dates.finish.date(),
        "needed_by": DAY + timedelta(days=5),
        "reason": "Council meets by video in summer.",
        "person": person,
        "share_percent": 80.0,
    }
    return RequestFields(**{**fields, **changes})  # type: ignore[arg-type]


def shown_to(request: StaffRequest) -> dict[Kind, Suggestion]:
    """Give what the supervisor's page shows before anything is answered."""
    return {one.kind: one for one in suggestions_for(Answers(request, as_of=DAY), request.offer)}


def finishes() -> dict[int, object]:
    return dict(ProjectDates.objects.values_list("project", "finish"))


def check_came(effect: Effect, person: Person, before: dict[int, object]) -> None:
    """Check that dates of this and all other projects, and the person's hours, are what was shown."""
    assert effect.refusal == ""
    assert effect.own is not None
    told = {
        one.project: None if one.after is None else datetime_of(one.after)
        for one in [effect.own, *effect.others]
    }
    assert finishes() == before | told
    dates = TaskDates.objects.in_bulk(effect.spans)
    assert {pk: (datetime_of(span.start), datetime_of(span.finish)) for pk, span in effect.spans.items()} == {
        pk: (row.start, row.finish) for pk, row in dates.items()
    }
    picture = picture_of([person], periods_from(DAY, Unit.WEEK), as_of=DAY)
    cells = picture.teams[0].people[0].cells
    assert [week.after for week in effect.weeks] == pytest.approx([cell.assigned for cell in cells])
    assert [week.operations for week in effect.weeks] == pytest.approx([cell.operations for cell in cells])


def countered_with_less(request: StaffRequest, *, lead: Person, manager: Person) -> None:
    """Offer part of the time for which other work waits, and take it; check what was shown before."""
    offer = request.offer
    terms = OfferedTerms(offer.person_id, 60, offer.first, makes_room=True)
    (shown,) = Answers(request, as_of=DAY).effects([terms])
    assert shown.own is not None
    assert (shown.own.days_later > 0, any(one.days_later > 0 for one in shown.others)) == (True, True)
    before, person = finishes(), offer.person
    assert person is not None
    less = Counter(
        person=person,
        first=offer.first,
        last=offer.last + timedelta(days=7),
        share_percent=60,
        makes_room=True,
    )

    offered = counter_request(request, less, comment="The rollout waits a week.", by=lead, at=AT)
    assert finishes() == before
    accept_counter(offered, by=manager, at=AT)

    check_came(shown, person, before)


def declined_for_another(request: StaffRequest, task: Task, *, lead: Person, manager: Person) -> Person:
    """Decline, ask for the alternative of least harm instead, and confirm; check what was shown before."""
    first_asked = request.offer.person
    declined = decline_request(request, comment="On the year end.", by=lead, at=AT)
    best = alternatives_for(Answers(declined, as_of=DAY), declined.offer)[0]
    assert best.person is not None
    assert best.person != first_asked
    fields = asked_for(task, best.person, first=best.terms.first, last=best.last)
    asked = change_request(declined, fields, by=manager, at=AT)
    yes = shown_to(asked)[Kind.ACCEPT]
    before = finishes()

    confirm_request(asked, by=asked.supervisor, at=AT)

    check_came(yes.effect, best.person, before)
    return best.person


def test_two_supervisors_answer_differently_and_every_consequence_comes_as_shown(
    tiny_city: Stage, planned: NewProject
) -> None:
    cast, manager, project = tiny_city.cast, planned.manager, planned.project
    technician, analyst = cast.holder("Desktop technician", turn=BUSY), cast.holder("Application analyst")
    skill = Skill.objects.get(name="Application configuration")
    first = ask_for_staff(project, asked_for(planned.install, technician), by=manager, at=AT)
    wanted = asked_for(planned.configure, analyst, skill=skill, level=2)
    second = ask_for_staff(project, wanted, by=manager, at=AT)
    assert (first.supervisor, second.supervisor) == (cast.leads["IT-DA"], cast.leads["IT-AM"])
    with pytest.raises(Refused):
        confirm_request(first, by=manager, at=AT)

    countered_with_less(first, lead=first.supervisor, manager=manager)
    chosen = declined_for_another(second, planned.configure, lead=second.supervisor, manager=manager)

    assert set(project.staff_requests.values_list("state", flat=True)) == {"confirmed"}
    working = Assignment.objects.filter(task__project=project)
    assert list(working.order_by("task__position").values_list("task__name", "person")) == [
        ("Install access points", technician.pk),
        ("Configure and test", chosen.pk),
    ]


def test_an_earlier_agreement_does_not_wait_for_the_later_one_before_it(
    tiny_city: Stage, planned: NewProject
) -> None:
    manager, lead = planned.manager, tiny_city.cast.leads["IT-IN"]
    engineer = tiny_city.cast.holder("Network engineer", turn=1)
    wanted = asked_for(planned.install, engineer, share_percent=50.0)
    request = ask_for_staff(planned.project, wanted, by=manager, at=AT)
    later = Counter(person=engineer, first=date(2027, 4, 12), last=date(2027, 4, 30), share_percent=50)
    accept_counter(counter_request(request, later, by=lead, at=AT), by=manager, at=AT)
    start = TaskDates.objects.get(task=planned.install).start
    assert start.date() == date(2027, 4, 12)

    reopened = reopen_request(request, comment="He is free sooner.", by=lead, at=AT)
    sooner = Counter(person=engineer, first=date(2027, 3, 15), last=date(2027, 3, 26), share_percent=50)
    offered = counter_request(reopened, sooner, by=lead, at=AT)
    (shown,) = Answers(offered, as_of=DAY).effects([shown_to(offered)[Kind.ACCEPT].terms])
    before = finishes()
    accept_counter(offered, by=manager, at=AT)

    check_came(shown, engineer, before)
    assert TaskDates.objects.get(task=planned.install).start.date() == date(2027, 3, 15)
    declined = decline_request(
        reopen_request(offered, comment="Again.", by=lead, at=AT), comment="After all, no.", by=lead, at=AT
    )
    planned.install.refresh_from_db()
    assert (declined.state, planned.install.constraint_at) == ("declined", None)
    assert TaskDates.objects.get(task=planned.install).start.date() == DAY
