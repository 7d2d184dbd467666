"""Reads of staffing worth a name."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import may_anywhere, people_over_whom, require
from milepost.domain.people.standing_in import people_represented_by
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.domain.staffing.answerers import people_fallen_to
from milepost.domain.staffing.models import OperationsLoad

State = Project.State
IDLE = frozenset({State.ON_HOLD, State.CLOSED, State.CANCELED})
"""The states of projects that nobody works on."""
StaffedPeople = QuerySet[Person]


def open_tasks() -> QuerySet[Task]:
    """Give the tasks that are still to be worked on, in projects that go on; summaries are worked on below them."""
    holds_others = Exists(Task.objects.filter(parent=OuterRef("pk")))
    return Task.objects.filter(
        ~Q(project__state__in=IDLE),
        ~holds_others,
        is_active=True,
        percent_complete__lt=100,
        dates__isnull=False,
    )


def open_assignments() -> QuerySet[Assignment]:
    """Give the assignments to tasks that are still to be worked on."""
    # The same as tasks within open_tasks(), without the subquery, which costs more than everything else of a page.
    holds_others = Exists(Task.objects.filter(parent=OuterRef("task")))
    return Assignment.objects.filter(
        ~Q(task__project__state__in=IDLE),
        ~holds_others,
        task__is_active=True,
        task__percent_complete__lt=100,
        task__dates__isnull=False,
    )


def unassigned_tasks() -> QuerySet[Task]:
    """Give the open tasks with work that nobody is assigned to, and whose work no capacity counts."""
    somebody = Exists(Assignment.objects.filter(task=OuterRef("pk"), equipment=None))
    return open_tasks().filter(~somebody, is_milestone=False, duration_minutes__gt=0)


def staffed_people() -> StaffedPeople:
    """Give the city's people whose time is planned: assigned to open work, or with an operations load."""
    loads = OperationsLoad.objects.all()
    teams = Department.objects.filter(
        Q(pk__in=loads.values("department")) | Q(parent__in=loads.values("department"))
    )
    is_planned = (
        Q(pk__in=open_assignments().filter(person__isnull=False).values("person"))
        | Q(pk__in=loads.filter(person__isnull=False).values("person"))
        | Q(department__in=teams)
    )
    people = Person.objects.filter(is_planned, is_active=True, organization=None)
    return people.select_related("department__parent").order_by("department__name", "name")


def staff_of_vendors() -> StaffedPeople:
    """Give who works for another organization and is assigned to open work: in capacity, but never leveled."""
    assigned = open_assignments().filter(person__isnull=False).values("person")
    people = Person.objects.filter(pk__in=assigned, is_active=True, organization__isnull=False)
    return people.select_related("organization").order_by("organization__name", "name")


def people_approved_by(person: Person) -> StaffedPeople:
    """Give the people whose hours a person decides on: of those supervised, and of teams; never the own."""
    return people_over_whom(person, "staffing.approve_hours").filter(organization=None).exclude(pk=person.pk)


def people_decided_on_by(person: Person, *, on: date) -> StaffedPeople:
    """Give the people whose hours a person decides on, with those of who is away, and those whose supervisor left."""
    deciding = [person, *people_represented_by(person, on=on)]
    fallen = {pk for one in deciding for pk in people_fallen_to(one)}
    theirs = Person.objects.filter(
        Q(supervisor__in=deciding[1:]) | Q(pk__in=fallen), organization=None
    ).exclude(pk=person.pk)
    return people_approved_by(person) | theirs


def people_cleared_by(person: Person) -> StaffedPeople:
    """Give the people whose clearances somebody keeps, of teams or as their supervisor; raises `Refused`."""
    found = people_over_whom(person, "staffing.edit_clearances").filter(is_active=True)
    if not may_anywhere(person, "staffing.edit_clearances") and not found.exists():
        require(person, "staffing.edit_clearances")
    return found


def people_whose_time_is_seen_by(person: Person) -> StaffedPeople:
    """Give the city's people whose time a person may see: the own, and by roles over it."""
    shown = people_over_whom(person, "staffing.view_capacity").values("pk")
    kept = people_over_whom(person, "people.edit_availability").values("pk")
    return Person.objects.filter(Q(pk=person.pk) | Q(pk__in=shown) | Q(pk__in=kept), organization=None)
