"""What the records officer may do to the record of changes."""

from datetime import datetime

from milepost.domain.common.actions.redacting import redact_change
from milepost.domain.common.models import Change
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require


def erase_change(change: Change, *, by: Person, at: datetime, reason: str) -> None:
    """Erase what a change recorded, where a law or order asks for it."""
    require(by, "common.redact_change")
    redact_change(change, by=by.account, at=at, reason=reason)
