"""Every table of the product keeps what its columns promise, over the rows of a small city."""

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.web.tables.asked import Asked
from milepost.web.tables.cells import Pen
from milepost.web.tables.column import Kind, Reader
from milepost.web.tables.every import every_table
from milepost.web.tables.export import export_to
from milepost.web.tables.reading import Reading
from tests.factories import make_person

TODAY = date(2027, 3, 1)
pytestmark = pytest.mark.django_db
SAMPLES = {
    Kind.TEXT: ["=a", ".is=none", ".is=some"],
    Kind.NUMBER: [".from=1", ".to=3", ".is=none"],
    Kind.DATE: [".in=last-30-days", ".from=2026-01-01", ".to=2027-12-31", ".in=none"],
    Kind.FLAG: ["=yes", "=no"],
}


def test_every_list_of_the_product_is_known():
    assert {
        "risks",
        "meetings",
        "action-items",
        "decisions",
        "audit",
        "tasks",
        "people",
    } <= every_table().keys()


def everything(reading):
    return [key for key, _ in reading.keys_from()]


def test_every_column_of_every_table_sorts_groups_filters_and_is_exported(tiny_city):
    for name in every_table():
        check_table(name)


def things_of(table, person, project):
    """Give the project to a table whose page is one project's, and nothing to a list over the city."""
    try:
        table.rows(person, {})
    except KeyError:
        return {"project_id": project.pk}
    return {}


def check_table(name):
    table = every_table()[name]
    project = Project.objects.filter(state="in_progress", tier="medium").order_by("pk")[0]
    person = Person.objects.filter(role_assignments__role=Role.ADMINISTRATOR).first()
    reader = Reader(person, TODAY, {})
    things = things_of(table, person, project)

    def read(query):
        return Reading(table, table.rows(person, things), Asked(table, QueryDict(query)), reader)

    blank = "&".join(f"{column.name}=" for column in table.columns if column.default)
    everyone = set(everything(read(blank)))
    columns = ",".join(column.name for column in table.columns)
    assert set(everything(read(f"{blank}&columns={columns}"))) == everyone

    for column in table.columns:
        if column.can_sort:
            for sort in (column.name, f"-{column.name}"):
                assert set(everything(read(f"{blank}&sort={sort}"))) == everyone
        if column.is_groupable:
            grouped = read(f"{blank}&group={column.name}&columns={columns}")
            values = list({value: None for _, value in grouped.keys_from()})
            groups = grouped.groups
            assert sum(group.count for group in groups.values()) == len(everyone)
            assert list(groups) == values
            assert grouped.keys_from(1, 4) == grouped.keys_from()[1:4]
        if column.can_filter and column.kind in SAMPLES:
            for sample in SAMPLES[column.kind]:
                assert set(everything(read(f"{blank}&{column.name}{sample}"))) <= everyone
        elif column.can_filter:
            asked = next(one for one in read(blank).filters if one.column is column)
            for value, _ in asked.options:
                narrowed = read(f"{blank}&{column.name}={value}")
                assert set(everything(narrowed)) <= everyone
                assert not any(one.errors for one in narrowed.filters)

    whole = read(f"{blank}&columns={columns}")
    pen = Pen(table, whole.asked.columns, reader)
    shown = [pen.row(row) for row in whole.load(list(everyone)[:20])]
    assert all(len(row.cells) == len(table.columns) for row in shown)
    lines = written(whole, "csv").decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[0] == table.columns[0].label
    assert written(whole, "xlsx").startswith(b"PK")
    assert whole.totals.keys() <= {column.name for column in table.columns}


def written(reading, form):
    output = BytesIO()
    export_to(output, reading, form)
    return output.getvalue()


def test_no_table_shows_what_its_reader_may_not_see(tiny_city):
    stranger = make_person("Stranger", account=False)
    for name in every_table():
        check_sight(name, stranger)


def check_sight(name, stranger):
    table = every_table()[name]
    project = Project.objects.order_by("pk")[0]
    rows = table.rows(stranger, {"project_id": project.pk})

    assert rows.count() == (0 if name != "people" else Person.objects.count())
    reading = Reading(table, rows, Asked(table, QueryDict("")), Reader(stranger, TODAY, {}))
    if name != "people":
        own = {"me", "none"}
        declared = {str(value) for column in table.columns for value, _ in column.choices}
        named = {option.value for column in table.columns for option in column.options}
        offered = {value for one in reading.filters for value, _ in one.options}
        assert offered <= own | declared | named
