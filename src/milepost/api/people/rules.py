"""Rules: thresholds and tables that are data, with the day each version takes effect."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Field, Router, Schema, Status

from milepost.api.access import Call, now, today
from milepost.api.kinds import Day, Words
from milepost.api.problems import PROBLEMS
from milepost.domain.common.models import Rule
from milepost.domain.common.rules import RuleSchema, RuleVersion, rules_in_force, schemas, versions_of
from milepost.domain.people.actions.configuring import set_rule
from milepost.domain.people.permissions import require

router = Router()


class VersionOut(Schema):
    """A value with the day it takes effect and what stands behind it."""

    effective_on: date
    value: Any
    source: str
    is_shipped: bool = False


class RuleOut(Schema):
    """A rule with its value in force today."""

    name: str
    title: str
    about: str
    in_force: VersionOut


class VersionIn(Schema):
    """A value to set from a day on, with the resolution or law behind it."""

    effective_on: Day
    value: dict[str, Any] = Field(description="Of the shape of the version in force.")
    source: Words = Field(min_length=1, max_length=300)


@router.get("/rules", response={200: list[RuleOut], **PROBLEMS})
def list_rules(request: Call) -> list[dict[str, Any]]:
    """List every rule with its value in force."""
    require(request.auth, "people.view_settings")
    return [
        {"name": rule.name, "title": rule.title, "about": rule.about, "in_force": version}
        for rule, version in rules_in_force(on=today())
    ]


@router.get("/rules/{name}/versions", response={200: list[VersionOut], **PROBLEMS})
def list_versions(request: Call, name: Words) -> list[RuleVersion]:
    """List all versions of a rule, the latest first."""
    require(request.auth, "people.view_settings")
    return versions_of(_rule(name))


@router.post("/rules/{name}/versions", response={201: VersionOut, **PROBLEMS})
def post_version(request: Call, name: Words, given: VersionIn) -> Status[Rule]:
    """Set a rule from a day on; a version of the city's of that day is replaced."""
    rule = _rule(name)
    return Status(201, set_rule(rule.name, **given.dict(), by=request.auth, at=now()))


def _rule(name: str) -> RuleSchema:
    found = schemas().get(name)
    if found is None:
        raise Http404
    return found
