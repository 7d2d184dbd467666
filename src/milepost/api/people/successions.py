"""What a person holds, and who takes it over when the person leaves."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now
from milepost.api.kinds import Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.actions.succeeding import confirm_succession, hand_on
from milepost.domain.people.holdings import holdings_of
from milepost.domain.people.models import Person, Succession
from milepost.domain.people.permissions import require_own
from milepost.domain.projects.models import Project

router = Router()
HAND_ON = "people.hand_on"


class HoldingOut(Schema):
    """One thing that somebody has to take over one day; `key` names it in a succession."""

    key: str
    kind: str
    title: str
    detail: str
    project_id: int | None
    is_asked: bool = Field(description="Whoever takes it over is asked to accept it.")


class SuccessionIn(Schema):
    """Who takes over what, and why."""

    successor_id: Id
    reason: Words = Field(min_length=1, max_length=500)
    keys: list[Words] | None = Field(None, max_length=5000, description="Null hands on everything.")


class SuccessionItemOut(Schema):
    """One thing taken over, named as it was that day; its project where the caller may see it."""

    kind: str
    title: str
    detail: str
    project_id: int | None
    is_asked: bool


class SuccessionOut(Schema):
    """That somebody takes over what another held; until `seen_at` it waits for the successor."""

    id: int
    person_id: int
    successor_id: int
    reason: str
    by_id: int
    at: datetime
    seen_at: datetime | None


class WholeSuccessionOut(SuccessionOut):
    """With everything that was handed on."""

    items: list[SuccessionItemOut]


@router.get("/people/{person_id}/holdings", response={200: list[HoldingOut], **PROBLEMS})
def list_holdings(request: Call, person_id: Id) -> list[dict[str, Any]]:
    """List everything a person holds, as far as the caller may see it."""
    person = _leaving(request, person_id)
    return [
        {
            "key": one.key,
            "kind": one.kind,
            "title": one.title,
            "detail": one.detail,
            "project_id": one.project and one.project.pk,
            "is_asked": one.is_asked,
        }
        for one in holdings_of(person, seen_by=request.auth)
    ]


@router.post("/people/{person_id}/successions", response={201: WholeSuccessionOut, **PROBLEMS})
def post_succession(request: Call, person_id: Id, given: SuccessionIn) -> Status[dict[str, Any]]:
    """Hand on in one step, all or nothing; what changed hands already is refused, so a repeat hands on nothing."""
    person = _leaving(request, person_id)
    to = get_object_or_404(Person, pk=given.successor_id)
    keys = given.keys
    if keys is None:
        keys = [one.key for one in holdings_of(person, seen_by=request.auth)]
    made = hand_on(person, keys, to=to, reason=given.reason, by=request.auth, at=now())
    return Status(201, _whole(request, made))


@router.get("/successions", response={200: list[SuccessionOut], **PROBLEMS})
@paginate(Pages)
def list_successions(request: Call) -> QuerySet[Succession]:
    """List what the caller handed on, took over, or arranged for others."""
    return _successions(request).order_by("pk")


@router.get("/successions/{succession_id}", response={200: WholeSuccessionOut, **PROBLEMS})
def get_succession(request: Call, succession_id: Id) -> dict[str, Any]:
    """Give a succession with everything that was handed on."""
    return _whole(request, get_object_or_404(_successions(request), pk=succession_id))


@router.put("/successions/{succession_id}/confirmation", response={200: SuccessionOut, **PROBLEMS})
def put_succession_confirmation(request: Call, succession_id: Id) -> Succession:
    """Say that the caller, as the successor, has seen what was handed on."""
    one = get_object_or_404(_successions(request), pk=succession_id)
    confirm_succession(one, by=request.auth, at=now())
    return one


def _leaving(request: Call, person_id: int) -> Person:
    person = get_object_or_404(Person.objects.select_related("supervisor", "user"), pk=person_id)
    require_own(request.auth, HAND_ON, person, owner_id=person.pk)
    return person


def _successions(request: Call) -> QuerySet[Succession]:
    concerned = Q(successor=request.auth) | Q(person=request.auth) | Q(by=request.auth)
    return Succession.objects.filter(concerned).select_related("person", "successor")


def _whole(request: Call, one: Succession) -> dict[str, Any]:
    items = list(one.items.all())
    named = {item.project_id for item in items if item.project_id}
    seen = set(Project.objects.visible_to(request.auth).filter(pk__in=named).values_list("pk", flat=True))
    return {
        **{name: getattr(one, name) for name in SuccessionOut.model_fields},
        "items": [
            {
                "kind": item.kind,
                "title": item.title,
                "detail": item.detail,
                "project_id": item.project_id if item.project_id in seen else None,
                "is_asked": item.is_asked,
            }
            for item in items
        ],
    }
