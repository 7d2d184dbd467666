"""Forms of the set-up."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import User

US_CITY_DEPARTMENTS = """\
City Manager's Office, CMO
City Clerk, CLK
City Attorney, ATT
Finance, FIN
Human Resources, HR
Information Technology, IT
Police, PD
Fire Rescue, FR
Public Works, PW
Water Resources, WR
Parks and Recreation, PR
Library, LIB
Community Development, CD
Municipal Court, MC"""
LONGEST_NAME, LONGEST_CODE = 120, 20
MOST_INITIALS = 4


class FoundingForm(forms.Form):
    city = forms.CharField(
        label=_("Name of the city"), max_length=120, help_text=_("Such as City of Aspen Ridge.")
    )
    administrator = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("Your email address"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    again = forms.CharField(
        label=_("Password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password and password != cleaned.get("again"):
            self.add_error("again", "The two passwords differ.")
        if password:
            account = User(email=cleaned.get("email", ""), name=cleaned.get("administrator", ""))
            try:
                validate_password(password, account)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class DepartmentsForm(forms.Form):
    departments = forms.CharField(
        label=_("Departments"),
        help_text=_(
            "One department a line, with a short code behind a comma. Change the list to what your city has."
        ),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        max_length=20_000,
    )

    def clean_departments(self) -> list[tuple[str, str]]:
        return list(self._pairs(self.cleaned_data["departments"]))

    def _pairs(self, text: str) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(text.splitlines(), 1):
            before, comma, behind = line.rpartition(",")
            name = (before if comma else line).strip()
            if not name:
                continue
            code = (behind.strip() if comma else "") or _initials(name)
            if len(name) > LONGEST_NAME or len(code) > LONGEST_CODE:
                raise ValidationError(
                    gettext(
                        "Line {number}: a name has at most {longest_name} characters, a code {longest_code}."
                    ).format(number=number, longest_name=LONGEST_NAME, longest_code=LONGEST_CODE)
                )
            yield name, code


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum() and word.lower() not in {"and", "of", "the"}]
    letters = "".join(word[0] for word in words) if len(words) > 1 else name
    return letters[:MOST_INITIALS].upper()
