from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models

from milepost.domain.common.actions.redacting import CannotRedact, redact_change
from milepost.domain.common.actions.sealing import Verification, seal_change_sets, verify_chain
from milepost.domain.common.models import AuditSeal, Change, ChangeSet
from milepost.domain.common.recording import recording
from milepost.domain.people.models import Person, Site
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(minutes=5)


@pytest.fixture
def clerk() -> Person:
    return make_person("Ida Moreno")


def record_site(clerk: Person, name: str) -> Site:
    with recording("people.add_site", by=clerk.account, at=AT, reason="New building") as record:
        record.summary = f"{name} added."
        site = record.create(Site(name=name))
        record.subject = site
    return site


def sealed_twice(clerk: Person) -> None:
    for name in ("City hall", "Library"):
        record_site(clerk, name)
    seal_change_sets(at=AT)
    record_site(clerk, "Depot")
    seal_change_sets(at=LATER)


def test_an_untouched_chain_verifies(clerk: Person) -> None:
    sealed_twice(clerk)
    record_site(clerk, "Pool")

    found = verify_chain()

    assert found == Verification(
        seals=2,
        change_sets=3,
        unsealed=1,
        redacted=0,
        head=AuditSeal.objects.latest("id").digest,
        faults=[],
    )


def test_an_empty_chain_verifies() -> None:
    assert verify_chain() == Verification(seals=0, change_sets=0, unsealed=0, redacted=0, head="", faults=[])


def test_nothing_to_seal_makes_no_seal() -> None:
    assert seal_change_sets(at=AT) is None


def test_large_backlogs_are_sealed_in_batches(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.domain.common.actions.sealing.BATCH", 2)
    for name in ("City hall", "Library", "Depot"):
        record_site(clerk, name)

    counts = [seal_change_sets(at=AT), seal_change_sets(at=AT), seal_change_sets(at=AT)]

    assert [seal.count if seal else None for seal in counts] == [2, 1, None]
    assert verify_chain().faults == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", LATER),
        ("by", None),
        ("by_name", "Somebody else"),
        ("action", "people.edit_site"),
        ("reason", "Another reason"),
        ("summary", "Another summary"),
        ("subject_type", "people.person"),
        ("subject_id", 999_999),
        ("digest", "0" * 64),
        ("seal", None),
    ],
)
def test_altering_a_column_of_a_change_set_shows(clerk: Person, column: str, value: Any) -> None:
    sealed_twice(clerk)

    tamper(ChangeSet.objects.earliest("id"), **{column: value})

    assert verify_chain().faults


def test_altering_what_a_change_set_undoes_shows(clerk: Person) -> None:
    sealed_twice(clerk)

    tamper(ChangeSet.objects.earliest("id"), undoes=ChangeSet.objects.latest("id"))

    assert verify_chain().faults


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", Change.Kind.DELETED),
        ("object_type", "people.department"),
        ("object_id", 999_999),
        ("object_name", "Another"),
        ("values", {"name": [None, "Another"]}),
        ("salt", "0" * 32),
        ("digest", "0" * 64),
    ],
)
def test_altering_a_column_of_a_change_shows(clerk: Person, column: str, value: Any) -> None:
    sealed_twice(clerk)

    tamper(Change.objects.earliest("id"), **{column: value})

    assert verify_chain().faults


def test_moving_a_change_to_another_change_set_shows(clerk: Person) -> None:
    sealed_twice(clerk)

    tamper(Change.objects.earliest("id"), change_set=ChangeSet.objects.latest("id"))

    assert verify_chain().faults


@pytest.mark.parametrize(
    ("column", "value"), [("at", LATER + timedelta(1)), ("count", 7), ("digest", "0" * 64)]
)
def test_altering_a_column_of_a_seal_shows(clerk: Person, column: str, value: Any) -> None:
    sealed_twice(clerk)

    tamper(AuditSeal.objects.latest("id"), **{column: value})

    assert verify_chain().faults


def test_altering_what_a_seal_follows_shows(clerk: Person) -> None:
    sealed_twice(clerk)

    tamper(AuditSeal.objects.earliest("id"), previous=AuditSeal.objects.latest("id"))

    assert verify_chain().faults


@pytest.mark.parametrize("model", [Change, ChangeSet])
def test_removing_a_row_shows(clerk: Person, model: type[models.Model]) -> None:
    sealed_twice(clerk)
    change = Change.objects.earliest("id")
    change_set = change.change_set

    change.delete()
    if model is ChangeSet:
        change_set.delete()

    assert verify_chain().faults


def test_a_row_put_in_behind_the_programs_back_shows(clerk: Person) -> None:
    sealed_twice(clerk)
    copy = Change.objects.earliest("id")
    copy.pk = None
    copy.save()

    assert verify_chain().faults


def test_a_second_beginning_of_the_chain_is_impossible(clerk: Person) -> None:
    sealed_twice(clerk)

    with pytest.raises(IntegrityError):
        AuditSeal.objects.create(at=AT, previous=None, count=0, digest="")


def test_verification_reports_how_far_it_is(clerk: Person) -> None:
    sealed_twice(clerk)
    heard: list[tuple[int, str]] = []

    verify_chain(report=lambda percent, message: heard.append((percent, message)))

    assert heard == [(0, "0 of 3 change sets verified")]


def test_redaction_erases_the_values_and_keeps_the_chain(clerk: Person) -> None:
    sealed_twice(clerk)
    change = Change.objects.earliest("id")

    redact_change(change, by=clerk.account, at=LATER, reason="Court order 2027-118")
    seal_change_sets(at=LATER)

    assert (change.values, change.salt, change.object_name, change.redacted_at) == (None, "", "", LATER)
    found = verify_chain()
    assert (found.redacted, found.faults) == (1, [])
    erasure = ChangeSet.objects.latest("id")
    assert (erasure.action, erasure.reason) == ("common.redact_change", "Court order 2027-118")


def test_an_erasure_without_its_record_shows(clerk: Person) -> None:
    sealed_twice(clerk)

    tamper(Change.objects.earliest("id"), values=None, salt="", redacted_at=LATER)

    assert [fault for fault in verify_chain().faults if "without a record" in fault]


def test_values_written_again_after_redaction_show(clerk: Person) -> None:
    sealed_twice(clerk)
    change = Change.objects.earliest("id")
    redact_change(change, by=clerk.account, at=LATER, reason="Court order 2027-118")

    tamper(change, values={"name": [None, "Forged"]})

    assert verify_chain().faults == [f"Change {change.pk} of change set {change.change_set_id} was altered."]


def test_redaction_needs_a_reason_and_happens_once(clerk: Person) -> None:
    record_site(clerk, "City hall")
    change = Change.objects.get()

    with pytest.raises(CannotRedact, match="Say by which law"):
        redact_change(change, by=clerk.account, at=LATER, reason=" ")

    redact_change(change, by=clerk.account, at=LATER, reason="Court order 2027-118")
    with pytest.raises(CannotRedact, match="already"):
        redact_change(change, by=clerk.account, at=LATER, reason="Court order 2027-118")


def tamper(row: models.Model, **values: Any) -> None:
    """Change a row as somebody with the database's password would."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)
