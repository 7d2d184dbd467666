"""A person chooses what to hear of, how, and when."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.models import NotificationChoice, NotificationSettings, User
from milepost.domain.common.notification_kinds import Choice, all_choices_of
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal


class CannotChoose(Refusal):
    """Says what is wrong with a choice."""


def choose_notifications(
    choices: Mapping[str, Choice],
    *,
    by: User,
    at: datetime,
    digest: str | None = None,
    watches_own: bool | None = None,
    watches_commented: bool | None = None,
) -> None:
    """Set how an account hears of kinds of events, and the settings that are given; the others stay."""
    known = all_choices_of(by)
    if unknown := sorted(set(choices) - set(known)):
        raise CannotChoose(
            gettext("There is no kind of notification called {value}.").format(value=unknown[0])
        )
    given = {"digest": digest, "watches_own": watches_own, "watches_commented": watches_commented}
    with recording("common.choose_notifications", by=by, at=at) as record:
        standing = NotificationSettings.objects.select_for_update().filter(user=by).first()
        settings = standing or record.create(NotificationSettings(user=by))
        record.subject = record.update(
            settings, **{key: value for key, value in given.items() if value is not None}
        )
        made = {row.kind: row for row in NotificationChoice.objects.filter(user=by)}
        for name, choice in choices.items():
            if name in made:
                record.update(made[name], in_app=choice.in_app, delivery=choice.delivery)
            elif choice != known[name]:
                record.create(
                    NotificationChoice(user=by, kind=name, in_app=choice.in_app, delivery=choice.delivery)
                )
