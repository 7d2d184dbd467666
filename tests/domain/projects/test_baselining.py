from datetime import datetime

import pytest
from django.db import transaction

from milepost.domain.common.models import Change, ChangeSet, Unchangeable
from milepost.domain.common.recording import recording
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import CannotSetBaseline, set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Baseline, BaselineTask, Project
from milepost.domain.projects.queries import baselines_of
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager)
    build = make_task(project, "Build")
    rack = make_task(project, "Rack", days=2, parent=build)
    wire = make_task(project, "Wire", days=3, parent=build)
    handover = make_task(project, "Handover", days=0, is_milestone=True)
    make_task(project, "Idea", is_active=False)
    link(rack, wire)
    link(wire, handover)
    recalculate(project)
    return project


def test_a_baseline_keeps_the_whole_schedule(project, manager):
    baseline = set_baseline(project, name="As approved", by=manager, at=AT)

    assert (baseline.number, baseline.name, baseline.by, baseline.at) == (0, "As approved", manager, AT)
    assert (baseline.start, baseline.finish) == (datetime(2027, 3, 1, 8), datetime(2027, 3, 5, 17))
    columns = ("name", "is_summary", "is_milestone", "start", "finish", "duration_minutes")
    assert list(baseline.tasks.values_list(*columns)) == [
        ("Build", True, False, datetime(2027, 3, 1, 8), datetime(2027, 3, 5, 17), 2400),
        ("Rack", False, False, datetime(2027, 3, 1, 8), datetime(2027, 3, 2, 17), 960),
        ("Wire", False, False, datetime(2027, 3, 3, 8), datetime(2027, 3, 5, 17), 1440),
        ("Handover", False, True, datetime(2027, 3, 5, 17), datetime(2027, 3, 5, 17), 0),
    ]


def test_a_baseline_is_recorded_as_one_change_set(project, manager):
    set_baseline(project, name="As approved", by=manager, at=AT)

    change_set = ChangeSet.objects.get()
    assert (change_set.action, change_set.summary) == ("projects.set_baseline", "Baseline “As approved” set.")
    types = change_set.changes.order_by("id").values_list("object_type", flat=True)
    assert list(types) == ["projects.baseline", *["projects.baselinetask"] * 4]


def test_a_second_baseline_needs_a_reason_and_marks_the_project_as_revised(project, manager):
    first = set_baseline(project, name="As approved", by=manager, at=AT)

    with pytest.raises(CannotSetBaseline, match="“As approved” was agreed before; say why"):
        set_baseline(project, name="Anew", by=manager, at=AT, reason=" ")
    second = set_baseline(project, name="Anew", by=manager, at=AT, reason="Two sites more.")

    baselines = baselines_of([project])[project.pk]
    assert (baselines.first, baselines.current, baselines.is_revised) == (first, second, True)
    assert ChangeSet.objects.first().summary == "Revised baseline “Anew” set."


def test_a_team_member_does_not_set_a_baseline(project):
    member = make_person("Teo Lin")
    project.roles.create(person=member, role=Role.TEAM_MEMBER)

    with pytest.raises(Refused):
        set_baseline(project, name="Mine", by=member, at=AT)


def test_a_project_without_tasks_has_nothing_to_keep(manager):
    project = make_project("Empty", manager=manager)

    with pytest.raises(CannotSetBaseline, match="the project has no tasks"):
        set_baseline(project, name="Empty", by=manager, at=AT)


def test_a_project_that_is_over_keeps_its_baselines(project, manager):
    Project.objects.filter(pk=project.pk).update(state=Project.State.CLOSED)

    with pytest.raises(CannotSetBaseline, match="Switch refresh is closed; its plan stays as it is"):
        set_baseline(project, name="Late", by=manager, at=AT)


def test_no_way_leads_to_a_changed_baseline(project, manager):
    baseline = set_baseline(project, name="As approved", by=manager, at=AT)
    kept = baseline.tasks.first()
    baseline.name = "Rewritten"
    kept.finish = datetime(2028, 1, 1)

    for change in (
        baseline.save,
        kept.save,
        lambda: Baseline.objects.update(name="Rewritten"),
        lambda: baseline.tasks.update(name="Rewritten"),
        lambda: BaselineTask.objects.bulk_update([kept], ["finish"]),
        lambda: Baseline.objects.update_or_create(pk=baseline.pk, defaults={"name": "Rewritten"}),
    ):
        with pytest.raises(Unchangeable, match="is never changed once it stands"), transaction.atomic():
            change()
    with (
        pytest.raises(Unchangeable),
        recording("projects.rewrite", by=manager.account, at=AT, subject=project) as record,
    ):
        record.update(Baseline.objects.get(), name="Rewritten")

    assert Baseline.objects.get().name == "As approved"
    assert not Change.objects.filter(kind="changed").exists()
