"""What the global search finds of meetings: meetings, decisions and action items."""

from django.db.models import Q

from milepost.domain.common.search.nouns import Noun, findable
from milepost.domain.governance.models import (
    ActionItem,
    ChangeRequest,
    Decision,
    Defect,
    GoLive,
    Meeting,
    OperationalChange,
    PunchItem,
)
from milepost.domain.governance.models.of_project import VIEW
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


def _meetings(person: Person) -> Q:
    return Q(object_id__in=Meeting.objects.visible_to(person).order_by().values("pk"))


def _decisions(person: Person) -> Q:
    return Q(object_id__in=Decision.objects.visible_to(person).order_by().values("pk"))


def _action_items(person: Person) -> Q:
    return Q(object_id__in=ActionItem.objects.visible_to(person).order_by().values("pk"))


def _of_go_lives(person: Person) -> Q:
    return Q(scope_id__in=Project.objects.where_may(person, VIEW).order_by().values("pk"))


def _changes(person: Person) -> Q:
    return Q(object_id__in=ChangeRequest.objects.visible_to(person).order_by().values("pk"))


findable(Noun("meeting", Meeting, title="title", scope="project_id", findable=_meetings, text=("purpose",)))
findable(
    Noun(
        "decision",
        Decision,
        title="text",
        number="number",
        scope="project_id",
        findable=_decisions,
        text=("reason",),
    )
)
findable(
    Noun(
        "action item", ActionItem, title="title", number="number", scope="project_id", findable=_action_items,
        aliases=("action",),
    )
)  # fmt: skip
findable(
    Noun(
        "go-live",
        GoLive,
        title="title",
        scope="project_id",
        findable=_of_go_lives,
        aliases=("golive", "cutover"),
    )
)
findable(
    Noun(
        "change request", ChangeRequest, title="title", scope="project_id", findable=_changes,
        text=("reason", "options"), aliases=("change",),
        states={"open": lambda _: Q(object_id__in=ChangeRequest.objects.open().values("pk"))},
    )
)  # fmt: skip
findable(
    Noun(
        "operational change", OperationalChange, title="title", number="number", scope="project_id",
        findable=_of_go_lives, text=("systems", "ticket"),
    )
)  # fmt: skip
findable(
    Noun("defect", Defect, title="title", scope="project_id", findable=_of_go_lives, text=("description",))
)
findable(
    Noun("punch item", PunchItem, title="title", scope="project_id", findable=_of_go_lives, text=("room",))
)
