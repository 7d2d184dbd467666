"""Three points of the tasks that drive the finish, the choices of a run, and what a risk does to its tasks."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.actions.analyzing_risk import Effect, ThreePoints
from milepost.domain.projects.calculations.risk_analysis.asking import Question
from milepost.domain.projects.calculations.risk_analysis.settings import RiskSettings, SpreadBy
from milepost.domain.projects.models import Project, Risk, RiskEffect, Task
from milepost.engine.simulation import Sampling
from milepost.exchange.sheets.typed import Units
from milepost.web.projects.forms.fields import Duration, DurationField

POINTS = ThreePoints._fields
MOST_SEED = 2**31 - 1


class QuestionRow(NamedTuple):
    """A task of the form with its three fields."""

    question: Question
    fields: list[forms.BoundField]


class EstimatesForm(forms.Form):
    """Asks low, likely and high for each task; a row left as the rule proposes it stays undecided."""

    def __init__(self, data: Any, *, project: Project, questions: Sequence[Question]) -> None:
        self.questions = questions
        super().__init__(data)
        units = Units(project.minutes_per_day, project.minutes_per_week, project.days_per_month)
        for question in questions:
            for name in POINTS:
                label = f"{name.capitalize()}, {question.task.name}"
                field = DurationField(units=units, required=False, label=label, max_length=20)
                field.widget.attrs |= {"size": "7", "autocomplete": "off"}
                field.initial = Duration(getattr(question, name))
                self.fields[f"{name}-{question.task.uid}"] = field

    def rows(self) -> Iterator[QuestionRow]:
        """Give the tasks with their fields."""
        for question in self.questions:
            yield QuestionRow(question, [self[f"{name}-{question.task.uid}"] for name in POINTS])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for question in self.questions:
            points = [cleaned.get(f"{name}-{question.task.uid}") for name in POINTS]
            has_errors = any(f"{name}-{question.task.uid}" in self.errors for name in POINTS)
            if not has_errors and any(points):
                self._check(question.task.uid, points)
        return cleaned

    def _check(self, uid: int, points: list[Duration | None]) -> None:
        if None in points:
            name = POINTS[points.index(None)]
            self.add_error(f"{name}-{uid}", "Give all three, or none.")
            return
        minutes = [point.minutes for point in points if point]
        if minutes != sorted(minutes):
            self.add_error(f"low-{uid}", "Low, likely and high must rise.")

    @property
    def estimates(self) -> dict[int, ThreePoints | None]:
        """Give what was decided by uid: points, or `None` where the rule is to count again."""
        found: dict[int, ThreePoints | None] = {}
        for question in self.questions:
            points = [self.cleaned_data[f"{name}-{question.task.uid}"] for name in POINTS]
            if not any(points):
                if question.is_decided:
                    found[question.task.uid] = None
                continue
            typed = ThreePoints(*(point.minutes for point in points))
            if question.is_decided or typed != (question.low, question.likely, question.high):
                found[question.task.uid] = typed
        return found


class RiskSettingsForm(forms.Form):
    """How a run is made."""

    low_percent = forms.IntegerField(label=_("Low, %"), min_value=0, max_value=1000)
    likely_percent = forms.IntegerField(label=_("Likely, %"), min_value=0, max_value=1000)
    high_percent = forms.IntegerField(
        label=_("High, %"),
        min_value=0,
        max_value=1000,
        help_text=_("Of what remains of a task without estimates."),
    )
    spread_by = forms.ChoiceField(
        label=_("Tasks without estimates"),
        choices=[
            (SpreadBy.RANGE.value, _("By this range")),
            (SpreadBy.HISTORY.value, _("As finished tasks of the city went")),
        ],
    )
    correlation_percent = forms.IntegerField(
        label=_("Correlation, %"), min_value=0, max_value=100, help_text=_("Of tasks below one summary.")
    )
    confidence_percent = forms.IntegerField(label=_("Confidence, %"), min_value=1, max_value=99)
    iterations = forms.IntegerField(label=_("Iterations"), min_value=100, max_value=100_000)
    sampling = forms.ChoiceField(
        label=_("Sampling"), choices=[(one.value, one.value.capitalize()) for one in Sampling]
    )
    seed = forms.IntegerField(
        label=_("Seed"), min_value=1, max_value=MOST_SEED, help_text=_("The same seed gives the same answer.")
    )

    def __init__(self, data: Any, *, settings: RiskSettings, seed: int) -> None:
        super().__init__(data, initial=settings.as_parameters() | {"seed": seed})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        parts = [cleaned.get(f"{name}_percent") for name in POINTS]
        if None not in parts and parts != sorted(parts):  # type: ignore[type-var]
            self.add_error("low_percent", "Low, likely and high must rise.")
        return cleaned

    @property
    def settings(self) -> RiskSettings:
        return RiskSettings(**{name: value for name, value in self.cleaned_data.items() if name != "seed"})


class RiskEffectForm(forms.Form):
    """What a risk does to its tasks, as things are and after the response; all in percent."""

    tasks = forms.TypedMultipleChoiceField(
        label=_("Tasks it touches"),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    is_parallel = forms.BooleanField(
        label=_("Works beside other risks"),
        required=False,
        help_text=_("Of such risks on one task only the largest counts; otherwise their effects multiply."),
    )

    def __init__(self, data: Any, *, risk: Risk, tasks: Sequence[Task]) -> None:
        effects = {one.when: one for one in risk.effects.all()}
        initial: dict[str, Any] = {
            "tasks": [one.uid for one in risk.touched.all()],
            "is_parallel": risk.is_parallel,
        }
        super().__init__(data, initial=initial)
        choices: Any = self.fields["tasks"]
        choices.choices = [(task.uid, f"{task.uid}  {task.name}") for task in tasks]
        for when in RiskEffect.When:
            for name in Effect._fields:
                most = 100 if name == "chance" else 1000
                label = f"{'Chance' if name == 'chance' else name.capitalize()}, %"
                field = forms.IntegerField(label=label, min_value=0, max_value=most, required=False)
                if when in effects:
                    field.initial = getattr(effects[when], f"{name}_percent")
                self.fields[f"{when}_{name}"] = field

    def fields_of(self, when: RiskEffect.When) -> list[forms.BoundField]:
        """Give the four fields of one time."""
        return [self[f"{when}_{name}"] for name in Effect._fields]

    @property
    def now(self) -> list[forms.BoundField]:
        return self.fields_of(RiskEffect.When.NOW)

    @property
    def after(self) -> list[forms.BoundField]:
        return self.fields_of(RiskEffect.When.AFTER)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for when in RiskEffect.When:
            values = {name: cleaned.get(f"{when}_{name}") for name in Effect._fields}
            missing = [name for name, value in values.items() if value is None]
            if 0 < len(missing) < len(values) and not any(f"{when}_{name}" in self.errors for name in values):
                self.add_error(f"{when}_{missing[0]}", "Give all four, or none.")
        return cleaned

    def effect(self, when: RiskEffect.When) -> Effect | None:
        """Give what was typed for one time."""
        values = [self.cleaned_data.get(f"{when}_{name}") for name in Effect._fields]
        return None if None in values else Effect(*values)  # type: ignore[arg-type]
