"""Thresholds and tables that are data: what ships with Milepost, overridden by the city from a day on.

A value is a tree; the leaves are the rule's fields, each named by its path, such as `small.report_days`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from importlib.resources import files
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from milepost.domain.common.models import Rule
from milepost.domain.common.read_once import read_once

SHIPPED = "rules.json"
KINDS: dict[str, Any] = {
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "text": str,
    "choice": str,
    "choices": list,
}


@dataclass(frozen=True, slots=True)
class RuleField:
    """One leaf of a rule's value: `name` is its path, `group` the heading it stands under."""

    name: str
    label: str
    kind: str
    group: str = ""
    help: str = ""
    least: float | None = None
    most: float | None = None
    is_optional: bool = False
    choices: Mapping[str, str] | None = None

    def problem_with(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        if value is None:
            return "" if self.is_optional else "Give a value."
        is_flag = isinstance(value, bool)
        if is_flag != (self.kind == "boolean") or not isinstance(value, KINDS[self.kind]):
            return f"This is not a value of the kind “{self.kind}”."
        if self.choices is not None:
            chosen = [value] if isinstance(value, str) else value
            unknown = [one for one in chosen if one not in list(self.choices)]
            return f"{unknown[0]} is not one of the choices." if unknown else ""
        return self._problem_with_size(value)

    def _problem_with_size(self, value: Any) -> str:
        if self.least is not None and value < self.least:
            return f"Give at least {self.least:g}."
        if self.most is not None and value > self.most:
            return f"Give at most {self.most:g}."
        return ""


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A value with the day it takes effect and where it comes from."""

    effective_on: date
    value: Any
    source: str
    is_shipped: bool = False


@dataclass(frozen=True, slots=True)
class RuleSchema:
    """What a rule is about, what its value must look like, and the versions that ship with Milepost.

    `rising` lists groups of fields whose values must not fall from one to the next.
    """

    name: str
    title: str
    about: str
    fields: tuple[RuleField, ...]
    rising: tuple[tuple[str, ...], ...]
    shipped: tuple[RuleVersion, ...]

    def check(self, value: Any) -> None:
        """Raise `ValidationError`, by field, for a value that is not of this shape."""
        problems = {field.name: field.problem_with(leaf_of(value, field.name)) for field in self.fields}
        for lower, higher in (pair for names in self.rising for pair in pairwise(names)):
            if (
                not problems[lower]
                and not problems[higher]
                and leaf_of(value, lower) > leaf_of(value, higher)
            ):
                problems[higher] = "This must not be less than the one before it."
        found = {name: problem for name, problem in problems.items() if problem}
        if found:
            raise ValidationError(found)
        if value != tree_of({field.name: leaf_of(value, field.name) for field in self.fields}):
            raise ValidationError(gettext("The value holds something this rule does not know."))


def rule_value(name: str, *, on: date) -> Any:
    """Give the value of a rule in force on a day; raises `KeyError` for a rule Milepost does not know."""
    return rule_in_force(name, on=on).value


def rule_in_force(name: str, *, on: date) -> RuleVersion:
    """Give the version of a rule in force on a day: the latest to take effect, of one day the city's."""
    return _latest(schemas()[name], [rule for rule in _own() if rule.name == name], on=on)


def rules_in_force(*, on: date) -> list[tuple[RuleSchema, RuleVersion]]:
    """Give every rule with its version in force on a day."""
    own = _own()
    return [
        (schema, _latest(schema, [rule for rule in own if rule.name == schema.name], on=on))
        for schema in schemas().values()
    ]


def versions_of(schema: RuleSchema) -> list[RuleVersion]:
    """Give all versions of a rule, the latest first."""
    return sorted(_versions(schema, Rule.objects.filter(name=schema.name)), key=_order, reverse=True)


@read_once
def _own() -> list[Rule]:
    """Give all of the city's own versions, which are few."""
    return list(Rule.objects.all())


@cache
def schemas() -> dict[str, RuleSchema]:
    """Give the rules Milepost knows, by name."""
    listed = json.loads(files("milepost.domain.common").joinpath(SHIPPED).read_text())
    return {entry["name"]: _schema(entry) for entry in listed}


def leaf_of(value: Any, path: str) -> Any:
    """Give what stands at a path of a value; nothing where the path leads nowhere."""
    return reduce(lambda tree, key: tree.get(key) if isinstance(tree, dict) else None, path.split("."), value)


def tree_of(leaves: Mapping[str, Any]) -> dict[str, Any]:
    """Give the value whose leaves stand at these paths."""
    tree: dict[str, Any] = {}
    for path, leaf in leaves.items():
        *branches, last = path.split(".")
        reduce(lambda branch, key: branch.setdefault(key, {}), branches, tree)[last] = leaf
    return tree


def _latest(schema: RuleSchema, own: Iterable[Rule], *, on: date) -> RuleVersion:
    in_effect = [version for version in _versions(schema, own) if version.effective_on <= on]
    return max(in_effect, key=_order, default=schema.shipped[0])


def _versions(schema: RuleSchema, own: Iterable[Rule]) -> list[RuleVersion]:
    return [*schema.shipped, *(RuleVersion(rule.effective_on, rule.value, rule.source) for rule in own)]


def _order(version: RuleVersion) -> tuple[date, bool]:
    return version.effective_on, not version.is_shipped


def _schema(entry: dict[str, Any]) -> RuleSchema:
    return RuleSchema(
        name=entry["name"],
        title=entry["title"],
        about=entry["about"],
        fields=tuple(RuleField(**field) for field in entry["fields"]),
        rising=tuple(tuple(names) for names in entry.get("rising", ())),
        shipped=tuple(
            RuleVersion(date.fromisoformat(one["effective_on"]), one["value"], one["source"], is_shipped=True)
            for one in entry["versions"]
        ),
    )
