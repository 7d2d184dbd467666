from io import BytesIO

import pytest
from openpyxl import load_workbook

from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.exchange.reading import read_plan
from tests.factories import link, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(calling, manager, project):
    link(make_task(project, "Order", days=2), make_task(project, "Install", days=3))
    recalculate(project)
    return calling(manager)


@pytest.mark.parametrize("ending", ["xml", "csv"])
def test_a_schedule_goes_out_and_reads_as_the_same_plan(call, project, tmp_path, ending):
    answer = call("GET", f"/projects/{project.pk}/files/{ending}")
    path = tmp_path / f"plan.{ending}"
    path.write_bytes(answer.content)

    tasks = [(task.name, task.duration_minutes) for task in read_plan(path).tasks]

    name = f"{project.number.lower()}-switch-refresh.{ending}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert tasks == [("Order", 960), ("Install", 1440)]


def test_a_schedule_goes_out_as_a_workbook(call, project):
    answer = call("GET", f"/projects/{project.pk}/files/xlsx")

    cells = {cell.value for row in load_workbook(BytesIO(answer.content)).active.iter_rows() for cell in row}
    assert {"Order", "Install"} <= cells


def test_another_ending_is_a_problem(call, project):
    assert call("GET", f"/projects/{project.pk}/files/mpp").status_code == 422


def test_the_gantt_document_holds_tasks_and_links_in_columns(call, project):
    document = call("GET", f"/projects/{project.pk}/gantt").json()

    assert document["tasks"]["name"] == ["Order", "Install"]
    assert document["tasks"]["editable"] == [1, 1]
    assert document["links"]["predecessor"] == [0]
