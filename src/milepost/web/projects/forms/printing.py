"""What a printed schedule is to show; every choice has a default, so that an address may name only some."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.models import Baseline, Project
from milepost.domain.reports.rendering.schedule_options import COLUMNS, PAPERS, SCALES, PrintOptions

LEVELS = [("0", "All levels"), *((str(level), f"To level {level}") for level in range(1, 7))]
SHOWS = {"critical": "Critical path", "baseline": "Baseline", "links": "Links"}
DEFAULTS = PrintOptions()


class PrintForm(forms.Form):
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=[(key, paper.label) for key, paper in PAPERS.items()],
        initial=DEFAULTS.paper,
    )
    scale = forms.ChoiceField(label=_("Time scale"), choices=list(SCALES.items()), initial=DEFAULTS.scale)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only what lies in these dates. Empty: the whole schedule."),
    )
    level = forms.ChoiceField(label=_("Outline"), choices=LEVELS, initial="0")
    baseline = forms.ModelChoiceField(
        Baseline.objects.none(), label=_("Baseline"), required=False, to_field_name="number", empty_label=None
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=[(key, column.label) for key, column in COLUMNS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=DEFAULTS.columns,
    )
    shows = forms.MultipleChoiceField(
        label=_("Show"),
        required=False,
        choices=list(SHOWS.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=list(SHOWS),
    )

    def __init__(self, data: Any, *, project: Project, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        baselines = project.baselines.order_by("-number")
        field = self.fields["baseline"]
        field.queryset = baselines  # type: ignore[attr-defined]
        if not baselines:
            del self.fields["baseline"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "This is before the first day.")
        return given

    @property
    def options(self) -> PrintOptions:
        """Give what was chosen; only after the form is found valid."""
        given = self.cleaned_data
        return PrintOptions(
            paper=given["paper"],
            scale=given["scale"],
            first=given["first"],
            last=given["last"],
            columns=tuple(given["columns"]),
            level=int(given["level"]),
            shows_critical="critical" in given["shows"],
            shows_baseline="baseline" in given["shows"],
            shows_links="links" in given["shows"],
        )


def query_of(options: PrintOptions, baseline: Baseline | None) -> str:
    """Write options as what follows the question mark of the file's address."""
    shows = [name for name in SHOWS if getattr(options, f"shows_{name}")]
    given = {
        "paper": options.paper,
        "scale": options.scale,
        "first": options.first,
        "last": options.last,
        "level": options.level,
        "baseline": baseline.number if baseline else None,
        "columns": options.columns,
        "shows": shows,
    }
    return urlencode({name: value for name, value in given.items() if value not in (None, "")}, doseq=True)
