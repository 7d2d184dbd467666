"""What people discuss, watch and attach files to: models that areas register; what is not registered is refused."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from milepost.domain.common.models import User


class Deed(StrEnum):
    """What somebody wants to do about a topic."""

    COMMENT = "comment"
    ATTACH = "attach"
    MODERATE = "moderate"
    """Remove what others wrote or attached."""


@dataclass(frozen=True, slots=True)
class TopicKind:
    """A model whose rows are topics: who sees them, who may do what about them, and what they belong to."""

    key: str
    """The word for it in addresses, such as `task`."""
    model: type[models.Model]
    visible_to: Callable[["User"], models.QuerySet[Any]]
    sees: Callable[["User", Any], bool]
    """The same for one row and many readers."""
    require: Callable[["User", Deed, Any], None]
    """Raises where the account may not do the deed."""
    may: Callable[["User", Deed, Any], bool]
    place: Callable[[Any], models.Model]
    """What the topic belongs to, by which news is grouped: a task's project."""
    title: Callable[[Any], str]
    followers: Callable[[Any], Iterable["User"]]
    """The accounts that watch the topic unless they say otherwise: a manager, whoever is responsible."""
    knows_everybody: Callable[["User"], bool]
    """Whether the account may read the whole directory."""
    works_on: Callable[["User", Any], bool]
    """Whether the account is one of those who work on the topic, which everybody who sees it may know."""


class NotATopic(LookupError):
    """Raised for a model that no area has registered."""


_KINDS: dict[str, TopicKind] = {}


def register_topic(kind: TopicKind) -> None:
    """Let the rows of a model be topics."""
    _KINDS[kind.model._meta.label_lower] = kind


def kind_of(topic: models.Model) -> TopicKind:
    """Give the kind of a topic; raises `NotATopic`."""
    try:
        return _KINDS[topic._meta.label_lower]
    except KeyError as error:
        raise NotATopic(topic._meta.label) from error


def topic_kinds() -> list[TopicKind]:
    """Give all kinds of topics."""
    return list(_KINDS.values())


def topic_for(user: "User", key: str, pk: int) -> models.Model | None:
    """Give the topic that an address names, if the account may see it."""
    for kind in _KINDS.values():
        if kind.key == key:
            found: models.Model | None = kind.visible_to(user).filter(pk=pk).first()
            return found
    return None


def visible_topics(user: "User | None", *, of_types: Collection[str] | None = None) -> models.Q:
    """Give the condition on `topic_type` and `topic_id` that keeps what is about topics the account may see.

    Who knows which types there are names them, for each one more makes the question longer.
    """
    condition = models.Q(pk__in=[])
    if user is None or not user.is_active:
        return condition
    for label, kind in _KINDS.items():
        if of_types is not None and label not in of_types:
            continue
        rows = kind.visible_to(user).order_by().values("pk")
        condition |= models.Q(topic_type=label, topic_id__in=rows)
    return condition


def topics_of(rows: Iterable[Any]) -> dict[tuple[str, int], models.Model]:
    """Give the topics that rows are about, by type and id, in one query for each kind; check visibility first."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.topic_type, set()).add(row.topic_id)
    found: dict[tuple[str, int], models.Model] = {}
    for label, kind in _KINDS.items():
        for pk, topic in kind.model._default_manager.in_bulk(wanted.get(label, set())).items():
            found[label, pk] = topic
    return found
