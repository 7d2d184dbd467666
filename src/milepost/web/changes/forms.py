"""What a person types to ask for a change and to decide on one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.actions.requesting_change import CostLine, Wanted
from milepost.domain.governance.models import ChangeRequest, SignOff
from milepost.domain.money.models import SpendingLimit
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Deliverable, Issue, Project, Requirement, Risk, Task
from milepost.web.registers.seen import SeenForm

SPARE_ROWS = 2
SCOPE = ("requirements", "deliverables")
TASKS_LIST = "tasks-of-the-project"
TYPED = ("duration", "start", "predecessors")
_TEXT = forms.Textarea(attrs={"rows": 3})


class TaskField(forms.CharField):
    """A task by its number, as the list beside it offers it: 12, or 12 Install."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": TASKS_LIST, "autocomplete": "off"})
        super().__init__(max_length=320, widget=widget, **options)
        self.tasks: Mapping[int, Task] = {}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = text.split()[0].rstrip(".")
        task = self.tasks.get(int(number)) if number.isdecimal() and len(number) < 10 else None
        if task is None:
            raise ValidationError(gettext("Begin with the number of a task of this project, such as 12."))
        return task


class ChangeForm(SeenForm):
    title = forms.CharField(label=_("What is to change"), max_length=300)
    type = forms.ChoiceField(label=_("Type"), choices=ChangeRequest.Type.choices)
    decide_by = forms.DateField(
        label=_("Decision wanted by"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=5000, widget=_TEXT)
    options = forms.CharField(
        label=_("Options considered"), max_length=5000, required=False, widget=_TEXT,
        help_text=_("What else could be done, what happens if nothing is, and why this is proposed."),
    )  # fmt: skip
    requirements = forms.ModelMultipleChoiceField(
        Requirement.objects.none(), label=_("Requirements it brings or changes"), required=False
    )
    deliverables = forms.ModelMultipleChoiceField(
        Deliverable.objects.none(), label=_("Deliverables it brings or changes"), required=False
    )
    issue = forms.ModelChoiceField(
        Issue.objects.none(), label=_("Answers the issue"), required=False, empty_label=_("None")
    )
    risk = forms.ModelChoiceField(
        Risk.objects.none(), label=_("Answers the risk"), required=False, empty_label=_("None")
    )

    def __init__(self, data: Any, *, project: Project, by: Person, **options: Any) -> None:
        super().__init__(data, **options)
        self._offer_scope(project, by)
        for name, model in (("issue", Issue), ("risk", Risk)):
            seen = model.objects.visible_to(by).filter(project=project)
            self.fields[name].queryset = seen  # type: ignore[attr-defined]
            standing = self.initial.get(name)
            if standing and not standing.is_seen_by(by):
                # What the reader cannot choose stays as it is.
                del self.fields[name]

    def _offer_scope(self, project: Project, by: Person) -> None:
        fields: dict[str, Any] = self.fields
        fields["requirements"].queryset = project.requirements.exclude(state=Requirement.State.DROPPED)
        fields["deliverables"].queryset = project.deliverables.order_by("number")
        for name in SCOPE:
            if not may(by, "projects.view_scope", project) or not fields[name].queryset.exists():
                del fields[name]
                continue
            fields[name].label_from_instance = lambda one: f"{one.number} {one}"
            fields[name].widget.attrs["size"] = 6

    @property
    def words(self) -> Any:
        """Give the request's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in SCOPE}

    @property
    def scope(self) -> list[Requirement | Deliverable] | None:
        """Give what of the scope it brings; nothing where that was not to be chosen."""
        offered = [name for name in SCOPE if name in self.fields]
        return [one for name in offered for one in self.cleaned_data[name]] if offered else None


class EditForm(forms.Form):
    """An edit of one task; what is left empty stays."""

    task = TaskField(label=_("Task"), required=False)
    duration = forms.CharField(label=_("Duration"), max_length=20, required=False)
    start = forms.DateField(
        label=_("Not before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    predecessors = forms.CharField(label=_("Waits for"), max_length=300, required=False)
    is_removed = forms.BooleanField(label=_("Remove it"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        says = [name for name in (*TYPED, "is_removed") if given.get(name)]
        if says and not given.get("task") and "task" not in self.errors:
            self.add_error("task", gettext("Say which task."))
        if given.get("task") and not says:
            self.add_error("duration", gettext("Say what changes about the task."))
        return given

    def command(self) -> dict[str, Any] | None:
        """Give the edit as the schedule takes it."""
        given = self.cleaned_data
        if not given.get("task"):
            return None
        if given["is_removed"]:
            return {"do": "remove", "tasks": [given["task"].pk]}
        values = {name: f"{given[name]}" for name in TYPED if given[name]}
        return {"do": "set", "task": given["task"].pk, "values": values}


class NewTaskForm(forms.Form):
    """A task that the change adds."""

    name = forms.CharField(label=_("New task"), max_length=255, required=False)
    duration = forms.CharField(label=_("Duration"), max_length=20, required=False)
    under = TaskField(label=_("In phase"), required=False)
    predecessors = forms.CharField(label=_("Waits for"), max_length=300, required=False)
    successors = forms.CharField(label=_("Waited for by"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if any(
            given.get(name) for name in ("duration", "under", "predecessors", "successors")
        ) and not given.get("name"):
            self.add_error("name", gettext("Name the new task."))
        return given

    def command(self, key: str) -> dict[str, Any] | None:
        """Give the insertion as the schedule takes it."""
        given = self.cleaned_data
        if not given.get("name"):
            return None
        values = {
            name: given[name] for name in ("name", "duration", "predecessors", "successors") if given[name]
        }
        under = given["under"].pk if given["under"] else None
        return {"do": "insert", "key": key, "under": under, "values": values}


class CostForm(forms.Form):
    """What is added to the cost of a task or phase; a minus takes from it."""

    task = TaskField(label=_("Task or phase"), required=False)
    amount = forms.DecimalField(label=_("Dollars"), max_digits=14, decimal_places=2, required=False)
    limit = forms.ModelChoiceField(
        SpendingLimit.objects.none(), label=_("Under the contract"), required=False, empty_label=_("None")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("amount") and not given.get("task") and "task" not in self.errors:
            self.add_error("task", gettext("Say on which task or phase."))
        return given

    def line(self) -> CostLine | None:
        """Give the cost as the action takes it."""
        given = self.cleaned_data
        if not given.get("task") or not given.get("amount"):
            return None
        return CostLine(given["task"].uid, given["amount"], given["limit"])


class WantedForms:
    """The rows in which the edits and costs of a change are typed."""

    def __init__(self, data: Any, *, project: Project, change: ChangeRequest | None = None) -> None:
        self.tasks = {
            task.uid: task
            for task in Task.objects.filter(project=project, is_active=True).order_by("position")
        }
        by_id = {task.pk: task for task in self.tasks.values()}
        edits, new, self.others = _rows(change.commands if change else [], by_id)
        costs = [
            {"task": self._named(cost.uid), "amount": cost.amount, "limit": cost.limit_id}
            for cost in (change.costs.all() if change else ())
        ]
        self.edits = self._forms(EditForm, data, edits, "edits")
        self.new = self._forms(NewTaskForm, data, new, "new")
        self.costs = self._forms(CostForm, data, costs, "costs")
        contracts = SpendingLimit.objects.filter(project=project, kind=SpendingLimit.Kind.CONTRACT)
        for form in self.costs:
            form.fields["limit"].queryset = contracts

    @property
    def has_errors(self) -> bool:
        return any(form.errors for formset in (self.edits, self.new, self.costs) for form in formset)

    def is_valid(self) -> bool:
        """Tell whether every row holds."""
        checked = [formset.is_valid() for formset in (self.edits, self.new, self.costs)]
        return all(checked)

    def wanted(self) -> Wanted:
        """Give all that is asked for; edits that these rows cannot show stay as they are."""
        edits = [form.command() for form in self.edits]
        new = [form.command(f"new-{number}") for number, form in enumerate(self.new, 1)]
        lines = [form.line() for form in self.costs]
        return Wanted([one for one in (*new, *edits, *self.others) if one], [one for one in lines if one])

    def _forms(self, form: Any, data: Any, rows: Sequence[Any], prefix: str) -> "BaseFormSet[Any]":
        made: BaseFormSet[Any] = formset_factory(form, extra=SPARE_ROWS, max_num=200, absolute_max=250)(
            data, initial=list(rows), prefix=prefix
        )
        for one in made:
            for field in one.fields.values():
                if isinstance(field, TaskField):
                    field.tasks = self.tasks
        return made

    def _named(self, uid: int) -> str:
        return f"{uid} {self.tasks[uid].name}" if uid in self.tasks else str(uid)

    def choices(self) -> Iterator[str]:
        """Give the tasks as the list beside the fields offers them."""
        return (f"{uid} {task.name}" for uid, task in self.tasks.items())


class SignForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("I say"),
        choices=[
            (one.value, one.label)
            for one in (SignOff.Verdict.APPROVED, SignOff.Verdict.CONDITIONS, SignOff.Verdict.REJECTED)
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Conditions, reason or remark"), max_length=5000, required=False, widget=_TEXT,
        help_text=_("Needed for conditions and for a no."),
    )  # fmt: skip


class BoardForm(SignForm):
    """A board's decision, with its vote."""

    decided_by = forms.CharField(label=_("Board"), max_length=200)
    decided_on = forms.DateField(
        label=_("Decided"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    votes_for = forms.IntegerField(label=_("For"), min_value=0, max_value=200, required=False)
    votes_against = forms.IntegerField(label=_("Against"), min_value=0, max_value=200, required=False)
    votes_abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=200, required=False)


class SendForm(forms.Form):
    draws_on = forms.ChoiceField(label=_("It draws on"), choices=ChangeRequest.DrawsOn.choices)


class OptionForm(forms.Form):
    title = forms.CharField(
        label=_("Name of the option"),
        max_length=120,
        help_text=_("Such as: a second crew, or two floors less."),
    )


class PersonForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, department__isnull=False),
        label=_("Ask instead"),
        empty_label=_("Choose a person"),
    )


def _rows(
    commands: Sequence[Any], tasks: Mapping[int, Task]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Any]]:
    """Sort commands into rows of edits, rows of new tasks, and what neither can show."""
    edits, new, others = [], [], []
    for one in commands:
        task = tasks.get(one.get("task") or 0)
        values = one.get("values") or {}
        removed = [tasks.get(pk) for pk in one.get("tasks") or ()] if one.get("do") == "remove" else []
        under = tasks.get(one.get("under") or 0)
        if one.get("do") == "set" and task and values.keys() <= set(TYPED) and not one.get("seen"):
            edits.append({**values, "task": f"{task.uid} {task.name}"})
        elif len(removed) == 1 and removed[0]:
            edits.append({"task": f"{removed[0].uid} {removed[0].name}", "is_removed": True})
        elif one.get("do") == "insert" and not one.get("before") and (under or not one.get("under")):
            new.append({**values, "under": f"{under.uid} {under.name}" if under else ""})
        else:
            others.append(one)
    return edits, new, others
