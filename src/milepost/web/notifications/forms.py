"""How somebody wants to hear of what: a row for each kind of event, and the settings of the digest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import Delivery, NotificationSettings, User
from milepost.domain.common.notification_kinds import (
    Choice,
    NotificationKind,
    all_choices_of,
    notification_kinds,
)


class SettingsForm(forms.Form):
    digest = forms.ChoiceField(
        label=_("The digest comes"), choices=NotificationSettings.Digest.choices, widget=forms.RadioSelect
    )
    watches_own = forms.BooleanField(
        label=_("Watch what I answer for"),
        help_text=_("Projects I manage, tasks, risks and issues of mine, reports I write."),
        required=False,
    )
    watches_commented = forms.BooleanField(
        label=_("Watch what I comment on"), help_text=_("From my first comment there."), required=False
    )


class KindForm(forms.Form):
    in_app = forms.BooleanField(label=_("In the app"), required=False)
    delivery = forms.ChoiceField(label=_("By email"), choices=Delivery.choices)

    def __init__(self, kind: NotificationKind, choice: Choice, data: Any = None) -> None:
        initial = {"in_app": choice.in_app, "delivery": choice.delivery}
        super().__init__(data, prefix=kind.name, initial=initial)
        self.kind = kind
        for name in self.fields:
            self.fields[name].widget.attrs["aria-label"] = f"{self.fields[name].label}: {kind.label}"

    @property
    def choice(self) -> Choice:
        return Choice(self.cleaned_data["in_app"], Delivery(self.cleaned_data["delivery"]))


def kind_forms(user: User, data: Any = None) -> list[KindForm]:
    """Give a form for each kind of event, as the account has chosen."""
    chosen = all_choices_of(user)
    return [KindForm(kind, chosen[kind.name], data) for kind in notification_kinds()]


def settings_form(user: User, data: Any = None) -> SettingsForm:
    """Give the form of an account's settings, as they stand or as they are usual."""
    standing = NotificationSettings.objects.filter(user=user).first() or NotificationSettings(user=user)
    initial = {name: getattr(standing, name) for name in SettingsForm.base_fields}
    return SettingsForm(data, initial=initial)
