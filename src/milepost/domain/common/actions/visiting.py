"""Notes what a person opened, for the lists of what was opened lately."""

from datetime import datetime, timedelta

from milepost.domain.common.models import User, Visit

MOST = 30
"""How many are kept of each person; older ones are forgotten."""
LASTS = timedelta(minutes=10)
"""A row that was opened last stays first for so long without being written again."""


def note_visit(user: User, kind: str, object_id: int, *, at: datetime) -> None:
    """Note that a row was opened; the same one again within minutes writes nothing."""
    latest = Visit.objects.filter(user=user).first()
    if latest and (latest.kind, latest.object_id) == (kind, object_id) and at - latest.at < LASTS:
        return
    Visit.objects.update_or_create(user=user, kind=kind, object_id=object_id, defaults={"at": at})
    kept = Visit.objects.filter(user=user).values("pk")[:MOST]
    Visit.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
