"""What of roles and their acceptance people are told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from milepost.domain.common.notification_kinds import (
    AT_ONCE,
    IN_DIGEST,
    OF_WORK,
    NotificationKind,
    register_kinds,
)
from milepost.domain.common.telling import tell
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import named
from milepost.domain.staffing.models import Responsibility

register_kinds(
    NotificationKind("duty_asked", "I am asked to take a role in a deliverable or phase", OF_WORK, AT_ONCE),
    NotificationKind("duty_told", "I am to be consulted on or informed of something", OF_WORK, IN_DIGEST),
    NotificationKind(
        "duty_answered",
        "An answer about a role of mine, or in a project of mine, is recorded",
        OF_WORK,
        IN_DIGEST,
    ),
)


def tell_of_duties(project: Project, given: Iterable[Responsibility], *, by: Person, at: datetime) -> None:
    """Tell each person once of the duties to answer, and once of those that ask for no answer."""
    by_person: dict[tuple[Person, bool], list[Responsibility]] = defaultdict(list)
    for one in given:
        by_person[one.person, one.is_to_accept].append(one)
    for (person, is_to_accept), duties in by_person.items():
        names = named([one.what for one in duties])
        text = (
            f"{by} asks you to take your part in {names} of {project.name}"
            if is_to_accept
            else f"You are kept in the loop on {names} of {project.name}"
        )
        kind = "duty_asked" if is_to_accept else "duty_told"
        tell(kind, topic=project, text=text, by=by.account, at=at, to=[person.user])


def tell_of_answer(one: Responsibility, *, by: Person, at: datetime) -> None:
    """Tell the project's manager what somebody said, and the person what was written down for the person."""
    people = [person for person in (one.project.manager, one.person) if person and person != by]
    said = one.get_state_display().lower()
    text = f"{one.person}, {one.get_duty_display().lower()} for “{one.what}”: {said}"
    text += f". {one.words}" if one.words else ""
    tell(
        "duty_answered",
        topic=one.project,
        text=text,
        by=by.account,
        at=at,
        to=[person.user for person in people],
    )
