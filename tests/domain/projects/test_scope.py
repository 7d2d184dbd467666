from io import BytesIO

import pytest

from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.accepting import accept_deliverable, hand_over_deliverable
from milepost.domain.projects.actions.importing_requirements import (
    import_requirements,
    read_requirements,
    understood_requirements,
)
from milepost.domain.projects.actions.planning import remove_task
from milepost.domain.projects.actions.scoping import (
    CannotScope,
    Ties,
    add_deliverable,
    add_requirement,
    agree_scope,
    drop_requirement,
    edit_deliverable,
)
from milepost.domain.projects.calculations.breakdown import breakdown_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.traceability import matrix_of
from milepost.domain.projects.models import Deliverable, Requirement
from milepost.exchange.sheets.columns import BadRows
from milepost.exchange.sheets.requirements import write_requirement_list
from tests.factories import AT, make_city, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def nora():
    return make_person("Nora Sale", Role.SPONSOR)


@pytest.fixture
def project(mara):
    project = make_project("Radios", manager=mara)
    make_task(project, "Install")
    recalculate(project)
    return project


@pytest.fixture
def need(project, mara):
    fields = {"text": "Every station hears dispatch", "acceptance_criteria": "Test call at 12 stations"}
    return add_requirement(project, fields, by=mara, at=AT)


@pytest.fixture
def masts(project, mara, nora, need):
    ties = Ties([project.tasks.get()], [need])
    return add_deliverable(project, {"name": "Masts", "acceptor": nora}, ties, by=mara, at=AT)


def test_the_matrix_shows_what_is_missing_on_the_way(project, mara, need):
    bare = add_requirement(project, {"text": "Cheap"}, by=mara, at=AT)
    add_deliverable(project, {"name": "Masts"}, Ties([], [need]), by=mara, at=AT)
    stray = add_deliverable(project, {"name": "Stickers"}, by=mara, at=AT)

    matrix = matrix_of(project, {})

    assert {row.requirement: row.gaps for row in matrix.rows} == {
        need: ["no task makes Masts", "nobody accepts Masts", "no test"],
        bare: ["no acceptance criteria", "no deliverable", "no test"],
    }
    assert matrix.unasked == [stray]


def test_only_the_person_named_accepts_and_says_why_not(project, mara, nora, masts):
    hand_over_deliverable(masts, by=mara, at=AT)
    waiting = waiting_for(nora, as_of=AT.date(), kinds={"deliverable"})
    assert [one.title for one in waiting if one.kind == "deliverable"] == ["Accept: Masts"]

    with pytest.raises(CannotScope, match="Nora Sale is named"):
        accept_deliverable(masts, "accepted", by=mara, at=AT)
    with pytest.raises(CannotScope, match="why it is rejected"):
        accept_deliverable(masts, "rejected", by=nora, at=AT)
    accept_deliverable(masts, "rejected", words="One leans", by=nora, at=AT)
    hand_over_deliverable(masts, by=mara, at=AT)
    accept_deliverable(masts, "conditions", words="Paint by May", by=nora, at=AT)

    assert [one.verdict for one in masts.acceptances.all()] == ["rejected", "conditions"]
    assert matrix_of(project, {}).accepted == 1


def test_a_deliverable_needs_who_accepts_it_before_it_is_handed_over(project, mara):
    stickers = add_deliverable(project, {"name": "Stickers"}, by=mara, at=AT)

    with pytest.raises(CannotScope, match="Name who accepts it"):
        hand_over_deliverable(stickers, by=mara, at=AT)


def test_the_breakdown_has_no_circles(project, mara, masts):
    foot = add_deliverable(project, {"name": "Foot", "parent": masts}, by=mara, at=AT)

    with pytest.raises(CannotScope, match="part of another one"):
        edit_deliverable(masts, {"parent": foot}, by=mara, at=AT)
    assert [(part.deliverable.name, part.depth) for part in breakdown_of(project)] == [
        ("Masts", 0),
        ("Foot", 1),
    ]


def test_the_scope_is_agreed_and_then_anew_with_a_reason(project, mara, masts, need):
    first = agree_scope(project, by=mara, at=AT)
    need.refresh_from_db()
    assert (need.state, first.requirements) == ("agreed", {"1": "Every station hears dispatch"})

    drop_requirement(need, reason="Too dear", by=mara, at=AT)
    with pytest.raises(CannotScope, match="agreed before"):
        agree_scope(project, by=mara, at=AT)
    second = agree_scope(project, reason="Council cut it", by=mara, at=AT)

    assert (second.number, second.requirements) == (1, {})


def test_a_task_that_goes_leaves_its_deliverable_without_it(project, mara, masts):
    remove_task(project.tasks.get(), by=mara, at=AT)

    assert not Deliverable.objects.get().tasks.exists()


def test_a_list_adds_and_changes_and_its_own_export_changes_nothing(project, mara, need):
    rows = read_requirements(
        BytesIO(b"No.,Requirement,Priority,Source\n1,Every station hears,should,\n,Cheap,must,Finance\n"),
        "r.csv",
    )
    import_requirements(project, rows, by=mara, at=AT)

    assert list(Requirement.objects.values_list("number", "text", "priority", "source")) == [
        (1, "Every station hears", "should", ""), (2, "Cheap", "must", "Finance"),
    ]  # fmt: skip
    again = read_requirements(BytesIO(write_requirement_list(rows)), "r.xlsx")
    assert [(one.number, one.text, one.priority) for one in again] == [
        (one.number, one.text, one.priority) for one in rows
    ]


def test_a_list_with_a_wrong_row_is_refused_whole(project, mara, need):
    with pytest.raises(BadRows, match="Row 3: Priority “soon” is none"):
        read_requirements(BytesIO(b"Requirement,Priority\nA,must\nB,soon\n"), "r.csv")
    rows = read_requirements(BytesIO(b"No.,Requirement\n9,A\n"), "r.csv")
    with pytest.raises(CannotImportList, match="no requirement 9"):
        understood_requirements(project, rows)


def test_who_may_not_write_the_scope_is_refused(project, nora):
    with pytest.raises(Refused):
        add_requirement(project, {"text": "More"}, by=nora, at=AT)
