"""Assumptions, dependencies and lessons as people type them."""

from typing import Any

from django import forms
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department, Organization, Person
from milepost.domain.projects.calculations.risk_scales import risk_categories
from milepost.domain.projects.models import Dependency, Lesson, Project, Task
from milepost.domain.projects.models.dependency import unseen_project
from milepost.web.access import today
from milepost.web.projects.forms.fields import DayField
from milepost.web.registers.forms import EntryForm, PersonField, shared_field, words


def category_field() -> forms.ChoiceField:
    """Give a field for the city's categories, offered by `offer_categories`."""
    return forms.ChoiceField(label=_("Category"), required=False)


def offer_categories(form: forms.Form, standing: str) -> None:
    """Offer the city's categories, and the one that stands there already."""
    names = risk_categories(on=today())
    if standing and standing not in names:
        names.append(standing)
    form.fields["category"].choices = [("", gettext("None")), *((name, name) for name in names)]  # type: ignore[attr-defined]


class AssumptionForm(EntryForm):
    statement = words(_("What is held to be true"), required=True)
    basis = words(_("Why, and how one will know"), most=2000, rows=2)
    consequence = words(_("If it is wrong"))
    category = category_field()
    owner = PersonField(label=_("Who validates it"))
    validate_by = DayField(label=_("Validate by"), required=False)
    is_shared = shared_field()

    LAYOUT = (
        (
            "",
            (
                ("statement",),
                ("basis",),
                ("consequence",),
                ("owner", "validate_by", "category"),
                ("is_shared",),
            ),
        ),
    )

    def __init__(self, data: Any, *, project: Project, row: Any, person: Person) -> None:
        super().__init__(data, project=project, row=row, person=person)
        offer_categories(self, row.category if row else "")


class OtherProjectField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Offers projects; one that stands there and that the reader may not see keeps its name to itself."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj) if obj.is_in_sight else unseen_project()


class DependencyForm(EntryForm):
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Dependency.Direction.choices, initial=Dependency.Direction.OWED_TO_US
    )
    what = words(
        _("What"), required=True, help_text=_("A result somebody can see: not help, but a signed form.")
    )
    details = words(_("Details"), most=2000, rows=2)
    other_project = OtherProjectField(
        Project.objects.none(), label=_("Other project"), required=False, empty_label=_("None")
    )
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True),
        label=_("Or a department"),
        required=False,
        empty_label=_("None"),
    )
    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        label=_("Or a vendor or partner"),
        required=False,
        empty_label=_("None"),
    )
    owner = PersonField(label=_("Owner on our side"))
    counterpart = PersonField(
        label=_("Who speaks for the other side"), help_text=_("Is asked to agree to the date, in My work.")
    )
    due_on = DayField(
        label=_("Due"), required=False, help_text=_("A date that moves is to be agreed anew by both sides.")
    )
    task_uid = forms.TypedChoiceField(
        label=_("Our task that needs it or makes it"), required=False, coerce=int, empty_value=None
    )
    is_shared = shared_field()

    LAYOUT = (
        (
            "",
            (
                ("direction", "due_on"),
                ("what",),
                ("details",),
                ("other_project", "department", "organization"),
                ("owner", "counterpart"),
                ("task_uid",),
                ("is_shared",),
            ),
        ),
    )

    def __init__(self, data: Any, *, project: Project, row: Any, person: Person) -> None:
        super().__init__(data, project=project, row=row, person=person)
        visible = Project.objects.visible_to(person).exclude(pk=project.pk)
        in_sight = Q(pk__in=visible.order_by().values("pk"))
        offered = Q(pk__in=visible.open().order_by().values("pk")) | Q(
            pk=row.other_project_id if row else None
        )
        self.fields["other_project"].queryset = Project.objects.filter(offered).annotate(  # type: ignore[attr-defined]
            is_in_sight=ExpressionWrapper(in_sight, output_field=BooleanField())
        )
        tasks = Task.objects.filter(project=project, is_active=True).order_by("position")
        self.fields["task_uid"].choices = [  # type: ignore[attr-defined]
            ("", gettext("None")),
            *((uid, f"{uid} {name}") for uid, name in tasks.values_list("uid", "name")),
        ]


class AgreementForm(forms.Form):
    said_by = words(
        _("Who of the other side agreed, and how"),
        most=200,
        help_text=_("Such as: Dana Ruiz, by email of Nov 3."),
    )


class LessonForm(EntryForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Lesson.Kind.choices, initial=Lesson.Kind.CHANGE)
    happened = words(_("What happened"), most=500, rows=2, required=True)
    advice = words(_("What to do next time"), most=500, rows=2, required=True)
    category = category_field()
    owner = PersonField(label=_("Who knows more"))
    is_shared = shared_field()

    LAYOUT = (("", (("kind", "category"), ("happened",), ("advice",), ("owner",), ("is_shared",))),)

    def __init__(self, data: Any, *, project: Project, row: Any, person: Person) -> None:
        super().__init__(data, project=project, row=row, person=person)
        offer_categories(self, row.category if row else "")
        if row is None:
            self.fields["owner"].initial = person.pk
