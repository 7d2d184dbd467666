"""The options of a change request, and what of the scope it brings."""

from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from milepost.api.access import Call, now
from milepost.api.governance.changes import ChangeRequestOut, ImpactOut, change_of
from milepost.api.kinds import Id, Words
from milepost.api.problems import PROBLEMS
from milepost.domain.governance.actions.scoping_change import bring_scope
from milepost.domain.governance.actions.weighing_options import choose_option, drop_option, keep_option
from milepost.domain.governance.models import ChangeOption, ChangeRequest, ChangeScope

router = Router()
MOST_ENTRIES = 500


class OptionCost(Schema):
    """Dollars that an option adds to a task by its number; `limit` names the contract."""

    uid: int
    amount: Decimal
    limit: int | None


class ChangeOptionOut(Schema):
    """A way a change could go, with the impact that was computed for it."""

    id: int
    title: str
    commands: list[dict[str, Any]]
    costs: list[OptionCost]
    impact: ImpactOut

    @staticmethod
    def resolve_impact(obj: ChangeOption) -> ImpactOut:
        return ImpactOut.of(obj.impact)


class ChangeOptionIn(Schema):
    """A name for what the request asks for now."""

    title: Words = Field(min_length=1, max_length=120)


class BroughtScope(Schema):
    """Requirements and deliverables by their numbers in the project."""

    requirements: list[Id] = Field([], max_length=MOST_ENTRIES)
    deliverables: list[Id] = Field([], max_length=MOST_ENTRIES)


@router.get("/changes/{change_id}/options", response={200: list[ChangeOptionOut], **PROBLEMS})
def list_change_options(request: Call, change_id: Id) -> list[ChangeOption]:
    """List the options that are kept of a request."""
    return list(ChangeOption.objects.of(change_of(request, change_id)))


@router.post("/changes/{change_id}/options", response={201: ChangeOptionOut, **PROBLEMS})
def post_change_option(request: Call, change_id: Id, given: ChangeOptionIn) -> Status[ChangeOption]:
    """Keep what the request asks for now, which must be assessed, as an option."""
    return Status(201, keep_option(change_of(request, change_id), given.title, by=request.auth, at=now()))


@router.post("/changes/{change_id}/options/{option_id}/choice", response={200: ChangeRequestOut, **PROBLEMS})
def post_change_option_choice(request: Call, change_id: Id, option_id: Id) -> ChangeRequest:
    """Let the request ask for an option; it is to be assessed again on the plan as it stands."""
    option = _option(request, change_id, option_id)
    choose_option(option, by=request.auth, at=now())
    return option.change_request


@router.delete("/changes/{change_id}/options/{option_id}", response={204: None, **PROBLEMS})
def delete_change_option(request: Call, change_id: Id, option_id: Id) -> Status[None]:
    """Drop an option."""
    drop_option(_option(request, change_id, option_id), by=request.auth, at=now())
    return Status(204, None)


@router.get("/changes/{change_id}/scope", response={200: BroughtScope, **PROBLEMS})
def get_change_scope(request: Call, change_id: Id) -> BroughtScope:
    """Give the requirements and deliverables that a request brings."""
    return _scope_of(change_of(request, change_id))


@router.put("/changes/{change_id}/scope", response={200: BroughtScope, **PROBLEMS})
def put_change_scope(request: Call, change_id: Id, given: BroughtScope) -> BroughtScope:
    """Say which requirements and deliverables a request brings; all of them."""
    change = change_of(request, change_id)
    entries: list[Any] = [
        *(get_object_or_404(change.project.requirements, number=one) for one in given.requirements),
        *(get_object_or_404(change.project.deliverables, number=one) for one in given.deliverables),
    ]
    bring_scope(change, entries, by=request.auth, at=now())
    return _scope_of(change)


def _scope_of(change: ChangeRequest) -> BroughtScope:
    ties = list(ChangeScope.objects.of(change))
    return BroughtScope(
        requirements=[tie.requirement.number for tie in ties if tie.requirement],
        deliverables=[tie.deliverable.number for tie in ties if tie.deliverable],
    )


def _option(request: Call, change_id: int, option_id: int) -> ChangeOption:
    change = change_of(request, change_id)
    option: ChangeOption = get_object_or_404(ChangeOption.objects.of(change), pk=option_id)
    option.change_request = change
    return option
