"""The form of a task: what was decided of it and what was reported, with what its editor had read."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person, WorkingCalendar
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.assigning import team_on
from milepost.domain.projects.actions.editing import CannotEdit, StaleField
from milepost.domain.projects.actions.linking import Predecessors, predecessors_of
from milepost.domain.projects.actions.progressing import PROGRESS_FIELDS
from milepost.domain.projects.calculations.effort import work_minutes_of
from milepost.domain.projects.calculations.gantt_document import units_of
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.calculations.typed_fields import TYPE_NAMES, TypedFields
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.queries import calendars_for
from milepost.engine.effort import TaskType
from milepost.engine.network.model import Constraint
from milepost.exchange.sheets.typed import CONSTRAINT_NAMES
from milepost.web.access import now
from milepost.web.projects.forms.fields import (
    Duration,
    DurationField,
    InstantField,
    PercentField,
    PredecessorsField,
    TeamField,
)

SECTIONS = {
    gettext_noop("Task"): ("name", "duration", "predecessors", "responsible", "is_milestone"),
    gettext_noop("Work"): ("assigned", "work", "type", "is_effort_driven", "ignores_people", "may_split"),
    gettext_noop("Progress"): ("percent_complete", "remaining", "actual_start", "actual_finish"),
    gettext_noop("Dates to keep"): (
        "constraint",
        "constraint_at",
        "deadline",
        "manual_start",
        "manual_finish",
    ),
    gettext_noop("More"): ("calendar", "priority", "notes", "is_active"),
}
OF_LEAVES = {
    "duration",
    "is_milestone",
    "manual_start",
    "manual_finish",
    *SECTIONS["Work"],
    *SECTIONS["Progress"],
}
ASIDE = {"predecessors", "assigned", "work"}
"""What stands beside the task's own row."""
PAIRS = ({"constraint", "constraint_at"}, {"manual_start", "manual_finish"})
# Where the form names a field otherwise than the row.
FORM_NAMES = {
    "duration_minutes": "duration",
    "duration_unit": "duration",
    "is_estimated": "duration",
    "remaining_minutes": "remaining",
}


class TaskForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=255)
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label=_("Responsible"), required=False, empty_label=_("No one yet")
    )
    is_milestone = forms.BooleanField(label=_("Milestone"), required=False)
    type = forms.TypedChoiceField(
        label=_("Task type"),
        choices=[(kind.value, name) for kind, name in TYPE_NAMES.items()],
        coerce=int,
        required=False,
        help_text=_("What stays when the duration, the work or somebody's units change."),
    )
    is_effort_driven = forms.BooleanField(
        label=_("Effort-driven"),
        required=False,
        help_text=_("Who joins takes over work instead of adding some."),
    )
    ignores_people = forms.BooleanField(
        label=_("Ignores resource calendars"),
        required=False,
        help_text=_("Runs on its own calendar whoever is assigned."),
    )
    may_split = forms.TypedChoiceField(
        label=_("May be split"),
        choices=[("", _("As each leveling is asked")), ("True", _("Yes")), ("False", _("No"))],
        coerce=lambda text: text == "True",
        empty_value=None,
        required=False,
        help_text=_("Whether leveling may let it stop for another task and go on later."),
    )
    percent_complete = PercentField(label=_("Percent complete"), required=False)
    actual_start = InstantField(label=_("Actual start"), required=False)
    actual_finish = InstantField(label=_("Actual finish"), required=False)
    constraint = forms.TypedChoiceField(
        label=_("Constraint"),
        choices=[(kind.value, CONSTRAINT_NAMES[kind]) for kind in Constraint],
        coerce=int,
    )
    constraint_at = InstantField(label=_("Constraint date"), required=False)
    deadline = InstantField(
        label=_("Deadline"), required=False, help_text=_("Warns when it is missed; it moves nothing.")
    )
    manual_start = InstantField(
        label=_("Fixed start"), required=False, help_text=_("With a fixed finish, the task is not scheduled.")
    )
    manual_finish = InstantField(label=_("Fixed finish"), required=False)
    calendar = forms.ModelChoiceField(
        WorkingCalendar.objects.none(),
        label=_("Calendar"),
        required=False,
        empty_label=_("The project's calendar"),
    )
    priority = forms.IntegerField(label=_("Priority"), min_value=0, max_value=1000, initial=500)
    is_active = forms.BooleanField(
        label=_("Active"), required=False, initial=True, help_text=_("An inactive task moves nothing.")
    )
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(
        self, data: QueryDict | None, *, project: Project, person: Person, task: Task | None = None
    ) -> None:
        self.task = task
        self.person = person
        self._typed = TypedFields(project, by=person, as_of=local_day(now()))
        super().__init__(data, initial=self._as_typed(task) if task else {"duration": Duration(480)})
        self._add_typed_fields(project)
        self._offer_choices(project)
        self._withhold(project, person)
        for field in self.fields.values():
            field.show_hidden_initial = task is not None

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """Give the fields under their headings, as far as they stand for this task and person."""
        kept = {
            title: [self[name] for name in names if name in self.fields] for title, names in SECTIONS.items()
        }
        return [(gettext(title), fields) for title, fields in kept.items() if fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("constraint", 0) <= Constraint.AS_LATE_AS_POSSIBLE and "constraint_at" in cleaned:
            cleaned["constraint_at"] = None
        if cleaned.get("type") == "":
            cleaned["type"] = TaskType.FIXED_UNITS
        if "percent_complete" in cleaned:
            cleaned["percent_complete"] = cleaned["percent_complete"] or 0.0
        return cleaned

    @property
    def changed_fields(self) -> dict[str, Any]:
        """Give the decided fields that were changed, as the row names them; dates with their kind."""
        changed = set(self.changed_data) - ASIDE - set(SECTIONS["Progress"])
        for pair in PAIRS:
            if pair & changed:
                changed |= pair & set(self.fields)
        return self._as_row({name: self.cleaned_data[name] for name in changed})

    @property
    def changed_progress(self) -> dict[str, Any]:
        """Give the progress that was changed, as the row names it."""
        changed = set(self.changed_data) & set(SECTIONS["Progress"])
        return self._as_row({name: self.cleaned_data[name] for name in changed})

    @property
    def changed_predecessors(self) -> Predecessors | None:
        return self.cleaned_data["predecessors"] if "predecessors" in self.changed_data else None

    @property
    def changed_team(self) -> list[Terms] | None:
        return self.cleaned_data["assigned"] if "assigned" in self.changed_data else None

    @property
    def changed_work(self) -> int | None:
        work = self.cleaned_data.get("work") if "work" in self.changed_data else None
        return work.minutes if work else None

    @property
    def seen(self) -> dict[str, Any]:
        """Give what the editor had read, as the row names it."""
        return self._as_row(dict(self._read()))

    def refuse(self, error: CannotEdit) -> None:
        """Put a refusal beside its field; of a stale one both values, and the next attempt has read theirs."""
        name = FORM_NAMES.get(error.field, error.field)
        if name not in self.fields:
            self.add_error(None, str(error))
        elif isinstance(error, StaleField) and self.task:
            self._refuse_stale(name, Task.objects.get(pk=self.task.pk))
        else:
            self.add_error(name, str(error))

    def _refuse_stale(self, name: str, current: Task) -> None:
        theirs = self.fields[name].prepare_value(self._as_typed(current)[name])
        self.data = {
            **dict(self.data.items()),
            self.add_initial_prefix(name): "" if theirs is None else str(theirs),
        }
        shown = self._in_words(name, theirs)
        yours = self._in_words(name, self.data.get(self.add_prefix(name)))
        self.add_error(
            name,
            f"Somebody changed this meanwhile: it is {shown} now, and you entered {yours}. Save again to keep yours.",
        )

    def _in_words(self, name: str, value: Any) -> str:
        choices = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        return choices.get(str(value), str(value).replace("T", " ")) if value not in (None, "") else "empty"

    def _read(self) -> Iterable[tuple[str, Any]]:
        for name, field in self.fields.items():
            try:
                yield name, field.clean(self.data.get(self.add_initial_prefix(name)))
            except ValidationError:
                continue

    def _as_row(self, values: dict[str, Any]) -> dict[str, Any]:
        row = {name: value for name, value in values.items() if name not in ("duration", "remaining", "work")}
        if duration := values.get("duration"):
            row |= {
                "duration_minutes": duration.minutes,
                "duration_unit": duration.unit,
                "is_estimated": duration.is_estimated,
            }
        if "remaining" in values:
            row["remaining_minutes"] = values["remaining"].minutes if values["remaining"] else None
        return row

    def _add_typed_fields(self, project: Project) -> None:
        units = units_of(project)
        keys = dict(Task.objects.filter(project=project).values_list("uid", "pk"))
        self.fields["duration"] = DurationField(
            units=units, label=gettext("Duration"), help_text=gettext("Such as 3d, 2w, 4h or 5ed.")
        )
        self.fields["remaining"] = DurationField(
            units=units, label=gettext("Remaining duration"), required=False
        )
        if self.task is not None:
            self.fields["work"] = DurationField(
                units=units,
                label=gettext("Work"),
                required=False,
                help_text=gettext(
                    "In sum, such as 40h; the duration follows, or the units where that is fixed."
                ),
            )
        self.fields["assigned"] = TeamField(
            typed=self._typed,
            label=gettext("Assigned"),
            help_text=gettext("Who works on it: Kara Montoya [50%]; Sam Lee [16h]; role: Analyst."),
        )
        self.fields["predecessors"] = PredecessorsField(
            label=gettext("Predecessors"),
            units=units,
            keys=keys,
            person=self.person,
            number=project.number,
            help_text=gettext(
                "IDs with type and lag, such as 12; 14SS; 15FS+2d; of another project P-2026-004\\12."
            ),
        )

    def _offer_choices(self, project: Project) -> None:
        involved = Q(is_active=True) | Q(tasks__project=project)
        self.fields["responsible"].queryset = Person.objects.filter(involved).distinct()  # type: ignore[attr-defined]
        self.fields["calendar"].queryset = calendars_for(project)  # type: ignore[attr-defined]

    def _withhold(self, project: Project, person: Person) -> None:
        """Leave out what this task has not, and what the person may not set."""
        withheld: set[str] = set()
        if self.task is not None and self.task.children.exists():
            withheld |= OF_LEAVES
        if self.task is None or not may(person, "projects.record_progress", project):
            withheld |= set(SECTIONS["Progress"])
        if not may(person, "projects.edit_schedule", project):
            withheld |= set(self.fields) - set(SECTIONS["Progress"])
        for name in withheld:
            self.fields.pop(name, None)

    def _work_of(self, task: Task) -> Duration | None:
        team = team_on(task)
        return Duration(work_minutes_of(task, team), "h") if team else None

    def _as_typed(self, task: Task) -> dict[str, Any]:
        """Give a task's fields as the form shows them."""
        plain = {
            name: getattr(task, name)
            for name in (*TaskForm.base_fields, *PROGRESS_FIELDS)
            if name not in ("responsible", "calendar")
        }
        return plain | {
            "assigned": self._typed.text("assigned", task),
            "work": self._work_of(task),
            "responsible": task.responsible_id,
            "calendar": task.calendar_id,
            "duration": Duration(task.duration_minutes, task.duration_unit, task.is_estimated),
            "remaining": None
            if task.remaining_minutes is None
            else Duration(task.remaining_minutes, task.duration_unit),
            "predecessors": predecessors_of(task, seen_by=self.person),
        }
