"""What a planner types to reassign work."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.calculations.reassignments import Reassignment, Way
from milepost.domain.staffing.queries import open_tasks

WAYS = [
    (Way.GIVE, _("Give it to somebody else")),
    (Way.SHARE, _("Share it with somebody else")),
    (Way.SWAP, _("Swap it for a task of somebody else")),
    (Way.MOVE, _("Move it until there is room")),
]


class ReassignmentForm(forms.Form):
    """Where a person's work on a task goes."""

    way = forms.ChoiceField(label=_("Way out"), choices=WAYS, initial=Way.GIVE)
    taker = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person"), required=False, empty_label=_("Name somebody")
    )
    share_percent = forms.FloatField(
        label=_("Share that passes on (%)"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=_("Only where it is shared; left open, half."),
    )
    in_return = forms.ModelChoiceField(
        Task.objects.none(),
        label=_("Task in return"),
        required=False,
        empty_label=_("Choose a task"),
        help_text=_("Only of a swap: their tasks stand here once you named the person."),
    )

    def __init__(
        self, data: QueryDict | None, *, task: Task, giver: Person, people: Iterable[int], reader: Person
    ) -> None:
        super().__init__(data)
        self._task, self._giver = task, giver
        others = Person.objects.filter(pk__in=people).exclude(pk=giver.pk)
        self.fields["taker"].queryset = others  # type: ignore[attr-defined]
        taker = data.get("taker", "") if data and data.get("way") == Way.SWAP else ""
        if taker.isdecimal() and len(taker) < 10:
            visible = Project.objects.visible_to(reader)
            rows = open_tasks().filter(assignments__person=int(taker), project__in=visible)
            self.fields["in_return"].queryset = rows.exclude(pk=task.pk).select_related("project")  # type: ignore[attr-defined]
            self.fields["in_return"].label_from_instance = lambda one: f"{one.name} · {one.project.name}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        way = given.get("way")
        if way and way != Way.MOVE and not given.get("taker") and "taker" not in self.errors:
            self.add_error("taker", gettext("Name who takes over."))
        if way == Way.SWAP and given.get("taker") and not given.get("in_return"):
            self.add_error("in_return", gettext("Say which task comes in return."))
        return given

    @property
    def wanted(self) -> Reassignment:
        given = self.cleaned_data
        way, taker, in_return = Way(given["way"]), given["taker"], given["in_return"]
        return Reassignment(
            way=way,
            task=self._task.pk,
            giver=self._giver.pk,
            taker=None if way is Way.MOVE else taker.pk,
            share_percent=given["share_percent"] or 50,
            in_return=in_return.pk if way is Way.SWAP else None,
        )
