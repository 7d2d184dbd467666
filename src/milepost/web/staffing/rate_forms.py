"""Forms of job classes, their labor rates, and who is in which."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class JobClassForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(
        label=_("Description"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class _Reasoned(forms.Form):
    """What counts from a day on; hours that are costed already ask for a reason."""

    first = forms.DateField(label=_("From"), widget=DAY)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Asked where hours from that day on are costed already."),
    )


class LaborRateForm(_Reasoned):
    hourly = forms.DecimalField(
        label=_("Loaded rate per hour ($)"),
        min_value=Decimal("0.01"),
        max_value=Decimal("9999.99"),
        max_digits=8,
        decimal_places=2,
        help_text=_("Wage, benefits and overhead of the class; never what one person earns."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    field_order = ["hourly", "first", "source", "reason"]


class ClassificationForm(_Reasoned):
    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, organization=None),
        label=_("Person"),
        empty_label=_("Choose a person"),
    )
    field_order = ["person", "first", "reason"]


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
