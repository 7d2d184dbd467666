"""Answers worth looking at: as asked, less, later, nobody; and who else could do it, ranked by least harm."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.scheduling import Span
from milepost.domain.staffing.calculations.answers import Answers, Effect
from milepost.domain.staffing.calculations.making_room import Days
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.models import PersonSkill, StaffOffer, StaffRequest
from milepost.engine.instants import EPOCH, MINUTES_PER_DAY, day_of

MOST_ALTERNATIVES = 12
STEP_PERCENT = 10


class Kind(StrEnum):
    """What an answer amounts to."""

    ACCEPT = "accept"
    MAKE_ROOM = "make_room"
    SMALLER = "smaller"
    LATER = "later"
    DECLINE = "decline"
    OTHER = "other"


class Suggestion(NamedTuple):
    """An answer with what it does; `last` is the last day that would be offered."""

    kind: Kind
    terms: OfferedTerms
    last: date
    effect: Effect
    person: Person | None = None
    skill: PersonSkill | None = None


def suggestions_for(answers: Answers, offer: StaffOffer) -> list[Suggestion]:
    """Give the answers that are always looked at, with their effects; for a role that nobody fills only the refusal."""
    asked = OfferedTerms(offer.person_id, offer.share_percent, offer.first, offer.makes_room)
    nobody = OfferedTerms(None, offer.share_percent, offer.first)
    wanted = [(Kind.DECLINE, nobody, offer.last)]
    if offer.person_id is not None:
        smaller, later = _free_share(answers, offer), _free_from(answers, offer)
        wanted = [(Kind.ACCEPT, asked, offer.last)]
        if not offer.makes_room:
            wanted.append((Kind.MAKE_ROOM, asked._replace(makes_room=True), offer.last))
        if smaller < offer.share_percent:
            longer = round((offer.last - offer.first).days * offer.share_percent / smaller)
            last = offer.first + timedelta(days=longer)
            wanted.append((Kind.SMALLER, asked._replace(share_percent=smaller), last))
        if later is not None and later > offer.first:
            wanted.append((Kind.LATER, asked._replace(first=later), offer.last + (later - offer.first)))
        wanted.append((Kind.DECLINE, nobody, offer.last))
    effects = answers.effects([terms for _, terms, _ in wanted])
    return [
        Suggestion(kind, terms, last, effect, offer.person)
        for (kind, terms, last), effect in zip(wanted, effects, strict=True)
    ]


def alternatives_for(answers: Answers, offer: StaffOffer) -> list[Suggestion]:
    """Give others who could do it as asked for, by least harm: projects later, then hours too much."""
    held = dict(_able(answers.request, offer))
    people = list(held)[:MOST_ALTERNATIVES]
    terms = [OfferedTerms(person.pk, offer.share_percent, offer.first) for person in people]
    effects = answers.effects(terms)
    found = [
        Suggestion(Kind.OTHER, one, offer.last, effect, person, held[person])
        for person, one, effect in zip(people, terms, effects, strict=True)
    ]
    return sorted(found, key=lambda one: (one.effect.harm, one.person.name if one.person else ""))


def _able(request: StaffRequest, offer: StaffOffer) -> Sequence[tuple[Person, PersonSkill | None]]:
    """Give who has what is asked for until the end of the period; without a skill, the person's own team."""
    people = Person.objects.filter(is_active=True, organization=None).exclude(pk=offer.person_id or 0)
    people = people.exclude(pk=request.asked_by_id).select_related("department", "supervisor")
    needs = {request.skill_id: request.level or 1} if request.skill_id else {}
    if not needs and request.role_id:
        needs = dict(request.role.needs.values_list("skill", "level")) if request.role else {}
    if not needs:
        if offer.person is None or offer.person.department_id is None:
            return []
        same = people.filter(department=offer.person.department_id, job_title=offer.person.job_title).exclude(
            pk=offer.person.supervisor_id or 0
        )
        return [(person, None) for person in same.order_by("name")]
    valid = Q(expires_on=None) | Q(expires_on__gte=offer.last)
    found: dict[Person, PersonSkill] = {}
    for place, (skill, level) in enumerate(needs.items()):
        rows = PersonSkill.objects.filter(valid, skill=skill, level__gte=level, person__in=people)
        able = {
            row.person: row
            for row in rows.select_related("person__department", "person__supervisor", "skill")
        }
        found = able if place == 0 else {person: found[person] for person in found if person in able}
    return sorted(found.items(), key=lambda item: (-item[1].level, item[0].name))


def _days_of(answers: Answers, offer: StaffOffer) -> Days:
    """Give how much of the person's time is used without what is asked for."""
    demands, shares = answers.time_of(offer.person_id or 0)
    days = Days(day_of(answers.as_of), shares)
    concerned = {task.pk for task in answers.tasks}
    for one in demands:
        if one.task_id not in concerned and not one.is_tentative:
            days.use(Span(one.start, one.finish), one.units_percent)
    return days


def _free_share(answers: Answers, offer: StaffOffer) -> float:
    """Give the share that is free on every day of the period, in tens; where nothing is, half of what is asked for."""
    free = _days_of(answers, offer).least_free(_period(offer))
    share = max(free // STEP_PERCENT * STEP_PERCENT, 0)
    half = max(round(offer.share_percent / 2 / STEP_PERCENT) * STEP_PERCENT, STEP_PERCENT)
    return float(min(share or half, offer.share_percent))


def _free_from(answers: Answers, offer: StaffOffer) -> date | None:
    """Give the day from which the whole period fits, where it does not fit as asked."""
    days, period = _days_of(answers, offer), _period(offer)
    if days.fits(period, offer.share_percent):
        return None
    moved = days.later(period, offer.share_percent)
    if moved is None:
        return None
    day = EPOCH.date() + timedelta(days=moved.start // MINUTES_PER_DAY)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _period(offer: StaffOffer) -> Span:
    return Span(day_of(offer.first) * MINUTES_PER_DAY, (day_of(offer.last) + 1) * MINUTES_PER_DAY)
