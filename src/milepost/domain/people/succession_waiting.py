"""What was taken over waits for the successor until it is seen."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count

from milepost.domain.people.models import Person, Succession
from milepost.domain.people.waiting import Waiting, waits


@waits("succession")
def unseen_successions(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give what was handed to a person and is not confirmed yet."""
    unseen = Succession.objects.filter(successor=person, seen_at=None).annotate(count=Count("items"))
    for one in unseen.select_related("person").order_by("pk"):
        title = f"Take over from {one.person}"
        things = "1 thing" if one.count == 1 else f"{one.count} things"
        yield Waiting("succession", one, title, f"{things}: {one.reason}")
