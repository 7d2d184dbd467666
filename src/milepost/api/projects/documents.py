"""Documents of a project, their versions, and legal holds; files are sent as those of any topic are."""

from datetime import date, datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.common.models import Attachment
from milepost.domain.common.queries import files_of
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.documents import add_document, edit_document, hold_records, lift_hold
from milepost.domain.projects.models import Document, LegalHold

router = Router()
Type = Literal[
    "charter", "contract", "requirements", "design", "plan", "test", "approval", "letter", "invoice", "manual",
    "other",
]  # fmt: skip


class DocumentOut(Schema):
    """A document of record; `address` is where it lives when it is kept elsewhere."""

    id: int
    number: int
    title: str
    kind: str
    retention: str
    address: str
    owner_id: int | None
    review_on: date | None
    added_at: datetime
    restriction: str
    is_shared: bool


class DocumentVersionOut(Schema):
    """A file of a document; the latest is the one in force."""

    id: int
    name: str
    size: int
    sha256: str
    at: datetime | None
    by: str

    @staticmethod
    def resolve_by(version: Attachment) -> str:
        return str(version.by)


class DocumentFields(Schema):
    """What is known of a document; what is left out stays."""

    title: Words | None = Field(None, min_length=1, max_length=200)
    kind: Type | None = None
    retention: Words | None = Field(None, max_length=20)
    address: Words | None = Field(None, max_length=500, pattern=r"^(https?://\S+)?$")
    owner_id: Id | None = None
    review_on: Day | None = None
    is_shared: bool | None = None


class DocumentIn(DocumentFields):
    """A document to put on record."""

    title: Words = Field(min_length=1, max_length=200)


class HoldOut(Schema):
    """A legal hold over a whole project, or over one document of it."""

    id: int
    document_id: int | None
    reason: str
    at: datetime
    lifted_at: datetime | None


class HoldIn(Schema):
    """The case or request that asks for a hold."""

    document_id: Id | None = None
    reason: Words = Field(min_length=1, max_length=300)


class Lifting(Schema):
    """Why a hold ends."""

    reason: Words = Field(min_length=1, max_length=300)


@router.get("/projects/{project_id}/documents", response={200: list[DocumentOut], **PROBLEMS})
@paginate(Pages)
def list_documents(request: Call, project_id: Id) -> QuerySet[Document]:
    """List a project's documents as far as the caller sees them."""
    return Document.objects.visible_to(request.auth).filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/documents", response={201: DocumentOut, **PROBLEMS})
def post_document(request: Call, project_id: Id, given: DocumentIn) -> Status[Document]:
    """Put a document on record."""
    project = project_for(request, project_id)
    return Status(201, add_document(project, _sent(given), by=request.auth, at=now()))


@router.patch("/documents/{document_id}", response={200: DocumentOut, **PROBLEMS})
def patch_document(request: Call, document_id: Id, given: DocumentFields) -> Document:
    """Change what is known of a document."""
    document = _document(request, document_id)
    edit_document(document, _sent(given), by=request.auth, at=now())
    return document


@router.get("/documents/{document_id}/versions", response={200: list[DocumentVersionOut], **PROBLEMS})
@paginate(Pages)
def list_versions(request: Call, document_id: Id) -> QuerySet[Attachment]:
    """List the files of a document, the latest first."""
    return files_of(_document(request, document_id))


@router.get("/projects/{project_id}/holds", response={200: list[HoldOut], **PROBLEMS})
@paginate(Pages)
def list_holds(request: Call, project_id: Id) -> QuerySet[LegalHold]:
    """List the legal holds on a project, lifted ones included."""
    return LegalHold.objects.visible_to(request.auth).filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/holds", response={201: HoldOut, **PROBLEMS})
def post_hold(request: Call, project_id: Id, given: HoldIn) -> Status[LegalHold]:
    """Hold the files of a project, or of one document."""
    project = project_for(request, project_id)
    document = _document(request, given.document_id, project=project) if given.document_id else None
    return Status(201, hold_records(project, document, reason=given.reason, by=request.auth, at=now()))


@router.post("/holds/{hold_id}/lifting", response={200: HoldOut, **PROBLEMS})
def post_lifting(request: Call, hold_id: Id, given: Lifting) -> LegalHold:
    """End a hold that stands."""
    standing = LegalHold.objects.visible_to(request.auth).filter(lifted_at=None).select_related("project")
    hold: LegalHold = get_object_or_404(standing, pk=hold_id)
    lift_hold(hold, reason=given.reason, by=request.auth, at=now())
    return hold


def _document(request: Call, document_id: int, **within: Any) -> Document:
    rows = Document.objects.visible_to(request.auth).filter(**within).select_related("project")
    found: Document = get_object_or_404(rows, pk=document_id)
    return found


def _sent(given: DocumentFields) -> Any:
    return sent(given, {"owner": Person}, may_be_empty={"owner", "review_on"})
