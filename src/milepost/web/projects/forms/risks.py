"""A risk, and what is done about it, as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.risk_scales import RiskScales, risk_categories, risk_scales
from milepost.domain.projects.models import Project, ResponseAction, Risk
from milepost.domain.projects.risk_library.offering import OfferedRisk
from milepost.web.access import today
from milepost.web.projects.forms.fields import DayField
from milepost.web.registers.forms import EntryForm, PersonField, shared_field, words

NOT_RATED = [("", _("Not rated"))]


def _rating(label: Any, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **{"required": False, **options})


class RiskForm(EntryForm):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Risk.Kind.choices, initial=Risk.Kind.THREAT, required=False
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    event = words(_("What may happen"), required=True)
    cause = words(_("Because of"))
    effect = words(_("With the effect"))
    trigger = words(_("Trigger"), help_text=_("What shows that it is about to happen."))
    proximity_on = DayField(label=_("Proximity"), required=False, help_text=_("From when on it may happen."))
    probability = _rating(_("Probability"), initial=3, required=True)
    schedule_impact = _rating(_("Impact on the schedule"))
    cost_impact = _rating(_("Impact on cost"))
    scope_impact = _rating(_("Impact on scope or quality"))
    impact = _rating(
        _("Impact as a whole"),
        initial=3,
        help_text=_("The highest of the three, where one of them is rated."),
    )
    cost_if_happens = forms.DecimalField(
        label=_("Cost if it happens, dollars"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("With the probability it makes up the exposure."),
    )
    strategy = forms.ChoiceField(label=_("Strategy"), required=False)
    response = words(_("Response"), most=5000, rows=3, help_text=_("What is done about it."))
    residual_probability = _rating(_("Probability after the response"))
    residual_impact = _rating(_("Impact after the response"))
    owner = PersonField(label=_("Owner"))
    is_shared = shared_field()

    LAYOUT = (
        (
            _("The risk"),
            (("kind", "category"), ("event",), ("cause",), ("effect",), ("trigger", "proximity_on")),
        ),
        (
            _("How likely, how grave"),
            (
                ("probability", "impact"),
                ("schedule_impact", "cost_impact", "scope_impact"),
                ("cost_if_happens",),
            ),
        ),
        (
            _("What is done about it"),
            (
                ("strategy", "owner"),
                ("response",),
                ("residual_probability", "residual_impact"),
                ("is_shared",),
            ),
        ),
    )

    def __init__(self, data: Any, *, project: Project, row: Risk | None, person: Person) -> None:
        super().__init__(data, project=project, row=row, person=person)
        self._offer(risk_scales(on=today()))
        categories = risk_categories(on=today())
        if row and row.category and row.category not in categories:
            categories.append(row.category)
        self._choices("category", [("", _("None")), *((name, name) for name in categories)])
        self._choices("strategy", [("", _("Not chosen yet")), *Risk.Strategy.choices])

    def _offer(self, scales: RiskScales) -> None:
        likely = [(step.number, step.label) for step in scales.probability]
        grave = [(step.number, step.label) for step in scales.impact]
        means = {
            "schedule_impact": [(step.number, f"{step.label}, {step.days}") for step in scales.impact],
            "cost_impact": [(step.number, f"{step.label}, {step.percent}") for step in scales.impact],
            "scope_impact": [(step.number, f"{step.label}: {step.scope}") for step in scales.impact],
        }
        self._choices("probability", likely)
        self._choices("residual_probability", [*NOT_RATED, *likely])
        self._choices("impact", [("", _("Follows from the three")), *grave])
        self._choices("residual_impact", [*NOT_RATED, *grave])
        for name, steps in means.items():
            self._choices(name, [*NOT_RATED, *steps])

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Risk.Kind.THREAT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("impact") is None and not any(cleaned.get(name) for name in Risk.IMPACTS):
            if "impact" not in self.errors:
                self.add_error("impact", gettext("Rate the impact as a whole, or one of the three."))
        elif cleaned.get("impact") is None:
            cleaned.pop("impact", None)
        return cleaned


class ResponseActionForm(forms.Form):
    text = words(_("What is to be done"), required=True)
    owner = PersonField(label=_("Who"))
    due_on = DayField(label=_("Until"), required=False)
    cost = forms.DecimalField(
        label=_("Cost, dollars"), required=False, min_value=0, max_digits=12, decimal_places=2
    )

    def __init__(self, data: Any, *, action: ResponseAction | None = None) -> None:
        known = {name: getattr(action, name) for name in self.base_fields} if action else {}
        # The discussion below has a text of its own.
        super().__init__(data, initial=known, auto_id="id_action_%s")
        if action:
            self.fields["owner"].offer(action.owner_id)  # type: ignore[attr-defined]


class EscalationForm(forms.Form):
    to = PersonField(label=_("To"), required=True, empty_label=_("Choose a person"))
    reason = words(_("What you need from them"), most=1000, rows=2, required=True)


class CommonRisksForm(forms.Form):
    """The common risks a project is offered, each with a box."""

    chosen = forms.MultipleChoiceField(
        label=_("Common risks"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the risks that this project may meet.")},
    )

    def __init__(self, data: Any, *, offered: list[OfferedRisk]) -> None:
        super().__init__(data)
        self.offered = offered
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (str(place), one.event) for place, one in enumerate(offered)
        ]

    @property
    def risks(self) -> list[OfferedRisk]:
        return [self.offered[int(place)] for place in self.cleaned_data["chosen"]]
