"""The city's own settings, and the rules it sets."""

from datetime import date, datetime
from typing import Any

from milepost.domain.common.checking import check_row
from milepost.domain.common.models import Rule
from milepost.domain.common.recording import recording
from milepost.domain.common.rules import schemas
from milepost.domain.people.models import City, Person
from milepost.domain.people.permissions import require


def edit_city(city: City, *, by: Person, at: datetime, **values: Any) -> None:
    """Change the city's name, time zone, fiscal year, calendar or accessibility contact."""
    require(by, "people.edit_city")
    check_row(city, **values)
    with recording("people.edit_city", by=by.account, at=at, subject=city) as record:
        record.update(city, **values)


def set_rule(name: str, value: Any, *, effective_on: date, source: str, by: Person, at: datetime) -> Rule:
    """Set a rule's value from a day on, with the resolution or law behind it; a version of that day is replaced."""
    require(by, "common.edit_rules")
    schema = schemas()[name]
    schema.check(value)
    with recording("common.edit_rules", by=by.account, at=at) as record:
        record.summary = f"“{schema.title}” from {effective_on} on: {source}."
        rule = Rule.objects.filter(name=name, effective_on=effective_on).first()
        if rule:
            record.subject = record.update(rule, value=value, source=source)
            return rule
        rule = Rule(name=name, effective_on=effective_on, value=value, source=source)
        check_row(rule)
        record.subject = record.create(rule)
        return rule
