"""A form with every kind of field, as the style guide shows it."""

from django import forms


class SampleForm(forms.Form):
    name = forms.CharField(label="Project name", help_text="As the council will read it.")
    manager = forms.ChoiceField(
        label="Manager", choices=[("", "Choose a person"), ("1", "Rosa Ortiz"), ("2", "Ann Kim")]
    )
    start = forms.DateField(label="Start", widget=forms.DateInput(attrs={"type": "date"}))
    budget = forms.DecimalField(label="Budget", min_value=0, help_text="Dollars; cents are kept.")
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea, required=False)
    tier = forms.ChoiceField(
        label="Tier", choices=[("S", "Small"), ("M", "Medium"), ("L", "Large")], widget=forms.RadioSelect
    )
    is_public = forms.BooleanField(
        label="Show on the public page", help_text="Residents see name, purpose and dates.", required=False
    )
