"""The job classes and hours that pages are about."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from milepost.domain.people.models import Person
from milepost.domain.staffing.models import JobClass

HOURS_THINGS: dict[str, Callable[[Person, datetime], Any]] = {
    "job class": lambda by, at: JobClass.objects.filter(classifications__isnull=False)[0].pk,
}
