"""What of governance passes from one person to another: action items, sign-offs, go-live and quality."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from milepost.domain.governance.actions.action_items import edit_action_item
from milepost.domain.governance.actions.deciding_change import hand_over_step
from milepost.domain.governance.actions.defects import edit_defect
from milepost.domain.governance.actions.punch_list import edit_punch_item
from milepost.domain.governance.actions.readying import edit_readiness_item
from milepost.domain.governance.models import (
    ActionItem,
    ChangeRequest,
    ChangeStep,
    Defect,
    GoLive,
    PunchItem,
    ReadinessItem,
)
from milepost.domain.people.holdings import Holding, HoldingKind, Passing, register_holdings
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.project import ProjectQuerySet


def _open_to(reader: Person, action: str) -> ProjectQuerySet:
    return Project.objects.where_may(reader, action).open().order_by()


def _action_items(person: Person, reader: Person) -> Iterator[Holding]:
    items = ActionItem.objects.visible_to(reader).filter(owner=person, state=ActionItem.State.OPEN)
    for one in items.select_related("project").order_by("number"):
        yield Holding("action_item", one, one.title, f"No. {one.number}", project=one.project)


def _sign_offs(person: Person, reader: Person) -> Iterator[Holding]:
    steps = ChangeStep.objects.filter(
        person=person, state=ChangeStep.State.WAITING,
        change_request__state=ChangeRequest.State.IN_DECISION,
        change_request__project__in=_open_to(reader, "governance.view_changes"),
    )  # fmt: skip
    for one in steps.select_related("change_request__project").order_by("pk"):
        change = one.change_request
        detail = f"Change {change.number}, as {one.get_level_display().lower()}"
        yield Holding("sign_off", one, change.title, detail, project=change.project)


def _pass_sign_offs(steps: Sequence[ChangeStep], passing: Passing) -> None:
    for one in steps:
        hand_over_step(one, passing.to, by=passing.by, at=passing.at)


def _readiness(person: Person, reader: Person) -> Iterator[Holding]:
    items = ReadinessItem.objects.filter(
        owner=person, state=ReadinessItem.State.OPEN,
        go_live__state__in=[GoLive.State.PREPARING, GoLive.State.GO, GoLive.State.BACKED_OUT],
        go_live__project__in=_open_to(reader, "governance.view_go_live"),
    )  # fmt: skip
    for one in items.select_related("go_live__project").order_by("go_live", "position"):
        yield Holding("readiness", one, one.title, str(one.go_live), project=one.go_live.project)


def _quality(kind: str, model: Any, title: str) -> Callable[[Person, Person], Iterator[Holding]]:
    def find(person: Person, reader: Person) -> Iterator[Holding]:
        own = Q(owner=person, state="open", project__in=_open_to(reader, "governance.view_go_live"))
        for one in model.objects.filter(own).select_related("project").order_by("project__number", "number"):
            yield Holding(kind, one, getattr(one, title), f"No. {one.number}", project=one.project)

    return find


def _of_owner(edit: Callable[..., Any]) -> Callable[[Sequence[Any], Passing], None]:
    def pass_on(rows: Sequence[Any], passing: Passing) -> None:
        for one in rows:
            edit(one, {"owner": passing.to}, by=passing.by, at=passing.at)

    return pass_on


register_holdings(
    HoldingKind("action_item", "Action items", _action_items, _of_owner(edit_action_item)),
    HoldingKind("sign_off", "Changes to sign off", _sign_offs, _pass_sign_offs),
    HoldingKind("readiness", "Readiness for go-live", _readiness, _of_owner(edit_readiness_item)),
    HoldingKind("defect", "Defects to fix", _quality("defect", Defect, "title"), _of_owner(edit_defect)),
    HoldingKind(
        "punch_item", "Punch items", _quality("punch_item", PunchItem, "title"), _of_owner(edit_punch_item)
    ),
)
