"""What of this area waits for a person: check-ins, requests to answer, offers to decide on, silence to end."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q

from milepost.domain.people.models import Person
from milepost.domain.people.standing_in import people_represented_by
from milepost.domain.people.waiting import Waiting, waits
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import counted, day_text, named
from milepost.domain.staffing.answerers import people_fallen_to
from milepost.domain.staffing.calculations.clearance_gaps import ClearanceGap, gaps_of
from milepost.domain.staffing.calculations.own_work import own_work, week_of
from milepost.domain.staffing.calculations.timesheets import WEEK, timesheets_are_on, weeks_to_submit
from milepost.domain.staffing.models import CheckIn, PersonClearance, Responsibility, StaffRequest, Timesheet
from milepost.domain.staffing.queries import staffed_people

State = StaffRequest.State
WORK_WEEK = timedelta(days=5)
FRIDAY = timedelta(days=4)
RENEWED_AHEAD = timedelta(days=60)


@waits("check_in")
def own_check_in(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the check-in of the week, due on its Friday, while somebody with work under way has not made it."""
    monday = week_of(as_of)
    if CheckIn.objects.filter(person=person, week=monday).exists():
        return
    if count := len(own_work(person, since=monday, until=monday + WORK_WEEK)):
        detail = f"{counted(count, 'task')}: percent done and hours left"
        yield Waiting("check_in", person, "Check in for the week", detail, due=monday + FRIDAY)


@waits("staff_request")
def requests_to_answer(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the staff requests that wait for a supervisor, or for who stands in, who did not ask themselves."""
    away = people_represented_by(person, on=as_of)
    mine = Q(supervisor=person) | Q(supervisor__in=away) & ~Q(asked_by=person)
    asked = StaffRequest.objects.filter(mine, state__in=[State.REQUESTED, State.TENTATIVE])
    for one in asked.select_related("project", "person", "role", "supervisor").order_by("needed_by", "pk"):
        title = f"{one.whom} for {one.project.name}"
        detail = (
            f"Staff request {one.number}, {one.get_state_display().lower()}{_for(one.supervisor, person)}"
        )
        yield Waiting("staff_request", one, title, detail, due=one.needed_by, is_decision=True)


@waits("staff_offer")
def offers_to_decide(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give what supervisors offer instead, or leave unanswered, for the projects a person manages."""
    own = Q(project__manager=person) | Q(asked_by=person)
    silent = Q(state__in=[State.REQUESTED, State.TENTATIVE], escalation_asked_at__isnull=False)
    mine = StaffRequest.objects.filter(own, silent | Q(state=State.COUNTERED)).distinct()
    for one in mine.select_related("project", "person", "role", "supervisor").order_by("needed_by", "pk"):
        is_offer = one.state == State.COUNTERED
        title = f"{one.whom}: {'decide on the offer' if is_offer else 'no answer yet'}"
        detail = f"Staff request {one.number} to {one.supervisor}"
        yield Waiting("staff_offer", one, title, detail, project=one.project, due=one.needed_by)


@waits("responsibility")
def own_responsibilities(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give, project by project, the roles in deliverables and phases that a person is asked to accept."""
    asked = Responsibility.objects.filter(
        person=person, state=Responsibility.State.ASKED, project__in=Project.objects.open()
    ).select_related("project", "deliverable", "phase")
    for project, duties in groupby(asked.order_by("project__number", "pk"), key=lambda one: one.project):
        roles = list(duties)
        duty = roles[0].get_duty_display().lower()
        title = f"Accept: {duty}" if len(roles) == 1 else f"Accept your {len(roles)} roles"
        detail = f"for {named([one.what for one in roles])}"
        yield Waiting("responsibility", project, title, detail, project=project, is_decision=True)


@waits("responsibility_for")
def responsibilities_of_others(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give, project by project, the roles that people who are away are asked to accept, for whom somebody stands in."""
    away = people_represented_by(person, on=as_of)
    asked = Responsibility.objects.filter(
        person__in=away, state=Responsibility.State.ASKED, project__in=Project.objects.open()
    ).select_related("project", "person", "deliverable", "phase")
    rows = asked.order_by("project__number", "person__name", "pk")
    for (project, absent), duties in groupby(rows, key=lambda one: (one.project, one.person)):
        names = named([one.what for one in duties])
        yield Waiting(
            "responsibility_for", project, f"Answer for {absent}", f"for {names}", project=project,
            is_decision=True,
        )  # fmt: skip


@waits("clearance")
def expiring_clearances(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the clearances of a supervisor's people that end within two months, or have ended."""
    ending = PersonClearance.objects.filter(
        person__supervisor=person, person__is_active=True, expires_on__lte=as_of + RENEWED_AHEAD
    )
    for one in ending.select_related("person", "clearance"):
        yield Waiting("clearance", one, f"Renew {one.clearance} of {one.person}", due=one.expires_on)


@waits("clearance_gap")
def clearance_gaps(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the projects of a manager in which somebody works without a clearance, or for longer than it counts."""
    managed = Project.objects.open().filter(manager=person, clearance_needs__isnull=False).distinct()
    for project, found in groupby(gaps_of(list(managed.values_list("pk", flat=True))), key=_project_of):
        gaps = list(found)
        more = f" And {len(gaps) - 1} more." if len(gaps) > 1 else ""
        title = f"Clearances for {project.name}"
        yield Waiting("clearance_gap", project, title, f"{gaps[0].sentence}{more}", project=project)


def _for(owner: Person | None, reader: Person) -> str:
    """Name for whom something is answered, where that is somebody else."""
    return f", for {owner}" if owner is not None and owner != reader else ""


def _project_of(gap: ClearanceGap) -> Project:
    return gap.task.project


@waits("timesheet")
def own_timesheets(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the weeks whose hours a person has not handed in, where the city keeps timesheets."""
    if not timesheets_are_on(as_of) or not staffed_people().filter(pk=person.pk).exists():
        return
    weeks = weeks_to_submit(person, as_of=as_of)
    if weeks:
        title = f"Hand in the hours of the week of {day_text(weeks[0])}"
        later = len(weeks) - 1
        detail = f"and of {counted(later, 'later week')}" if later else "Timesheet"
        yield Waiting("timesheet", person, title, detail, due=weeks[0] + WEEK)


@waits("timesheet_decision")
def timesheets_to_decide(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the timesheets that wait for the supervisor, for who stands in, or for the next above one who left."""
    if not timesheets_are_on(as_of):
        return
    deciding = [person, *people_represented_by(person, on=as_of)]
    fallen = {pk for one in deciding for pk in people_fallen_to(one)}
    mine = Q(person__supervisor__in=deciding) | Q(person__in=fallen)
    handed_in = Timesheet.objects.filter(mine, state=Timesheet.State.SUBMITTED).exclude(person=person)
    for sheet in handed_in.select_related("person__supervisor").order_by("week", "pk"):
        title = f"Decide on the hours of {sheet.person}"
        detail = f"Week of {day_text(sheet.week)}{_for(sheet.person.supervisor, person)}"
        yield Waiting("timesheet_decision", sheet, title, detail, due=sheet.week + 2 * WEEK, is_decision=True)
