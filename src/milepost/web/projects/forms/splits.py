"""The form that interrupts work on a task for a while."""

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.web.projects.forms.fields import InstantField


class SplitForm(forms.Form):
    stops = InstantField(label=_("Interrupt from"))
    resumes = InstantField(label=_("to"), help_text=_("What is left of the work follows from then on."))
