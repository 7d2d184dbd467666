"""The audit chain: seal change sets in batches, and verify that none was altered."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from milepost.domain.common.models import AuditSeal, Change, ChangeSet
from milepost.domain.common.recording import digest_of, head_digest

BATCH = 5000


def seal_change_sets(*, at: datetime) -> AuditSeal | None:
    """Close the change sets not yet sealed into the next link of the chain."""
    with transaction.atomic():
        previous = AuditSeal.objects.select_for_update().order_by("-id").first()
        members = list(ChangeSet.objects.filter(seal=None).order_by("id")[:BATCH])
        if not members:
            return None
        seal = AuditSeal(at=at, previous=previous, count=len(members))
        seal.digest = _seal_digest(previous, [(member.pk, member.digest) for member in members])
        seal.save(force_insert=True)
        ChangeSet.objects.filter(pk__in=[member.pk for member in members]).update(seal=seal)
        return seal


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the chain found; `faults` are sentences."""

    seals: int
    change_sets: int
    unsealed: int
    redacted: int
    faults: list[str]


def verify_chain() -> Verification:
    """Recompute every digest from the rows and compare."""
    faults: list[str] = []
    seals = change_sets = 0
    previous: AuditSeal | None = None
    for seal in AuditSeal.objects.order_by("id").iterator():
        members = list(seal.change_sets.order_by("id").values_list("pk", "digest"))
        if seal.previous_id != (previous.pk if previous else None):
            faults.append(f"Seal {seal.pk} does not follow the seal before it.")
        if len(members) != seal.count or _seal_digest(previous, members) != seal.digest:
            faults.append(
                f"Seal {seal.pk} does not match its change sets: one was altered, added or removed."
            )
        seals, change_sets, previous = seals + 1, change_sets + len(members), seal
    faults += _altered_change_sets()
    return Verification(
        seals=seals,
        change_sets=change_sets,
        unsealed=ChangeSet.objects.filter(seal=None).count(),
        redacted=Change.objects.exclude(redacted_at=None).count(),
        faults=faults,
    )


def _altered_change_sets() -> list[str]:
    faults = []
    for change_set in ChangeSet.objects.order_by("id").prefetch_related("changes").iterator(chunk_size=500):
        changes = list(change_set.changes.all())
        if head_digest(change_set, [change.digest for change in changes]) != change_set.digest:
            faults.append(f"Change set {change_set.pk} was altered.")
        faults += [
            f"Change {change.pk} of change set {change_set.pk} was altered."
            for change in changes
            if _is_altered(change)
        ]
    return faults


def _is_altered(change: Change) -> bool:
    if change.redacted_at is not None:
        return change.values is not None
    return (
        digest_of(change.kind, change.object_type, change.object_id, change.values, change.salt)
        != change.digest
    )


def _seal_digest(previous: AuditSeal | None, members: list[tuple[int, str]]) -> str:
    return digest_of(previous.digest if previous else "", members)
