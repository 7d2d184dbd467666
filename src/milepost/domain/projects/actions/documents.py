"""Documents are put on record and changed, and held where a lawsuit or a request asks for it."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.sharing import require_share
from milepost.domain.projects.models import Document, LegalHold, Project
from milepost.domain.projects.retention import retention_classes


class DocumentFields(TypedDict, total=False):
    """What is known of a document; `title` is needed to add one."""

    title: str
    kind: str
    retention: str
    address: str
    owner: Person | None
    review_on: date | None
    is_shared: bool


class CannotKeepDocument(Refusal):
    """Says why a document or a hold is refused; `field` names the field it is about, where there is one."""


def add_document(project: Project, fields: DocumentFields, *, by: Person, at: datetime) -> Document:
    """Put a document on record under the project's next number; its files are attached to it."""
    require(by, "projects.edit_documents", project)
    require_share(project, None, fields, by=by)
    _check(fields)
    with recording("projects.add_document", by=by.account, at=at, subject=project) as record:
        number = next_number(f"documents-{project.pk}")
        document = record.create(
            Document(project=project, number=number, added_at=at, **{"owner": by, **fields})
        )
        record.summary = f"Document {number}: {document.title}"
    return document


def edit_document(document: Document, fields: DocumentFields, *, by: Person, at: datetime) -> None:
    """Change what is known of a document."""
    require(by, "projects.edit_documents", document.project)
    require_share(document.project, document, fields, by=by)
    _check(fields)
    with recording("projects.edit_document", by=by.account, at=at, subject=document.project) as record:
        record.update(document, **fields)


def hold_records(
    project: Project, document: Document | None, *, reason: str, by: Person, at: datetime
) -> LegalHold:
    """Keep all files of a project, or of one document, from being erased until the hold is lifted."""
    require(by, "projects.hold_records", project)
    if not reason.strip():
        raise CannotKeepDocument(gettext("Name the case or request that asks for the hold."), field="reason")
    with recording("projects.hold_records", by=by.account, at=at, subject=project, reason=reason) as record:
        return record.create(
            LegalHold(project=project, document=document, reason=reason.strip(), by=by, at=at)
        )


def lift_hold(hold: LegalHold, *, reason: str, by: Person, at: datetime) -> None:
    """End a hold; the reason is kept with the change."""
    require(by, "projects.hold_records", hold.project)
    if not reason.strip():
        raise CannotKeepDocument(gettext("Say why the hold ends."), field="reason")
    with recording("projects.lift_hold", by=by.account, at=at, subject=hold.project, reason=reason) as record:
        record.update(hold, lifted_at=at, lifted_by=by)


def _check(fields: DocumentFields) -> None:
    if "title" in fields and not fields["title"].strip():
        raise CannotKeepDocument(gettext("Give the document a title."), field="title")
    if "retention" in fields and fields["retention"] not in retention_classes():
        raise CannotKeepDocument(gettext("Choose one of the retention classes."), field="retention")
