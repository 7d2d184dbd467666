"""Erase recorded values where the law asks for it; the chain of digests still holds."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.models import Change, User
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal


class CannotRedact(Refusal):
    """Says why a change is not erased."""


def redact_change(change: Change, *, by: User, at: datetime, reason: str) -> None:
    """Erase what a change recorded, with the salt that would let a guess be tested; the erasure is itself recorded."""
    if not reason.strip():
        raise CannotRedact(gettext("Say by which law or order these values are erased."))
    if change.is_redacted:
        raise CannotRedact(gettext("These values have been erased already."))
    with recording("common.redact_change", by=by, at=at, subject=change.change_set, reason=reason) as record:
        record.update(change, redacted_at=at)
        Change.objects.filter(pk=change.pk).update(values=None, salt="", object_name="")
    change.refresh_from_db()
