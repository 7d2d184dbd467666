"""Reassigning from the heat map: the tasks behind a cell, what each way out does, and doing it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import ChangeSet
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.domain.staffing.actions.answering_requests import may_give
from milepost.domain.staffing.actions.reassigning import REASSIGN, reassign, undo_reassignment
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.domain.staffing.calculations.reassignments import (
    Reassigned,
    Reassignment,
    Reassignments,
    Way,
)
from milepost.domain.staffing.calculations.time_of import shares_of, time_of
from milepost.domain.staffing.models import PersonSkill
from milepost.domain.staffing.queries import open_assignments, open_tasks
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.staffing.heat_map import hours_of, title
from milepost.web.staffing.reach import VIEW, people_reached, person_for
from milepost.web.staffing.reassignment_forms import ReassignmentForm
from milepost.web.staffing.reassignment_words import words_of
from milepost.web.staffing.time import period_asked

MOST_PEOPLE, MOST_SWAPS, MOST_WAYS = 8, 4, 12


@for_persons
@require_GET
def behind(request: AskedBy, person_id: int) -> HttpResponse:
    """Show the tasks behind a cell of the heat map, to be given from there."""
    person = person_for(request, person_id)
    unit = Unit.WEEK if request.GET.get("unit") == Unit.WEEK else Unit.MONTH
    periods = periods_from(today(), unit)
    period = period_asked(request, periods)
    cell = time_of(person, periods, as_of=today()).cells[periods.index(period)]
    shares = shares_of(person, period, reader=request.person, as_of=today())
    shown = {
        "shown_person": person,
        "period_title": title(period, unit),
        "hours": hours_of(cell),
        "is_over": cell.is_over,
        "shares": [(share, share.task is not None and not share.is_tentative) for share in shares],
        "query": urlencode({"unit": unit, "on": period.first.isoformat()}),
    }
    return render(request, "staffing/parts/behind.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def reassignment(request: AskedBy, person_id: int, task_id: int) -> HttpResponse:
    """Show the ways out for a person's task with what each does, and take the one that is confirmed."""
    asked = _Asked(request, person_id, task_id)
    form = asked.form
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("revision", "")
        try:
            made = reassign(
                form.wanted,
                seen=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
                by=request.person,
                at=now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{reverse('staffing:capacity')}?reassigned={made.change_set.pk}")
    return render(
        request, "staffing/reassignment.html", asked.page(), status=422 if request.method == "POST" else 200
    )


@for_persons
@require_GET
def consequence(request: AskedBy, person_id: int, task_id: int) -> HttpResponse:
    """Say what one way out would do, before a task is dropped."""
    asked = _Asked(request, person_id, task_id)
    return render(request, "staffing/parts/reassigned.html", asked.consequence())


@for_persons
@require_POST
def undoing(request: AskedBy, change_set_id: int) -> HttpResponse:
    """Take a reassignment back."""
    change_set = get_object_or_404(ChangeSet, pk=change_set_id, action=REASSIGN, by=request.person.account)
    try:
        undo_reassignment(change_set, by=request.person, at=now())
        messages.success(request, gettext("The reassignment is taken back."))
    except (Refusal, CannotUndo) as refusal:
        messages.error(request, str(refusal))
    return redirect("staffing:capacity")


def just_reassigned(request: AskedBy) -> ChangeSet | None:
    """Give the own reassignment that the address names, as long as it stands."""
    key = request.GET.get("reassigned", "")
    if not key.isdecimal() or len(key) > 18:
        return None
    found = ChangeSet.objects.filter(pk=int(key), action=REASSIGN, by=request.person.account).first()
    return found if found is not None and not found.is_undone else None


class _Asked:
    """A person's task that the reader may see, and what is asked of it."""

    def __init__(self, request: AskedBy, person_id: int, task_id: int) -> None:
        self._request = request
        self.giver = person_for(request, person_id)
        visible = Project.objects.visible_to(request.person)
        rows = open_tasks().filter(project__in=visible, assignments__person=self.giver)
        self.task: Task = get_object_or_404(
            rows.select_related("project", "dates", "parent").distinct(), pk=task_id
        )
        self._people = people_reached(request.person, VIEW)
        data = request.POST if request.method == "POST" else request.GET
        self.form = ReassignmentForm(
            data if "way" in data else None,
            task=self.task,
            giver=self.giver,
            people=self._people.values_list("pk", flat=True),
            reader=request.person,
        )

    def page(self) -> dict[str, Any]:
        shown = self.consequence()
        trials = shown.pop("trials")
        ways = trials.effects(self._ways())
        ways = sorted((one for one in ways if not one.refusal), key=lambda one: one.harm)[:MOST_WAYS]
        return shown | {"ways": words_of(ways, trials, self._request.person)}

    def consequence(self) -> dict[str, Any]:
        """Give what the way that is asked for does, where it was asked for well."""
        reader, project = self._request.person, self.task.project
        trials = Reassignments(as_of=today())
        shown: dict[str, Any] = {
            "task": self.task,
            "giver": self.giver,
            "reassignment_form": self.form,
            "may_plan": may(reader, "projects.edit_schedule", project),
            "sees_cost": may(reader, "staffing.view_rates", project),
            "trials": trials,
        }
        if self.form.is_bound and self.form.is_valid():
            (effect,) = trials.effects([self.form.wanted])
            (words,) = words_of([effect], trials, reader)
            shown |= {"tried": words, "ask_url": self._ask_url(effect, trials)}
        return shown

    def _ask_url(self, effect: Reassigned, trials: Reassignments) -> str:
        """Give where to ask for the time of somebody who is not the reader's to give; empty where it may be given."""
        wanted = effect.wanted
        receiving = [] if wanted.way is Way.MOVE else [wanted.taker]
        receiving += [wanted.giver] if wanted.way is Way.SWAP else []
        foreign = [pk for pk in receiving if pk and not may_give(self._request.person, trials.people[pk])]
        if not foreign:
            return ""
        team = next((one for one in self.task.assignments.all() if one.person_id == self.giver.pk), None)
        units = min(team.units_percent, 100) if team else 100
        share = units * wanted.share_percent / 100 if wanted.way is Way.SHARE else units
        query = {
            "task": self.task.uid,
            "person": wanted.taker or "",
            "share_percent": f"{max(share, 1):g}",
            "in_place_of": self.giver.pk if wanted.way is Way.GIVE else "",
            "reason": gettext("In place of {name}, who has too much.").format(name=self.giver.name),
        }
        return f"{reverse('staffing:new-request', args=[self.task.project_id])}?{urlencode(query)}"

    def _ways(self) -> list[Reassignment]:
        """Give the ways worth looking at: later, and whoever is of the same team or can do what the giver can."""
        giver = self.giver
        skills = PersonSkill.objects.filter(person=giver).values("skill")
        near = Q(pk__in=PersonSkill.objects.filter(skill__in=skills).values("person"))
        if giver.department_id:
            near |= Q(department=giver.department_id)
        if giver.supervisor_id:
            near |= Q(supervisor=giver.supervisor_id)
        found = self._people.filter(near).exclude(pk=giver.pk)
        closest = sorted(
            found,
            key=lambda one: (one.job_title != giver.job_title, one.department_id != giver.department_id),
        )
        people = closest[:MOST_PEOPLE]
        known = {"task": self.task.pk, "giver": self.giver.pk}
        return [
            Reassignment(way=Way.MOVE, **known),
            *(Reassignment(way=Way.GIVE, taker=person.pk, **known) for person in people),
            *(Reassignment(way=Way.SHARE, taker=person.pk, **known) for person in people),
            *(
                Reassignment(way=Way.SWAP, taker=person, in_return=task, **known)
                for person, task in self._returned(people[:MOST_SWAPS]).items()
            ),
        ]

    def _returned(self, people: Sequence[Person]) -> dict[int, int]:
        """Give, of each of these, the task of another time that is nearest in size, to be had in return."""
        visible, dates = Project.objects.visible_to(self._request.person), self.task.dates
        rows = open_assignments().filter(
            person__in=people, task__project__in=visible, task__percent_complete=0, task__is_milestone=False
        )
        rows = rows.exclude(task__in=Assignment.objects.filter(person=self.giver).values("task"))
        found: dict[int, tuple[int, int]] = {}
        together = Q(task__dates__start__lt=dates.finish, task__dates__finish__gt=dates.start)
        for person, task, lasts in rows.exclude(together).values_list(
            "person_id", "task_id", "task__duration_minutes"
        ):
            found.setdefault(person, (task, lasts))
            found[person] = min(found[person], (task, lasts), key=lambda one: self._differs(one[1]))
        return {person: task for person, (task, _) in found.items()}

    def _differs(self, duration_minutes: int) -> int:
        return abs(duration_minutes - self.task.duration_minutes)
