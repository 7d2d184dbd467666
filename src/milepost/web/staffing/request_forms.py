"""What a project manager types to ask for staff, and a supervisor to answer."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Max, Min
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.actions.answering_requests import Counter
from milepost.domain.staffing.actions.requesting_staff import RequestFields
from milepost.domain.staffing.models import Skill, SkillLevel, StaffingRole, StaffOffer, StaffRequest

ANSWER_DAYS = 7


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class RequestForm(forms.Form):
    """What a project asks for."""

    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, organization=None),
        label=_("Person"),
        required=False,
        empty_label=_("Whoever fills the role"),
    )
    role = forms.ModelChoiceField(
        StaffingRole.objects.all(), label=_("Role"), required=False, empty_label=_("No role")
    )
    in_place_of = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("In place of"),
        required=False,
        empty_label=_("Nobody leaves"),
        help_text=_("Who leaves the tasks once somebody is confirmed."),
    )
    supervisor = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who is asked"),
        required=False,
        empty_label=_("The person’s supervisor"),
        help_text=_("Only where nobody is named."),
    )
    skill = forms.ModelChoiceField(
        Skill.objects.all(), label=_("Skill"), required=False, empty_label=_("As the role needs")
    )
    level = forms.TypedChoiceField(
        label=_("Least level"),
        choices=[("", _("Any")), *SkillLevel.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    tasks = forms.TypedMultipleChoiceField(label=_("Tasks"), coerce=int, widget=forms.CheckboxSelectMultiple)
    first = _day(_("From"), required=False, help_text=_("Left open, when the tasks begin."))
    last = _day(_("Until"), required=False, help_text=_("Left open, when they end."))
    share_percent = forms.FloatField(
        label=_("Share of time (%)"),
        required=False,
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("On each of the tasks while it lasts."),
    )
    hours = forms.FloatField(
        label=_("Or hours"), required=False, min_value=1, help_text=_("Over all of the tasks.")
    )
    needed_by = _day(_("Answer needed by"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    comment = forms.CharField(
        label=_("Comment"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, data: QueryDict | None, *, project: Project, initial: dict[str, Any], on: date
    ) -> None:
        super().__init__(data, initial={"needed_by": on + timedelta(days=ANSWER_DAYS), **initial})
        self._project, self._on = project, on
        tasks = open_tasks_of(project)
        self.fields["tasks"].choices = [(task.uid, _named(task)) for task in tasks]  # type: ignore[attr-defined]
        working = Person.objects.filter(assignments__task__project=project).distinct().order_by("name")
        self.fields["in_place_of"].queryset = working  # type: ignore[attr-defined]
        supervising = Person.objects.filter(is_active=True, reports_of__is_active=True).distinct()
        self.fields["supervisor"].queryset = supervising  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("hours") and given.get("share_percent"):
            # The share stands in the form from the beginning; hours are what was typed.
            given["share_percent"] = None
        if given.get("tasks"):
            first, last = _planned(self._project, given["tasks"])
            given["first"] = given.get("first") or (first and max(first, self._on))
            given["last"] = given.get("last") or last
        return given

    @property
    def wanted(self) -> RequestFields:
        return RequestFields(**self.cleaned_data)


class AnswerForm(forms.Form):
    """What a supervisor offers."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"), empty_label=_("Name somebody"))
    share_percent = forms.FloatField(label=_("Share of time (%)"), min_value=1, max_value=100)
    first = _day(_("From"))
    last = _day(_("Until"))
    makes_room = forms.BooleanField(
        label=_("Other work makes room"),
        required=False,
        help_text=_("Other tasks of the person that do not fit beside it wait."),
    )
    comment = forms.CharField(
        label=_("Comment"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, *, offer: StaffOffer, people: Sequence[Person]) -> None:
        initial = {
            name: getattr(offer, name) for name in ("share_percent", "first", "last", "makes_room")
        } | {"person": offer.person_id}
        super().__init__(data, initial=initial, auto_id="answer_%s")
        self.fields["person"].queryset = Person.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]

    @property
    def counter(self) -> Counter:
        given = {name: value for name, value in self.cleaned_data.items() if name != "comment"}
        return Counter(**given)


def open_tasks_of(project: Project) -> list[Task]:
    """Give the tasks of a project that staff can be asked for."""
    rows = Task.objects.filter(project=project, is_active=True, percent_complete__lt=100, dates__isnull=False)
    return list(
        rows.filter(children=None, is_milestone=False).select_related("dates", "parent").order_by("position")
    )


def _named(task: Task) -> str:
    """Name a task with its phase and dates, as many tasks of a project bear the same name."""
    phase = f" · {task.parent.name}" if task.parent else ""
    return f"{task.name}{phase}, {day_text(task.dates.start.date())} – {day_text(task.dates.finish.date())}"


def initial_of(request: StaffRequest) -> dict[str, Any]:
    """Give what a request asks for, to be changed."""
    offer = request.offer
    return {
        "person": request.person_id,
        "role": request.role_id,
        "in_place_of": request.in_place_of_id,
        "supervisor": None if request.person_id else request.supervisor_id,
        "skill": request.skill_id,
        "level": request.level,
        "tasks": list(request.tasks.values_list("uid", flat=True)),
        "first": offer.first,
        "last": offer.last,
        "share_percent": None if offer.hours else offer.share_percent,
        "hours": offer.hours,
        "needed_by": request.needed_by,
        "reason": request.reason,
    }


def _planned(project: Project, uids: Sequence[int]) -> tuple[date | None, date | None]:
    rows = Task.objects.filter(project=project, uid__in=uids)
    ends = rows.aggregate(first=Min("dates__start"), last=Max("dates__finish"))
    return ends["first"] and ends["first"].date(), ends["last"] and ends["last"].date()
