"""Meetings and action items as topics: discussed, watched, with files, by those who see them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext

from milepost.domain.common.models import User
from milepost.domain.common.topics import Deed, TopicKind, register_topic
from milepost.domain.governance.models import (
    ActionItem,
    ChangeRequest,
    Defect,
    GoLive,
    Meeting,
    OperationalChange,
    PunchItem,
)
from milepost.domain.governance.permissions import may_lead
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.topics import person_of, topic_of_project


def _sees(user: User, topic: Any) -> bool:
    seen: bool = type(topic).objects.visible_to(person_of(user)).filter(pk=topic.pk).exists()
    return seen


def _may(user: User, deed: Deed, topic: Any) -> bool:
    person = person_of(user)
    if person is None or not person.is_active or not _sees(user, topic):
        return False
    if deed == Deed.MODERATE:
        meeting = topic if isinstance(topic, Meeting) else topic.meeting
        return meeting is not None and may_lead(person, meeting)
    return True


def _require(user: User, deed: Deed, topic: Any) -> None:
    if not _may(user, deed, topic):
        raise Refused(gettext("Only those who take part may do this."))


def _works_on(user: User, topic: Any) -> bool:
    person = person_of(user)
    meeting = topic if isinstance(topic, Meeting) else topic.meeting
    if person is None:
        return False
    return meeting is not None and meeting.attendances.filter(person=person).exists()


def _followers(topic: Any) -> list[User]:
    people: list[Person | None] = [topic.facilitator if isinstance(topic, Meeting) else topic.owner]
    return [person.user for person in people if person and person.user]


def _register(key: str, model: type[models.Model], place: Any, title: Any) -> None:
    register_topic(
        TopicKind(
            key=key,
            model=model,
            visible_to=lambda user: model._default_manager.visible_to(person_of(user)).order_by(),  # type: ignore[attr-defined]
            sees=_sees,
            require=_require,
            may=_may,
            place=place,
            title=title,
            followers=_followers,
            knows_everybody=lambda user: may(person_of(user), "people.view_directory"),
            works_on=_works_on,
        )
    )


_register("meeting", Meeting, lambda meeting: meeting.project or meeting, str)
_register(
    "action-item",
    ActionItem,
    lambda item: item.project or item,
    lambda item: f"action item {item.number}, “{item.title}”",
)


def _register_of_go_live(key: str, model: type[models.Model], title: Any, followers: Any) -> None:
    """Register a record of going live; its project decides who discusses it."""
    register_topic(
        topic_of_project(
            key,
            model,
            project_of=lambda topic: topic.project,
            title=title,
            followers=followers,
            visible_to=lambda user: model._default_manager.visible_to(person_of(user)).order_by(),  # type: ignore[attr-defined]
            view=lambda topic: "governance.view_go_live",
        )
    )


_register_of_go_live(
    "go-live",
    GoLive,
    lambda go_live: f"go-live {go_live.number}, “{go_live.title}”",
    lambda go_live: [go_live.lead],
)
_register_of_go_live(
    "operational-change",
    OperationalChange,
    lambda change: f"operational change {change.number}, “{change.title}”",
    lambda change: [change.owner],
)
_register_of_go_live(
    "defect",
    Defect,
    lambda defect: f"defect {defect.number}, “{defect.title}”",
    lambda defect: [defect.owner],
)
_register_of_go_live(
    "punch-item",
    PunchItem,
    lambda item: f"punch item {item.number}, “{item.title}”",
    lambda item: [item.owner],
)
register_topic(
    topic_of_project(
        "change",
        ChangeRequest,
        project_of=lambda change: change.project,
        title=lambda change: f"change {change.number}, “{change.title}”",
        followers=lambda change: [change.requester],
        visible_to=lambda user: ChangeRequest.objects.visible_to(person_of(user)).select_related("project"),
        view=lambda change: "governance.view_changes",
    )
)
