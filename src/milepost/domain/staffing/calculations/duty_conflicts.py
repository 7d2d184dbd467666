"""Duties that one person should not hold: they are told, and people decide."""

from collections.abc import Iterable
from datetime import date

from milepost.domain.common.rules import rule_value
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.models import Deliverable
from milepost.domain.staffing.calculations.responsibility_matrix import Matrix, MatrixRow
from milepost.domain.staffing.models.responsibility import RESPONSIBLE, Responsibility


def conflicts_of(matrix: Matrix, *, on: date) -> list[str]:
    """Name each conflict of duty in a matrix, in one query more."""
    words = [
        word.strip().lower() for word in rule_value("duty_conflicts", on=on)["evaluation_words"].split(",")
    ]
    contacts = _vendor_of_contact([one.person for one in matrix.responsibilities])
    return [
        sentence
        for row in matrix.rows
        for one in row.by_person.values()
        for sentence in _conflicts(
            row, one, contacts.get(one.person_id, ""), [word for word in words if word]
        )
    ]


def _conflicts(row: MatrixRow, one: Responsibility, vendor: str, words: list[str]) -> Iterable[str]:
    name = f"“{row.subject}”"
    if one.is_to_accept and vendor and any(word in str(row.subject).lower() for word in words):
        yield f"{one.person} is a contact of {vendor} and has a part in {name}, where vendors are judged."
    elif one.is_accountable and one.person.organization is not None:
        yield f"{one.person} of {one.person.organization} answers for {name}; somebody of the city should."
    if (
        isinstance(row.subject, Deliverable)
        and one.duty in RESPONSIBLE
        and row.subject.acceptor_id == one.person_id
    ):
        yield f"{one.person} makes {name} and accepts it as well."


def _vendor_of_contact(people: Iterable[Person]) -> dict[int, str]:
    """Give the vendor whose contact somebody is, by person: of the vendor, or in the city's directory a second time.

    A second entry is known by the same email, or by the same name, in any case of letters.
    """
    vendors = Person.objects.filter(organization__kind=Organization.Kind.VENDOR).select_related(
        "organization"
    )
    by_mark: dict[str, str] = {}
    for contact in vendors:
        by_mark |= {mark: str(contact.organization) for mark in _marks(contact)}
    found: dict[int, str] = {}
    for person in people:
        vendor = next((by_mark[mark] for mark in _marks(person) if mark in by_mark), "")
        if vendor:
            found[person.pk] = vendor
    return found


def _marks(person: Person) -> list[str]:
    return [mark.casefold().strip() for mark in (person.email, person.name) if mark.strip()]
