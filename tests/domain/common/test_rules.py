from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.models import Rule
from milepost.domain.common.rules import (
    RuleField,
    RuleSchema,
    RuleVersion,
    leaf_of,
    rule_in_force,
    rule_value,
    rules_in_force,
    schemas,
    tree_of,
    versions_of,
)

LATE = RuleSchema(
    name="late",
    title="Late",
    about="When a project is late.",
    fields=(
        RuleField("days.at_risk", "At risk", "integer", least=1),
        RuleField("days.off_track", "Off track", "integer", most=90),
        RuleField("share", "Share", "number", is_optional=True),
        RuleField("tone", "Tone", "choice", choices={"calm": "Calm", "loud": "Loud"}),
        RuleField("tabs", "Tabs", "choices", choices={"overview": "Overview"}),
        RuleField("counts", "Counts", "boolean"),
        RuleField("note", "Note", "text"),
    ),
    rising=(("days.at_risk", "days.off_track"),),
    shipped=(),
)
GOOD = {
    "days": {"at_risk": 5, "off_track": 10},
    "share": None,
    "tone": "calm",
    "tabs": ["overview"],
    "counts": True,
    "note": "",
}


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas())
def test_what_ships_obeys_its_own_schema_and_names_its_source(schema: RuleSchema) -> None:
    for version in schema.shipped:
        schema.check(version.value)

    assert schema.shipped
    assert all(version.source for version in schema.shipped)
    assert list(schema.shipped) == sorted(schema.shipped, key=lambda version: version.effective_on)


@pytest.mark.django_db
def test_the_shipped_value_counts_until_the_city_sets_its_own() -> None:
    own = {**rule_value("project_tiers", on=date(2027, 1, 1)), "own": True}
    Rule.objects.create(
        name="project_tiers", effective_on=date(2027, 7, 1), value=own, source="Resolution 27-114"
    )

    assert rule_value("project_tiers", on=date(2027, 6, 30)) == schemas()["project_tiers"].shipped[0].value
    assert rule_in_force("project_tiers", on=date(2027, 7, 1)) == RuleVersion(
        date(2027, 7, 1), own, "Resolution 27-114"
    )


@pytest.mark.django_db
def test_of_two_versions_of_one_day_the_citys_counts() -> None:
    shipped = schemas()["project_tiers"].shipped[0]
    Rule.objects.create(name="project_tiers", effective_on=shipped.effective_on, value={}, source="Ours")

    assert rule_value("project_tiers", on=shipped.effective_on) == {}


@pytest.mark.django_db
def test_before_the_first_version_the_first_counts() -> None:
    assert rule_value("project_tiers", on=date(1999, 1, 1)) == schemas()["project_tiers"].shipped[0].value


@pytest.mark.django_db
def test_all_rules_are_read_in_one_query(django_assert_num_queries: Any) -> None:
    Rule.objects.create(name="project_tiers", effective_on=date(2027, 1, 1), value={}, source="Ours")

    with django_assert_num_queries(1):
        found = rules_in_force(on=date(2027, 1, 1))

    assert [schema.name for schema, _ in found] == list(schemas())


@pytest.mark.django_db
def test_versions_are_listed_the_latest_first() -> None:
    Rule.objects.create(name="project_tiers", effective_on=date(2030, 1, 1), value={}, source="Later")
    Rule.objects.create(name="project_tiers", effective_on=date(2028, 1, 1), value={}, source="Sooner")

    listed = versions_of(schemas()["project_tiers"])

    assert [version.source for version in listed][:2] == ["Later", "Sooner"]


def test_an_unknown_rule_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        rule_value("no_such_rule", on=date(2027, 1, 1))


def test_a_good_value_passes() -> None:
    LATE.check(GOOD)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("days.at_risk", None, "Give a value."),
        ("days.at_risk", 0, "Give at least 1."),
        ("days.at_risk", 5.5, "This is not a value of the kind “integer”."),
        ("days.at_risk", True, "This is not a value of the kind “integer”."),
        ("days.off_track", 91, "Give at most 90."),
        ("days.off_track", 4, "This must not be less than the one before it."),
        ("tone", "shrill", "shrill is not one of the choices."),
        ("tabs", ["overview", "money"], "money is not one of the choices."),
        ("tabs", "overview", "This is not a value of the kind “choices”."),
        ("counts", 1, "This is not a value of the kind “boolean”."),
        ("note", 7, "This is not a value of the kind “text”."),
    ],
)
def test_a_bad_value_is_refused_at_its_field(path: str, value: Any, problem: str) -> None:
    leaves = {field.name: leaf_of(GOOD, field.name) for field in LATE.fields} | {path: value}

    with pytest.raises(ValidationError) as refused:
        LATE.check(tree_of(leaves))

    assert refused.value.message_dict == {path: [problem]}


@pytest.mark.parametrize("value", [GOOD | {"more": 1}, {**GOOD, "days": {**GOOD["days"], "more": 1}}])
def test_a_value_with_more_than_the_rule_knows_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError, match="something this rule does not know"):
        LATE.check(value)


@pytest.mark.parametrize("value", [None, [], "text", {"days": 5}])
def test_a_value_of_another_shape_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        LATE.check(value)
