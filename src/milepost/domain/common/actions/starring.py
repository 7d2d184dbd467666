"""People star what they want at hand."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.models import Star, User
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal

MOST = 100


class CannotStar(Refusal):
    """Says why something is not starred."""


def star(kind: str, object_id: int, *, by: User, at: datetime) -> None:
    """Star a row that the person was shown; one that is starred already stays so."""
    stars = Star.objects.filter(user=by)
    if stars.filter(kind=kind, object_id=object_id).exists():
        return
    if stars.count() >= MOST:
        raise CannotStar(gettext("{most} stars are enough. Take one away first.").format(most=MOST))
    with recording("common.star", by=by, at=at) as record:
        record.create(Star(user=by, kind=kind, object_id=object_id))


def unstar(kind: str, object_id: int, *, by: User, at: datetime) -> None:
    """Take a star away."""
    with recording("common.unstar", by=by, at=at) as record:
        record.delete_many(list(Star.objects.filter(user=by, kind=kind, object_id=object_id)))
