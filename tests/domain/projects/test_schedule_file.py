import csv
from datetime import datetime
from io import BytesIO, StringIO

import pytest

from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.schedule_file import schedule_file
from milepost.exchange.mspdi.reading import read_mspdi
from tests.factories import make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    project = make_project("Switch refresh", start=datetime(2027, 1, 4, 8))
    phase = make_task(project, "Buy")
    make_task(project, "Order", days=3, parent=phase, percent_complete=100)
    make_task(project, "Receive", days=5, parent=phase)
    recalculate(project)
    return project


def test_a_list_says_how_long_a_summary_takes_and_how_much_of_it_is_done(project):
    rows = list(csv.DictReader(StringIO(schedule_file(project, ".csv").decode("utf-8-sig"))))

    assert [(row["Name"], row["Duration"], row["% complete"]) for row in rows] == [
        ("Buy", "5d", "38"),
        ("Order", "3d", "100"),
        ("Receive", "5d", "0"),
    ]


def test_a_file_for_microsoft_project_says_the_same_of_a_summary(project):
    plan = read_mspdi(BytesIO(schedule_file(project, ".xml")))

    assert [(task.duration_minutes, task.percent_complete) for task in plan.tasks] == [
        (2400, 38),
        (1440, 100),
        (2400, 0),
    ]
