"""The demo city goes live."""

from datetime import date

import pytest

from milepost.demo.clock import Clocks, moment
from milepost.demo.founding import Cast
from milepost.demo.going_live import go_live
from milepost.demo.living import Stage
from milepost.domain.common.models import ChangeSet
from milepost.domain.governance.models import CutoverRun, GoLive, OperationalChange, Trainee
from milepost.domain.projects.models import Project
from tests.factories import make_city, make_department, make_person, make_project

AS_OF = date(2027, 3, 1)


@pytest.mark.django_db
def test_the_first_cutover_is_backed_out_in_time_and_the_second_is_prepared() -> None:
    make_city()
    police, fire = make_department("Police", code="PD"), make_department("Fire", code="FR")
    make_person("Paula Reyes", department=police)
    manager = make_person("Mara Quint")
    name = "Computer-aided dispatch and records management"
    project = make_project(name, manager=manager, department=police, state=Project.State.IN_PROGRESS)
    cast = Cast(departments={"PD": police, "FR": fire})
    stage = Stage(cast, Clocks(range(2027, 2028)), AS_OF, AS_OF, 1, projects=[project])

    moments = []
    for at in go_live(stage):
        if at > moment(AS_OF, 7):
            break
        moments.append(at)

    assert moments == sorted(moments)
    assert list(GoLive.objects.order_by("number").values_list("state", flat=True)) == [
        "backed_out",
        "preparing",
    ]
    assert [run.state for run in CutoverRun.objects.order_by("pk")] == ["backed_out", "done"]
    night = CutoverRun.objects.earliest("pk")
    assert night.ended_at
    assert night.service_back_by
    assert night.ended_at <= night.service_back_by
    assert OperationalChange.objects.get(state="backed_out").sent_at
    assert ChangeSet.objects.get(action="governance.end_operational_change").at == night.ended_at
    assert Trainee.objects.filter(department=fire, state="trained").count() == 19
