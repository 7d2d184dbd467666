"""A record is withheld from readers without clearance, or shown again; either with a reason."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused, require
from milepost.domain.projects.models.restriction import Restriction, is_cleared


class CannotRestrict(Refusal):
    """Says what is missing."""


def restrict(entry: Any, restriction: Restriction, *, reason: str, by: Person, at: datetime) -> None:
    """Set who may see a record; `Restriction.NONE` shows it again. The reason stands in public-records exports."""
    require(by, "projects.restrict", entry.project)
    if not is_cleared(entry, by):
        raise Refused(gettext("You have no clearance for this."))
    if not reason.strip():
        raise CannotRestrict(gettext("Say why; the reason is told instead of the record."), field="reason")
    with recording(
        "projects.restrict", by=by.account, at=at, subject=entry.project or entry, reason=reason
    ) as record:
        kept = reason.strip() if restriction else ""
        record.update(entry, restriction=restriction, restriction_reason=kept)
        if restriction and not is_cleared(entry, by):
            raise CannotRestrict(
                gettext("You would not see it yourself; ask somebody with that clearance."),
                field="restriction",
            )
