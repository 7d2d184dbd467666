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
from milepost.domain.reports.models import Distribution, Recipient

State = Distribution.State


class CannotDistribute(Refusal):
    """Says why a report is not sent so; `field` names what to change."""


class DistributionFields(TypedDict):
    """What may be set of a distribution."""

    reader: str
    cadence: str
    next_on: date


def begin_distribution(
    project: Project | None,
    fields: DistributionFields,
    people: Collection[Person],
    *,
    by: Person,
    at: datetime,
) -> Distribution:
    """Have a project's report, or without a project that of the portfolio, sent to people at a cadence."""
    require(by, "reports.send", project)
    _check(project, fields, people, on=local_day(at))
    with recording("reports.begin_distribution", by=by.account, at=at, subject=project) as record:
        made = record.create(Distribution(project=project, owner=by, **fields))
        _put_recipients(record, made, people)
        record.summary = f"Sent by e-mail: {made}."
    return made


def edit_distribution(
    distribution: Distribution,
    fields: DistributionFields,
    people: Collection[Person],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Change to whom, how often and in whose words a report is sent; who changes it hears of failures from then on."""
    require(by, "reports.send", distribution.project)
    _check(distribution.project, fields, people, on=local_day(at))
    with recording("reports.edit_distribution", by=by.account, at=at, subject=distribution.project) as record:
        _lock(distribution, State.ACTIVE, State.PAUSED)
        record.update(distribution, owner=by, **fields)
        _put_recipients(record, distribution, people)


def pause_distribution(distribution: Distribution, *, by: Person, at: datetime) -> None:
    """Send nothing until it is resumed."""
    _set_state(distribution, State.PAUSED, "reports.pause_distribution", State.ACTIVE, by=by, at=at)


def resume_distribution(distribution: Distribution, *, by: Person, at: datetime) -> None:
    """Send again, from the next due day on."""
    _set_state(distribution, State.ACTIVE, "reports.resume_distribution", State.PAUSED, by=by, at=at)


def end_distribution(distribution: Distribution, *, by: Person, at: datetime) -> None:
    """Send it no more; what was sent stays recorded."""
    _set_state(
        distribution, State.ENDED, "reports.end_distribution", State.ACTIVE, State.PAUSED, by=by, at=at
    )


def _set_state(
    distribution: Distribution, state: State, action: str, *expected: State, by: Person, at: datetime
) -> None:
    require(by, "reports.send", distribution.project)
    with recording(action, by=by.account, at=at, subject=distribution.project) as record:
        _lock(distribution, *expected)
        record.update(distribution, state=state)


def _check(
    project: Project | None, fields: DistributionFields, people: Collection[Person], *, on: date
) -> None:
    if not people:
        raise CannotDistribute(gettext("Name at least one person."), field="people")
    for person in people:
        if not person.is_active or not person.email:
            raise CannotDistribute(
                gettext("{name} has no e-mail address here, or left.").format(name=person), field="people"
            )
    if fields["next_on"] < on:
        raise CannotDistribute(gettext("This day is over; choose today or later."), field="next_on")
    if project is not None and project.is_restricted and fields["reader"] in PLAIN:
        raise CannotDistribute(
            gettext("A restricted project is not reported outside the house."), field="reader"
        )


def _put_recipients(record: Recorder, distribution: Distribution, people: Iterable[Person]) -> None:
    wanted = {person.pk: person for person in people}
    standing = {one.person_id: one for one in distribution.recipients.all()}
    record.delete_many([one for key, one in standing.items() if key not in wanted])
    record.create_many(
        [
            Recipient(distribution=distribution, person=person)
            for key, person in wanted.items()
            if key not in standing
        ]
    )


def _lock(distribution: Distribution, *expected: State) -> None:
    rows = Distribution.objects.select_for_update(of=("self",)).select_related("project")
    distribution.refresh_from_db(from_queryset=rows)
    if distribution.state not in expected:
        raise CannotDistribute(
            gettext("This is marked “{state}” by now.").format(state=distribution.get_state_display())
        )
