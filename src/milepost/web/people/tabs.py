"""The pages of a person: the entry in the directory, and the time."""

from typing import Any

from django.urls import reverse

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.web.staffing.reach import may_see_time


def tabs_of(reader: Person, person: Person, *, current: str) -> list[dict[str, Any]]:
    """Give the tabs that a reader may open; one alone is none."""
    wanted = [
        ("entry", "Entry", "people:person", may(reader, "people.view_directory")),
        ("time", "Time", "staffing:time", person.is_of_the_city and may_see_time(reader, person)),
    ]
    tabs = [
        {"label": label, "url": reverse(address, args=[person.pk]), "current": key == current}
        for key, label, address, is_open in wanted
        if is_open
    ]
    return tabs if len(tabs) > 1 else []
