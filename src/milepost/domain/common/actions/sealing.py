"""The audit chain: seal change sets in batches, and verify that none was altered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from milepost.domain.common.models import AuditSeal, Change, ChangeSet
from milepost.domain.common.recording import change_digest, digest_of, head_digest

BATCH = 5000
READ_AT_ONCE = 500


def seal_change_sets(*, at: datetime) -> AuditSeal | None:
    """Close the change sets not yet sealed, at most a batch of them, into the next link of the chain."""
    with transaction.atomic():
        previous = AuditSeal.objects.select_for_update().order_by("-id").first()
        members = list(ChangeSet.objects.filter(seal=None).order_by("id").values_list("pk", "digest")[:BATCH])
        if not members:
            return None
        seal = AuditSeal(at=at, previous=previous, count=len(members))
        seal.digest = seal_digest(seal, members)
        seal.save(force_insert=True)
        ChangeSet.objects.filter(pk__in=[pk for pk, _ in members]).update(seal=seal)
        return seal


def seal_digest(seal: AuditSeal, members: list[tuple[int, str]]) -> str:
    """Give the digest of a seal: of the one before it, its moment, and the change sets it closes."""
    previous = seal.previous.digest if seal.previous else ""
    return digest_of(previous, seal.at.astimezone(UTC).isoformat(), members)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the chain found; `faults` are sentences.

    Whoever keeps `head`, the last seal's digest, elsewhere can tell later whether the chain was cut or made anew.
    """

    seals: int
    change_sets: int
    unsealed: int
    redacted: int
    head: str
    faults: list[str]


def verify_chain(report: Callable[[int, str], None] = lambda percent, message: None) -> Verification:
    """Recompute every digest from the rows and compare; `report` hears the percentage done."""
    seals = list(AuditSeal.objects.select_related("previous").order_by("id"))
    unsealed = ChangeSet.objects.filter(seal=None).count()
    total = ChangeSet.objects.count()
    faults = [*_broken_links(seals), *_altered_change_sets(total, report), *_unrecorded_redactions()]
    return Verification(
        seals=len(seals),
        change_sets=total - unsealed,
        unsealed=unsealed,
        redacted=Change.objects.exclude(redacted_at=None).count(),
        head=seals[-1].digest if seals else "",
        faults=faults,
    )


def _broken_links(seals: list[AuditSeal]) -> Iterator[str]:
    previous: AuditSeal | None = None
    for seal in seals:
        if seal.previous != previous:
            yield f"Seal {seal.pk} does not follow the seal before it."
        members = list(seal.change_sets.order_by("id").values_list("pk", "digest"))
        if len(members) != seal.count or seal_digest(seal, members) != seal.digest:
            yield f"Seal {seal.pk} does not match its change sets: one was altered, added or removed."
        previous = seal


def _altered_change_sets(total: int, report: Callable[[int, str], None]) -> Iterator[str]:
    change_sets = ChangeSet.objects.order_by("id").prefetch_related("changes")
    for done, change_set in enumerate(change_sets.iterator(chunk_size=READ_AT_ONCE)):
        if done % READ_AT_ONCE == 0:
            report(100 * done // total, f"{done:,} of {total:,} change sets verified")
        changes = sorted(change_set.changes.all(), key=lambda change: change.pk)
        if head_digest(change_set, [change.digest for change in changes]) != change_set.digest:
            yield f"Change set {change_set.pk} was altered."
        for change in changes:
            if _is_altered(change):
                yield f"Change {change.pk} of change set {change_set.pk} was altered."


def _is_altered(change: Change) -> bool:
    if change.is_redacted:
        return change.values is not None
    return change_digest(change) != change.digest


def _unrecorded_redactions() -> Iterator[str]:
    """An erasure by the records officer is itself a recorded change; one behind the program's back is not."""
    redacted = Change.objects.exclude(redacted_at=None)
    recorded = Change.objects.filter(change_set__action="common.redact_change").values("object_id")
    for change in redacted.exclude(pk__in=recorded):
        yield f"Change {change.pk} of change set {change.change_set_id} was erased without a record of it."
