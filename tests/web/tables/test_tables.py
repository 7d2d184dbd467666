"""What every table does, shown by the list of projects."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from milepost.web.tables import days
from milepost.web.tables.days import range_of
from tests.factories import (
    make_administrator,
    make_department,
    make_person,
    make_project,
    make_task,
    signed_in,
)
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db
PAGE = "/projects/"


@pytest.fixture
def visitor(client):
    return signed_in(client, make_administrator())


def planned(name, *, working_days=5, **fields):
    project = make_project(name, **{"state": "in_progress", **fields})
    make_task(project, days=working_days)
    recalculate(project)
    return project


def names(answer):
    return [row.project.name for row in listed(answer)]


def test_filters_of_every_kind_combine(visitor):
    police, mara = make_department("Police"), make_person("Mara Quint")
    planned("Radios", department=police, manager=mara, tier="large")
    planned("Radio masts", department=police, tier="large")
    planned("Badges", department=police, tier="small")

    found = {
        query: names(visitor.get(f"{PAGE}?{query}"))
        for query in (
            "q=radio",
            f"department={police.pk}&tier=large",
            "tier=large&tier=small&sort=name",
            "manager=none&sort=name",
            f"manager={mara.pk}",
            "finish.from=2027-03-01&finish.to=2027-03-31&q=badges",
            "finish.to=2027-03-01",
            "complete.from=1",
        )
    }

    assert found == {
        "q=radio": ["Radios", "Radio masts"],
        f"department={police.pk}&tier=large": ["Radios", "Radio masts"],
        "tier=large&tier=small&sort=name": ["Badges", "Radio masts", "Radios"],
        "manager=none&sort=name": ["Badges", "Radio masts"],
        f"manager={mara.pk}": ["Radios"],
        "finish.from=2027-03-01&finish.to=2027-03-31&q=badges": ["Badges"],
        "finish.to=2027-03-01": [],
        "complete.from=1": [],
    }


def test_a_default_filter_holds_until_the_address_says_otherwise(visitor):
    planned("Open one")
    planned("Closed one", state="closed")

    assert names(visitor.get(PAGE)) == ["Open one"]
    assert names(visitor.get(f"{PAGE}?state=")) == ["Open one", "Closed one"]
    assert names(visitor.get(f"{PAGE}?state=closed")) == ["Closed one"]
    assert names(visitor.get(f"{PAGE}?q=one")) == ["Open one", "Closed one"]


def test_what_a_filter_cannot_read_is_told_beside_its_field_and_narrows_nothing(visitor):
    planned("Radios")

    answer = visitor.get(f"{PAGE}?complete.from=lots&finish.to=soon&finish.in=whenever&department=x")

    page = answer.content.decode()
    assert names(answer) == ["Radios"]
    for sentence in (
        "“lots” is not a number, such as 12 or 0.5.",
        "“soon” is not a date, such as 2027-03-12.",
        "“whenever” is no range of days, such as last-7-days.",
        "“x” is not one of the choices.",
    ):
        assert sentence in page
    assert 'value="lots"' in page


def test_every_filter_is_a_chip_that_takes_it_off(visitor):
    planned("Radios", tier="large")

    table = visitor.get(f"{PAGE}?tier=large&complete.to=50&sort=name").context["table"]

    assert table.chips == [
        ("State", "Open", "?tier=large&complete.to=50&sort=name&state="),
        ("Complete", "up to 50", "?tier=large&sort=name"),
        ("Tier", "Large", "?complete.to=50&sort=name"),
    ]
    assert table.plain_address == "?sort=name"


def test_rows_are_ordered_by_several_columns_with_what_is_empty_last(visitor):
    mara = make_person("Mara Quint")
    planned("B", tier="small", manager=mara)
    planned("A", tier="small")
    planned("C", tier="large", manager=mara)

    assert names(visitor.get(f"{PAGE}?sort=-tier,name")) == ["C", "A", "B"]
    assert names(visitor.get(f"{PAGE}?sort=manager,-name")) == ["C", "B", "A"]
    assert names(visitor.get(f"{PAGE}?sort=-manager,name")) == ["B", "C", "A"]
    headings = visitor.get(f"{PAGE}?sort=-tier,name&columns=name,tier").context["table"].headings
    assert [(one.column.name, one.rank, one.aria_sort, one.adding) for one in headings] == [
        ("name", 2, "", "?sort=-tier%2C-name&columns=name%2Ctier"),
        ("tier", 1, "descending", "?sort=tier%2Cname&columns=name%2Ctier"),
    ]


def test_computed_values_are_filtered_ordered_and_grouped_like_stored_ones(visitor):
    planned("Late", start=datetime(2020, 1, 6, 8))
    planned("Early", start=datetime(2050, 1, 3, 8))

    assert names(visitor.get(f"{PAGE}?status=off_track")) == ["Late"]
    assert names(visitor.get(f"{PAGE}?sort=status")) == ["Late", "Early"]
    groups = [
        entry.group for entry in visitor.get(f"{PAGE}?group=status").context["table"].entries if entry.group
    ]
    assert [(group.label, group.count) for group in groups] == [("Off track", 1), ("Not rated", 1)]


def test_a_group_counts_and_totals_all_its_rows_and_says_where_it_goes_on(visitor, monkeypatch):
    monkeypatch.setattr("milepost.web.tables.shown.PAGE_ROWS", 2)
    police, fire = make_department("Police"), make_department("Fire")
    for name in ("A", "B", "C"):
        planned(name, department=police)
    planned("D", department=fire)

    first = visitor.get(f"{PAGE}?group=department&sort=name").context["table"].entries
    second = visitor.get(f"{PAGE}?group=department&sort=name&page=2").context["table"].entries

    told = [
        (entry.group.label, entry.group.count, entry.is_continued) if entry.group else entry.row.name
        for entry in [*first, *second]
    ]
    assert told == [("Fire", 1, False), "D", ("Police", 3, False), "A", ("Police", 3, True), "B", "C"]
    totals = {column.name: total for column, total in first[0].subtotals if total}
    assert "Mar 5, 2027" in totals["finish"]
    assert first[0].narrowed == f"?sort=name&department={fire.pk}"


def test_columns_are_chosen_and_put_in_order_and_the_first_stays(visitor):
    planned("Radios")

    table = visitor.get(f"{PAGE}?columns=tier,status,tier,nonsense").context["table"]

    assert [column.name for column in table.columns] == ["name", "tier", "status"]
    moves = {
        column.name: (earlier, later) for column, is_shown, earlier, later in table.column_choices if is_shown
    }
    assert moves == {
        "name": ("", ""),
        "tier": ("", "?columns=name%2Cstatus%2Ctier"),
        "status": ("?columns=name%2Cstatus%2Ctier", ""),
    }


def test_an_export_holds_exactly_what_is_shown_as_numbers_and_dates(visitor):
    planned("=HYPERLINK(1)", tier="large")
    planned("Radios", tier="large")
    planned("Badges", tier="small")
    query = "?tier=large&columns=name,finish,tier,complete&sort=-name&export="

    answer = visitor.get(f"{PAGE}{query}xlsx")
    lines = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    text = visitor.get(f"{PAGE}{query}csv").content.decode("utf-8-sig")

    assert lines == [
        ("Project", "Finish", "Tier", "Complete"),
        ("Radios", datetime(2027, 3, 5), "Large", 0),
        ("=HYPERLINK(1)", datetime(2027, 3, 5), "Large", 0),
    ]
    assert list(csv.reader(StringIO(text))) == [
        ["Project", "Finish", "Tier", "Complete"],
        ["Radios", "2027-03-05", "Large", "0"],
        ["'=HYPERLINK(1)", "2027-03-05", "Large", "0"],
    ]


def test_a_large_export_is_made_in_the_background_for_its_asker_alone(
    visitor, client, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("milepost.web.tables.answering.ROWS_AT_ONCE", 1)
    planned("Radios")
    planned("Badges")

    with django_capture_on_commit_callbacks(execute=True):
        address = visitor.get(f"{PAGE}?sort=name&export=csv")["Location"]
    told = visitor.get(address)
    file = visitor.get(f"{address}file/")

    assert "2 rows are ready" in told.content.decode()
    assert [line[0] for line in csv.reader(StringIO(b"".join(file.streaming_content).decode("utf-8-sig")))] == [
        "Project", "Badges", "Radios",
    ]  # fmt: skip
    other = signed_in(client, make_administrator("Other"))
    assert other.get(address).status_code == 404
    assert other.get(f"{address}file/").status_code == 404


def test_a_large_export_that_waits_is_canceled_by_its_asker_alone(visitor, client, monkeypatch):
    monkeypatch.setattr("milepost.web.tables.answering.ROWS_AT_ONCE", 1)
    planned("Radios")
    planned("Badges")
    address = visitor.get(f"{PAGE}?export=csv")["Location"]

    canceled = visitor.post(f"{address}cancellation/", follow=True).content.decode()
    other = signed_in(client, make_administrator("Other")).post(f"{address}cancellation/")

    assert "Canceled." in canceled
    assert other.status_code == 404


def test_a_cell_is_edited_where_it_stands(visitor):
    project, mara = planned("Radios"), make_person("Mara Quint")
    field = visitor.get(f"{PAGE}?cell=manager&row={project.pk}").content.decode()

    answer = visitor.post(PAGE, {"cell": "manager", "row": project.pk, "value": mara.pk, "seen": ""})

    assert "<select" in field
    assert answer.status_code == 200
    assert "Mara Quint manages Radios." in answer.content.decode()
    project.refresh_from_db()
    assert project.manager == mara


def test_a_cell_that_changed_meanwhile_is_refused_with_both_values(visitor):
    project = planned("Radios", tier="large")

    answer = visitor.post(PAGE, {"cell": "tier", "row": project.pk, "value": "small", "seen": "medium"})

    assert answer.status_code == 422
    assert "Changed meanwhile: it is Large now; you entered Small." in answer.content.decode()
    assert 'name="seen" value="large"' in answer.content.decode()
    project.refresh_from_db()
    assert project.tier == "large"


def test_what_an_action_refuses_stands_beside_the_cell(visitor):
    sponsor = make_person("Sam Boone")
    project = planned("Radios", sponsor=sponsor)

    answer = visitor.post(PAGE, {"cell": "manager", "row": project.pk, "value": sponsor.pk, "seen": ""})

    assert answer.status_code == 422
    assert "Sam Boone sponsors this project and does not manage it as well." in answer.content.decode()


def test_a_cell_is_neither_offered_nor_changed_without_permission_or_sight(client):
    reader = make_person("Reader", Role.SUPERVISOR)
    project, secret = planned("Radios"), planned("Secret", is_restricted=True)
    browser = signed_in(client, reader)
    change = {"cell": "tier", "value": "small", "seen": "medium"}

    assert "data-edits" not in browser.get(f"{PAGE}?columns=name,tier").content.decode()
    assert browser.post(PAGE, change | {"row": project.pk}).status_code == 403
    assert browser.post(PAGE, change | {"row": secret.pk}).status_code == 404
    assert browser.post(PAGE, change | {"row": project.pk, "cell": "name"}).status_code == 404


def test_an_action_on_many_rows_asks_first_and_lists_what_was_refused(visitor):
    sam, mara = make_person("Sam Boone"), make_person("Mara Quint")
    first, second = planned("Radios"), planned("Badges", sponsor=mara)
    chosen = {"bulk": "manager", "rows": [first.pk, second.pk]}

    question = visitor.post(PAGE, chosen)
    unsaid = visitor.post(PAGE, chosen | {"confirmed": "1"})
    told = visitor.post(PAGE, chosen | {"confirmed": "1", "person": mara.pk})
    all_of_them = visitor.post(
        f"{PAGE}?q=radio", {"bulk": "manager", "all": "1", "confirmed": "1", "person": sam.pk}
    )

    assert "Assign a manager: 2 projects" in question.content.decode()
    assert unsaid.status_code == 422
    assert told.status_code == 422
    assert "Mara Quint sponsors this project and does not manage it as well." in told.content.decode()
    assert all_of_them["Location"] == f"{PAGE}?q=radio"
    assert dict(Project.objects.values_list("name", "manager__name")) == {
        "Radios": "Sam Boone",
        "Badges": None,
    }


def test_rows_out_of_sight_are_left_out_of_an_action(client):
    project, secret = planned("Radios"), planned("Secret", is_restricted=True)
    mara = make_person("Mara Quint")
    browser = signed_in(client, make_person("Lead", Role.PROJECT_MANAGER))

    browser.post(
        PAGE, {"bulk": "manager", "rows": [project.pk, secret.pk], "confirmed": "1", "person": mara.pk}
    )

    secret.refresh_from_db()
    project.refresh_from_db()
    assert (project.manager, secret.manager) == (mara, None)


def test_nothing_selected_is_told(visitor):
    answer = visitor.post(PAGE, {"bulk": "manager"}, follow=True)

    assert "Select the projects first" in answer.content.decode()


def test_groups_chips_and_choices_ask_a_constant_number_of_queries(visitor):
    address = f"{PAGE}?group=manager&sort=status&tier=medium"
    planned("First", manager=make_person())
    visitor.get(address)
    with CaptureQueriesContext(connection) as one:
        visitor.get(address)
    for name in ("Second", "Third"):
        planned(name, manager=make_person())

    with CaptureQueriesContext(connection) as three:
        visitor.get(address)

    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("today", (date(2027, 3, 1), date(2027, 3, 1))),
        ("last-7-days", (date(2027, 2, 23), date(2027, 3, 1))),
        ("next-14-days", (date(2027, 3, 1), date(2027, 3, 14))),
        ("this-week", (date(2027, 3, 1), date(2027, 3, 7))),
        ("last-month", (date(2027, 2, 1), date(2027, 2, 28))),
        ("next-month", (date(2027, 4, 1), date(2027, 4, 30))),
        ("this-quarter", (date(2027, 1, 1), date(2027, 3, 31))),
        ("last-year", (date(2026, 1, 1), date(2026, 12, 31))),
        ("past", (None, date(2027, 2, 28))),
        ("last-0000-days", (date(2027, 3, 2), date(2027, 3, 1))),
        ("someday", None),
    ],
)
def test_ranges_move_with_the_calendar(name, expected):
    assert range_of(name, date(2027, 3, 1)) == expected


def test_every_range_that_is_offered_is_known():
    assert [name for name in days.OFFERED if range_of(name, date(2027, 3, 31)) is None] == []
