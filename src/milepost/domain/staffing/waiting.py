"""What of this area waits for a person."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.domain.people.models import Person
from milepost.domain.people.waiting import Waiting, waits
from milepost.domain.projects.wording import counted
from milepost.domain.staffing.calculations.own_work import own_work, week_of
from milepost.domain.staffing.models import CheckIn

WORK_WEEK = timedelta(days=5)
FRIDAY = timedelta(days=4)


@waits("check_in")
def own_check_in(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the check-in of the week, due on its Friday, while somebody with work under way has not made it."""
    monday = week_of(as_of)
    if CheckIn.objects.filter(person=person, week=monday).exists():
        return
    if count := len(own_work(person, since=monday, until=monday + WORK_WEEK)):
        detail = f"{counted(count, 'task')}: percent done and hours left"
        yield Waiting("check_in", person, "Check in for the week", detail, due=monday + FRIDAY)
