"""The set-up of a new city: steps done or skipped, departments in one go, and its end."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import City, Department, Person
from milepost.domain.people.permissions import require

DONE, SKIPPED = "done", "skipped"


class CannotSetUp(Refusal):
    """Says why a step of the set-up cannot be done so."""


def mark_step(city: City, step: str, mark: str, *, by: Person, at: datetime) -> None:
    """Note that a step was done or skipped; a skipped one can be done later."""
    require(by, "people.edit_city")
    with recording("people.mark_setup_step", by=by.account, at=at, subject=city) as record:
        locked = City.objects.select_for_update().get(pk=city.pk)
        record.update(city, setup_marks=locked.setup_marks | {step: mark})


def end_setup(city: City, *, by: Person, at: datetime) -> None:
    """Put the set-up away; everything in it stays reachable in the settings."""
    require(by, "people.edit_city")
    with recording("people.end_setup", by=by.account, at=at, subject=city) as record:
        record.update(city, is_set_up=True)


def add_departments(named: Sequence[tuple[str, str]], *, by: Person, at: datetime) -> list[Department]:
    """Add departments by name and code; those whose name or code stands already are left alone."""
    require(by, "people.edit_directory")
    known = {text.lower() for pair in Department.objects.values_list("name", "code") for text in pair if text}
    new = [
        Department(name=name, code=code)
        for name, code in named
        if name.lower() not in known and code.lower() not in known
    ]
    codes = [department.code.lower() for department in new]
    for department in new:
        if codes.count(department.code.lower()) > 1:
            raise CannotSetUp(
                gettext("The code {code} stands for two departments.").format(code=department.code),
                field="departments",
            )
        check_row(department)
    with recording("people.add_departments", by=by.account, at=at) as record:
        record.create_many(new)
        record.summary = f"{len(new)} departments added."
    return new
