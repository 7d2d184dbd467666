"""Departments with their divisions, sites, and organizations outside the city."""

from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import City, Department, Organization, Person, Site
from milepost.domain.people.permissions import require

Unit = TypeVar("Unit", bound=Department | Site | Organization)


class CannotOrganize(Refusal):
    """Says why a department, site or organization cannot be changed so."""


def add_unit(unit: Unit, *, by: Person, at: datetime) -> Unit:
    """Add a department, site or organization, given as a row not yet written."""
    require(by, "people.edit_directory")
    check_row(unit)
    with recording(_name("add", unit), by=by.account, at=at) as record:
        record.subject = record.create(unit)
    return unit


def edit_unit(unit: Unit, *, by: Person, at: datetime, **values: Any) -> None:
    """Change a department, site or organization; a department never lies within itself."""
    require(by, "people.edit_directory")
    with recording(_name("edit", unit), by=by.account, at=at, subject=unit) as record:
        # Two moves at once could close a loop that neither sees; the city's row lets one wait for the other.
        City.objects.select_for_update().first()
        parent = values.get("parent")
        if (
            isinstance(unit, Department)
            and parent
            and parent.pk in Department.objects.with_divisions()[unit.pk]
        ):
            raise CannotOrganize(
                gettext("{parent} lies within {unit}, so {unit} cannot lie within it.").format(
                    parent=parent, unit=unit
                )
            )
        check_row(unit, **values)
        record.update(unit, **values)


def _name(verb: str, unit: Department | Site | Organization) -> str:
    return f"people.{verb}_{unit._meta.model_name}"
