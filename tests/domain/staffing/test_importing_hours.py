from datetime import date
from io import BytesIO

import pytest

from milepost.domain.common.models import Rule
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.adjusting_hours import lock_hours
from milepost.domain.staffing.actions.importing_hours import (
    import_hours,
    read_hours,
    understood_hours,
)
from milepost.domain.staffing.calculations.timesheets import Line, posted_in
from milepost.domain.staffing.models import PostedHours
from milepost.exchange.sheets.columns import BadRows
from milepost.exchange.sheets.hours import ListedHours
from tests.factories import AT, make_city, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
DAY, WEEK = date(2027, 3, 1), date(2027, 3, 1)


@pytest.fixture
def finance():
    make_city()
    return make_person("Fay Nance", Role.FINANCE_ANALYST)


@pytest.fixture
def kara(finance):
    return make_person("Kara Montoya", email="kara@vistaridge.example")


@pytest.fixture
def project(finance):
    made = make_project("Radio", number="P-2027-901", state="in_progress")
    make_task(made, "Install", days=5)
    make_task(made, "Test")
    make_task(made, "Test")
    return made


def listed(**changes):
    fields = {
        "row": 2,
        "document": "TS-1",
        "line": "1",
        "person": "kara@vistaridge.example",
        "day": DAY,
        "minutes": 240,
        "project": "P-2027-901",
        "task": "Install",
        "code": "",
    }
    return ListedHours(**{**fields, **changes})


def outcomes(rows):
    return [(one.outcome, one.minutes) for one in understood_hours(rows, on=DAY)]


def test_lines_are_posted_once_by_document_and_line(finance, kara, project):
    rows = [listed(), listed(row=3, line="2", project="", task="", code="Training", minutes=90)]

    import_hours(rows, by=finance, at=AT)
    again = import_hours(rows, by=finance, at=AT)

    assert again == []
    assert posted_in(kara, WEEK) == {
        (Line(project.pk, 1), DAY): 240,
        (Line(code="training"), DAY): 90,
    }
    assert outcomes(rows) == [("standing", 0), ("standing", 0)]


def test_a_line_that_comes_with_other_hours_posts_the_difference(finance, kara, project):
    import_hours([listed()], by=finance, at=AT)

    import_hours([listed(minutes=300)], by=finance, at=AT)
    import_hours([listed(minutes=0)], by=finance, at=AT)

    assert [one.minutes for one in PostedHours.objects.order_by("pk")] == [240, 60, -300]
    assert posted_in(kara, WEEK) == {}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"document": ""}, "needs a document and a line"),
        ({"document": "D" * 81}, "at most 80"),
        ({"person": "Otto Ther"}, "Nobody, or more than one"),
        ({"day": date(2027, 3, 2)}, "lies ahead"),
        ({"code": "training"}, "to a project or to a time code"),
        ({"project": "", "task": ""}, "to a project or to a time code"),
        ({"project": "", "task": "", "code": "sleep"}, "is no time code"),
        ({"project": "Atlantis"}, "No one project"),
        ({"task": "Test"}, "No one task"),
        ({"minutes": 0}, "has no hours"),
        ({"minutes": -60}, "Fewer hours"),
        ({"minutes": 24 * 60 + 1}, "longer|more hours than it is long"),
    ],
)
def test_a_line_that_cannot_be_is_rejected_with_the_reason_and_the_others_are_posted(
    finance, kara, project, changes, sentence
):
    rows = [listed(**changes), listed(row=3, line="9", minutes=60)]

    rejected, other = understood_hours(rows, on=DAY)
    import_hours(rows, by=finance, at=AT)

    assert (rejected.outcome, other.outcome) == ("rejected", "new")
    assert any(part in rejected.reason for part in sentence.split("|"))
    assert [one.minutes for one in PostedHours.objects.all()] == [60]


def test_the_lines_of_a_day_are_counted_together(finance, kara, project):
    rows = [listed(row=number, line=str(number), minutes=480) for number in range(4)]

    assert [one for one, _ in outcomes(rows)] == ["new", "new", "new", "rejected"]
    assert [one for one, _ in outcomes([listed(), listed(row=3)])] == ["new", "rejected"]


def test_what_counts_is_not_moved_to_another_day_or_person(finance, kara, project):
    import_hours([listed()], by=finance, at=AT)

    (found,) = understood_hours([listed(day=date(2027, 2, 28))], on=DAY)

    assert "adjust that instead" in found.reason


def test_closed_days_take_no_lines_and_those_who_left_keep_theirs(finance, kara, project):
    kara.is_active = False
    kara.save()
    (found,) = understood_hours([listed()], on=DAY)
    assert (found.outcome, found.has_left) == ("new", True)

    lock_hours(DAY, by=finance, at=AT)

    (found,) = understood_hours([listed()], on=DAY)
    assert found.reason == "The day is closed."


def test_hours_of_a_time_system_become_progress_where_the_city_says_so(finance, kara, project):
    task = project.tasks.get(name="Install")
    Assignment.objects.create(task=task, person=kara)
    recalculate(project)
    value = {"is_on": False, "feeds_progress": True}
    Rule.objects.create(name="timesheets", effective_on=date(2027, 1, 1), value=value, source="Council")

    import_hours([listed(minutes=480)], by=finance, at=AT)

    task.refresh_from_db()
    assert (task.percent_complete, task.remaining_minutes) == (20, 4 * 480)


def test_a_file_is_read_by_its_headings(finance, kara, project):
    text = (
        "Batch,Line number,Employee,Work date,Hours,Project number,Task name,Pay code\n"
        "TS-1,1,Kara Montoya,2027-03-01,7.5,P-2027-901,install,\n"
        "TS-1,2,kara@vistaridge.example,3/1/2027,-0.5,,,operations\n"
    )

    rows = read_hours(BytesIO(text.encode()), "hours.csv")

    assert [(row.document, row.line, row.day, row.minutes) for row in rows] == [
        ("TS-1", "1", DAY, 450),
        ("TS-1", "2", DAY, -30),
    ]
    assert outcomes(rows) == [("new", 450), ("rejected", 0)]
    with pytest.raises(BadRows, match="Hours"):
        read_hours(BytesIO(text.replace("7.5", "many").encode()), "hours.csv")


def test_others_bring_no_hours_and_an_empty_list_is_none(finance, kara, project):
    with pytest.raises(Refused):
        import_hours([listed()], by=kara, at=AT)
    with pytest.raises(CannotImportList):
        import_hours([], by=finance, at=AT)


def test_a_long_list_takes_as_many_queries(finance, kara, project, django_assert_max_num_queries):
    rows = [listed(row=number, line=str(number), minutes=5) for number in range(200)]

    with django_assert_max_num_queries(10):
        understood_hours(rows, on=DAY)
