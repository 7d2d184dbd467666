"""The record of changes: what was changed, the seal that shows tampering, and its verification."""

from datetime import datetime

from django.db.models import QuerySet
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call
from milepost.api.jobs import Job
from milepost.api.kinds import Day, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import AuditSeal, ChangeSet, JobRun
from milepost.domain.people.local_time import day_begins
from milepost.domain.people.permissions import require

router = Router()


class ChainOut(Schema):
    """The head of the chain: keep its digest elsewhere, and a chain cut or made anew can be told later."""

    seal_id: int | None
    sealed_at: datetime | None
    head: str
    unsealed: int


class ChangeSetOut(Schema):
    """Everything one action changed."""

    id: int
    at: datetime
    by_name: str
    action: str
    subject_type: str
    subject_id: int | None
    reason: str
    summary: str
    digest: str
    seal_id: int | None


@router.get("/audit", response={200: ChainOut, **PROBLEMS})
def get_chain(request: Call) -> ChainOut:
    """Give the head of the audit chain."""
    require(request.auth, "common.view_audit")
    seal = AuditSeal.objects.order_by("-id").first()
    return ChainOut(
        seal_id=seal.pk if seal else None,
        sealed_at=seal.at if seal else None,
        head=seal.digest if seal else "",
        unsealed=ChangeSet.objects.filter(seal=None).count(),
    )


@router.get("/audit/changes", response={200: list[ChangeSetOut], **PROBLEMS})
@paginate(Pages)
def list_changes(request: Call, action: Words = "", since: Day | None = None) -> QuerySet[ChangeSet]:
    """List the changes of the whole city, the latest first."""
    require(request.auth, "common.view_audit")
    found = ChangeSet.objects.filter(action__icontains=action)
    return found.filter(at__gte=day_begins(since)) if since else found


@router.post("/audit/verifications", response={202: Job, **PROBLEMS})
def post_verification(request: Call) -> Status[JobRun]:
    """Have the whole chain recomputed in the background; the job's result says what was found."""
    require(request.auth, "common.view_audit")
    return Status(202, enqueue("common.verify_chain", by=request.auth.account))
