"""The plans of the demo city are changed, each change as far as its story has it."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from milepost.demo.changing import change_plans
from milepost.demo.clock import moment
from milepost.domain.governance.models import ChangeRequest
from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Task
from tests.factories import AT, give_role, link, make_person, make_project, make_task

AS_OF = date(2027, 3, 1)


@pytest.mark.django_db
def test_each_change_goes_as_far_as_its_story_has_it():
    manager, sponsor = make_person("Mara Quint"), make_person("Nora Bell")
    office = make_person("Pia Office", "portfolio_manager")
    name = "Computer-aided dispatch and records management"
    project = make_project(name, manager=manager, sponsor=sponsor, state=Project.State.IN_PROGRESS)
    give_role(sponsor, Role.SPONSOR, over=project)
    convert, dispatch = make_task(project, "Convert", days=30), make_task(project, "Dispatch", days=30)
    link(convert, dispatch)
    recalculate(project)
    set_baseline(project, name="Approved plan", by=manager, at=AT)
    agree_budget(project, {dispatch.uid: Decimal(4_000_000)}, measures={}, by=manager, at=AT)
    stage = SimpleNamespace(
        as_of=AS_OF,
        lives={name: SimpleNamespace(project=project)},
        cast=SimpleNamespace(holder=lambda post: office),
    )

    moments = []
    for at in change_plans(stage):
        if at > moment(AS_OF, 7):
            break
        moments.append(at)

    assert moments == sorted(moments)
    states = dict(ChangeRequest.objects.values_list("title", "state"))
    assert states == {
        "Convert case files back to 2009 instead of 2014": "applied",
        "A second week of parallel dispatching": "applied",
        "Interface with the county jail at go-live": "in_decision",
    }
    assert Task.objects.get(pk=convert.pk).duration_minutes > 30 * 480
    waits = ChangeRequest.objects.get(state="in_decision").steps.filter(state="waiting")
    assert [step.level for step in waits] == ["committee"]
