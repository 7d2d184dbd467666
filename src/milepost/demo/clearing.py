"""Who of the demo city passed which check, and the project whose work takes one."""

from datetime import datetime, timedelta

from milepost.demo.living import Stage
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.keeping_clearances import (
    add_clearance,
    grant_clearance,
    need_clearance,
)

TAKES_IT = "Computer-aided dispatch and records management"
GRANTED_BEFORE, LASTS, SOON = timedelta(days=400), timedelta(days=1826), timedelta(days=24)


def keep_clearances(stage: Stage, *, at: datetime) -> None:
    """Let everybody on the dispatch project hold one but the last, and let the first expire soon."""
    office = stage.cast.holder("PMO lead")
    cjis = add_clearance(
        "CJIS fingerprints",
        description="FBI CJIS Security Policy, renewed every five years",
        by=office,
        at=at,
    )
    add_clearance("Background check", description="Asked by the city of all IT staff", by=office, at=at)
    life = stage.lives.get(TAKES_IT)
    if life is None:
        return
    need_clearance(Project.objects.get(pk=life.project.pk), cjis, by=office, at=at)
    at_work = Person.objects.filter(
        assignments__task__project=life.project, organization=None, is_active=True
    )
    people = list(at_work.distinct().order_by("pk"))
    granted = at.date() - GRANTED_BEFORE
    for place, person in enumerate(people[:-1]):
        expires = at.date() + SOON if place == 0 else granted + LASTS
        grant_clearance(person, cjis, granted_on=granted, expires_on=expires, by=office, at=at)
