"""Notifications as their page lists them: by day of the latest, gathered by project."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from milepost.domain.common.models import Notification
from milepost.domain.common.topics import topics_of
from milepost.web.discussion.places import page_of

ICONS = {
    "asked": "ask",
    "mentioned": "mention",
    "answered": "check",
    "commented": "comment",
    "attached": "attachment",
    "file_refused": "alert",
    "job_failed": "error",
    "task_assigned": "person",
    "concern_assigned": "risk",
    "issue_overdue": "time",
    "import_finished": "import",
    "finish_moved": "calendar",
    "status_worsened": "alert",
    "baseline_set": "baseline",
    "report_published": "reports",
    "delegated": "person",
}
PAGES = {"job_failed": "imports:imports", "delegated": "my-work:my-work"}
"""Where news leads that is about no topic, by kind."""


@dataclass(frozen=True, slots=True)
class Row:
    """One notification: where it leads goes by way of its own address, which marks it as read."""

    notification: Notification
    icon: str
    url: str


@dataclass(slots=True)
class Group:
    """What happened in one project, the latest first."""

    title: str
    url: str
    rows: list[Row] = field(default_factory=list)

    @property
    def unread(self) -> list[int]:
        return [row.notification.pk for row in self.rows if row.notification.is_unread]


def groups_of(notifications: Sequence[Notification]) -> list[Group]:
    """Gather a page of notifications by what they belong to, in a constant number of queries."""
    places = topics_of([_Place(one) for one in notifications])
    groups: dict[tuple[str, int | None], Group] = {}
    for one in notifications:
        key = one.event.place_type, one.event.place_id
        if key not in groups:
            place: Any = places.get((key[0], key[1] or 0))
            url = reverse("projects:overview", args=[place.pk]) if place else ""
            groups[key] = Group(str(place or "Your own work"), url)
        url = reverse("notifications:notification", args=[one.pk])
        groups[key].rows.append(Row(one, ICONS.get(one.event.kind, "bell"), url))
    return list(groups.values())


def target_of(notification: Notification) -> str:
    """Give where a notification leads: the page of its topic, at the comment it is about."""
    event = notification.event
    topic = topics_of([event]).get((event.topic_type, event.topic_id or 0))
    if topic is None:
        return reverse(PAGES.get(event.kind, "notifications:index"))
    if event.comment_id:
        return f"{page_of(topic)}#comment-{event.comment_id}"
    return (
        reverse("projects:overview", args=[topic.pk])
        if event.topic_type == "projects.project"
        else page_of(topic)
    )


class _Place:
    def __init__(self, notification: Notification) -> None:
        self.topic_type = notification.event.place_type
        self.topic_id = notification.event.place_id or 0
