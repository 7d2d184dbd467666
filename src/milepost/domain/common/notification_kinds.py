"""The kinds of events people can choose to hear of; every area registers its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from milepost.domain.common.models import Delivery, NotificationChoice, User


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody hears of a kind of event."""

    in_app: bool
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """A kind of event: its name, how a page lists it, and how it is told where nothing else was chosen."""

    name: str
    label: str
    group: str
    usual: Choice
    is_personal: bool = False
    """Meant for one person by name: told at once also to those who want little mail."""


TO_ME, ON_WATCHED, OF_WORK = "Said to me", "On what I watch", "My work"
AT_ONCE = Choice(in_app=True, delivery=Delivery.AT_ONCE)
IN_DIGEST = Choice(in_app=True, delivery=Delivery.DIGEST)
IN_APP = Choice(in_app=True, delivery=Delivery.NEVER)

_KINDS: dict[str, NotificationKind] = {}
_WANT_LITTLE: list[Callable[[User], bool]] = []


def register_kinds(*kinds: NotificationKind) -> None:
    """Let events be of these kinds."""
    _KINDS.update({kind.name: kind for kind in kinds})


def wants_little(test: Callable[[User], bool]) -> Callable[[User], bool]:
    """Register who, by role, hears by email only what is said to them, unless they choose otherwise."""
    _WANT_LITTLE.append(test)
    return test


def notification_kinds() -> list[NotificationKind]:
    """Give all kinds, in the order of the page on which one chooses."""
    order = [TO_ME, OF_WORK, ON_WATCHED]
    return sorted(_KINDS.values(), key=lambda kind: order.index(kind.group))


def kind_named(name: str) -> NotificationKind:
    """Give a kind; raises `KeyError`."""
    return _KINDS[name]


def _usual(kind: NotificationKind, *, wants_little: bool) -> Choice:
    """Give how an account hears of a kind while it has not chosen."""
    if wants_little and not kind.is_personal:
        return replace(kind.usual, delivery=Delivery.NEVER)
    return kind.usual


def _reads_little(user: User) -> bool:
    return any(test(user) for test in _WANT_LITTLE)


def choices_of(users: Iterable[User], kind: NotificationKind) -> dict[int, Choice]:
    """Give how each account hears of a kind, by id."""
    users = list(users)
    made = {
        row.user_id: Choice(row.in_app, Delivery(row.delivery))
        for row in NotificationChoice.objects.filter(user__in=users, kind=kind.name)
    }
    return {
        user.pk: made.get(user.pk) or _usual(kind, wants_little=not kind.is_personal and _reads_little(user))
        for user in users
    }


def all_choices_of(user: User) -> dict[str, Choice]:
    """Give how an account hears of every kind, by the kind's name."""
    made = {
        row.kind: Choice(row.in_app, Delivery(row.delivery))
        for row in NotificationChoice.objects.filter(user=user)
    }
    little = _reads_little(user)
    return {
        kind.name: made.get(kind.name) or _usual(kind, wants_little=little) for kind in notification_kinds()
    }


register_kinds(
    NotificationKind("asked", "Somebody asks me for an answer", TO_ME, AT_ONCE, is_personal=True),
    NotificationKind("mentioned", "Somebody mentions me", TO_ME, AT_ONCE, is_personal=True),
    NotificationKind("answered", "What I asked is answered", TO_ME, AT_ONCE, is_personal=True),
    NotificationKind("commented", "A comment", ON_WATCHED, IN_DIGEST),
    NotificationKind("attached", "A file is attached", ON_WATCHED, IN_APP),
    NotificationKind("file_refused", "A file of mine is refused by the virus check", OF_WORK, IN_APP),
    NotificationKind("job_failed", "Background work of mine fails", OF_WORK, IN_APP),
)
