"""Who is sent which report how often: begun, changed, paused and ended."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.reports.calculations.readers import PLAIN
from milepost.domain.reports.models import Recipient, Subscription

State = Subscription.State


class CannotSubscribe(Refusal):
    """Says why a report is not sent so; `field` names what to change."""


class SubscriptionFields(TypedDict):
    """What may be set of a subscription."""

    reader: str
    cadence: str
    next_on: date


def subscribe(
    project: Project | None,
    fields: SubscriptionFields,
    people: Collection[Person],
    *,
    by: Person,
    at: datetime,
) -> Subscription:
    """Have a project's report, or without a project that of the portfolio, sent to people at a cadence."""
    require(by, "reports.send", project)
    _check(project, fields, people, on=local_day(at))
    with recording("reports.subscribe", by=by.account, at=at, subject=project) as record:
        made = record.create(Subscription(project=project, owner=by, **fields))
        _put_recipients(record, made, people)
        record.summary = f"Sent by e-mail: {made}."
    return made


def edit_subscription(
    subscription: Subscription,
    fields: SubscriptionFields,
    people: Collection[Person],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Change to whom, how often and in whose words a report is sent; who changes it hears of failures from then on."""
    require(by, "reports.send", subscription.project)
    _check(subscription.project, fields, people, on=local_day(at))
    with recording("reports.edit_subscription", by=by.account, at=at, subject=subscription.project) as record:
        _lock(subscription, State.ACTIVE, State.PAUSED)
        record.update(subscription, owner=by, **fields)
        _put_recipients(record, subscription, people)


def pause_subscription(subscription: Subscription, *, by: Person, at: datetime) -> None:
    """Send nothing until it is resumed."""
    _set_state(subscription, State.PAUSED, "reports.pause_subscription", State.ACTIVE, by=by, at=at)


def resume_subscription(subscription: Subscription, *, by: Person, at: datetime) -> None:
    """Send again, from the next due day on."""
    _set_state(subscription, State.ACTIVE, "reports.resume_subscription", State.PAUSED, by=by, at=at)


def end_subscription(subscription: Subscription, *, by: Person, at: datetime) -> None:
    """Send it no more; what was sent stays recorded."""
    _set_state(
        subscription, State.ENDED, "reports.end_subscription", State.ACTIVE, State.PAUSED, by=by, at=at
    )


def _set_state(
    subscription: Subscription, state: State, action: str, *expected: State, by: Person, at: datetime
) -> None:
    require(by, "reports.send", subscription.project)
    with recording(action, by=by.account, at=at, subject=subscription.project) as record:
        _lock(subscription, *expected)
        record.update(subscription, state=state)


def _check(
    project: Project | None, fields: SubscriptionFields, people: Collection[Person], *, on: date
) -> None:
    if not people:
        raise CannotSubscribe(gettext("Name at least one person."), field="people")
    for person in people:
        if not person.is_active or not person.email:
            raise CannotSubscribe(
                gettext("{name} has no e-mail address here, or left.").format(name=person), field="people"
            )
    if fields["next_on"] < on:
        raise CannotSubscribe(gettext("This day is over; choose today or later."), field="next_on")
    if project is not None and project.is_restricted and fields["reader"] in PLAIN:
        raise CannotSubscribe(
            gettext("A restricted project is not reported outside the house."), field="reader"
        )


def _put_recipients(record: Recorder, subscription: Subscription, people: Iterable[Person]) -> None:
    wanted = {person.pk: person for person in people}
    standing = {one.person_id: one for one in subscription.recipients.all()}
    record.delete_many([one for key, one in standing.items() if key not in wanted])
    record.create_many(
        [
            Recipient(subscription=subscription, person=person)
            for key, person in wanted.items()
            if key not in standing
        ]
    )


def _lock(subscription: Subscription, *expected: State) -> None:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("project")
    subscription.refresh_from_db(from_queryset=rows)
    if subscription.state not in expected:
        raise CannotSubscribe(
            gettext("This is marked “{state}” by now.").format(state=subscription.get_state_display())
        )
