"""Rows point only downward in the order of the areas, every database holds them, and migrations make exactly them."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command

ORDER = ["common", "people", "projects", "staffing", "money", "governance", "reports"]


def test_foreign_keys_point_to_the_same_area_or_one_below() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for area in ORDER
        for model in apps.get_app_config(area).get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in ORDER
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(area)
    ]

    assert upward == []


@pytest.mark.django_db
def test_every_database_can_hold_what_the_models_ask_for() -> None:
    assert run_checks(databases=["default"]) == []


@pytest.mark.django_db
def test_migrations_make_exactly_the_models() -> None:
    said = StringIO()

    call_command("makemigrations", dry_run=True, stdout=said)

    assert said.getvalue() == "No changes detected\n"
