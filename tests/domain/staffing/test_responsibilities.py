from datetime import date

import pytest

from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Deliverable
from milepost.domain.staffing.actions.accepting_responsibilities import (
    CannotAnswer,
    accept_all_duties,
    answer_duty,
    delegate_duty,
)
from milepost.domain.staffing.actions.assigning_responsibilities import (
    CannotAssignDuty,
    ask_for_acceptance,
    set_responsibilities,
)
from milepost.domain.staffing.calculations.duty_conflicts import conflicts_of
from milepost.domain.staffing.calculations.responsibility_matrix import RowKey, matrix_of, unaccepted
from milepost.domain.staffing.models import Responsibility
from milepost.domain.staffing.waiting import own_responsibilities
from tests.factories import AT, give_role, make_organization, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 1)
State = Responsibility.State


@pytest.fixture
def manager():
    return make_person("Dana Reyes")


@pytest.fixture
def project(manager):
    return make_project("Radios", manager=manager, state="planning")


@pytest.fixture
def otto(project):
    person = make_person("Otto Frey")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


@pytest.fixture
def kara(project):
    person = make_person("Kara Montoya")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


def deliver(project, name="Radio site design", **fields):
    number = project.deliverables.count() + 1
    return Deliverable.objects.create(project=project, number=number, name=name, raised_on=MONDAY, **fields)


def write(project, manager, cells, *, subject=None, seen=""):
    """Write one row: letters by person."""
    subject = subject or project.deliverables.get()
    kind = "deliverable" if isinstance(subject, Deliverable) else "phase"
    rows = {RowKey(kind, subject.pk): {person.pk: letter for person, letter in cells.items()}}
    return set_responsibilities(project, rows, seen=seen, by=manager, at=AT)


def held(person):
    return Responsibility.objects.select_related("person", "project__manager").get(person=person)


def test_a_row_is_written_with_one_accountable_person(project, manager, otto, kara):
    deliver(project)

    write(project, manager, {otto: "R", kara: "A"})

    assert {one.person: (one.duty, one.state) for one in Responsibility.objects.all()} == {
        otto: ("R", "planned"),
        kara: ("A", "planned"),
    }


@pytest.mark.parametrize(
    ("letters", "words"), [("RI", "Nobody is accountable"), ("AA", "2 people"), (["AR", "A"], "2 people")]
)
def test_any_other_number_of_accountable_people_is_refused(project, manager, otto, kara, letters, words):
    deliver(project)

    with pytest.raises(CannotAssignDuty, match=words):
        write(project, manager, {otto: letters[0], kara: letters[1]})

    assert not Responsibility.objects.exists()


def test_two_people_may_change_places(project, manager, otto, kara):
    deliver(project)
    write(project, manager, {otto: "A", kara: "R"})

    write(project, manager, {otto: "R", kara: "A"})

    assert (held(otto).duty, held(kara).duty) == ("R", "A")


def test_a_phase_is_a_summary_at_the_top(project, manager, otto):
    phase = make_task(project, "Design")
    below = make_task(project, "Site design", parent=phase)
    make_task(project, "Draw", parent=below)
    make_task(project, "Kickoff", is_milestone=True)

    write(project, manager, {otto: "AR"}, subject=phase)

    assert [row.subject for row in matrix_of(project).rows] == [phase]


def test_a_matrix_changed_meanwhile_is_not_written_over(project, manager, otto, kara):
    deliver(project)
    seen = matrix_of(project).version
    write(project, manager, {otto: "A"})

    with pytest.raises(CannotAssignDuty, match="meanwhile"):
        write(project, manager, {kara: "A"}, seen=seen)


def test_a_duty_that_changes_is_to_be_accepted_anew(project, manager, otto, kara):
    deliver(project)
    write(project, manager, {otto: "A", kara: "R"})
    accept_all_duties(project, [otto, kara], by=manager, at=AT)

    write(project, manager, {otto: "A", kara: "C"})

    assert (held(otto).state, held(kara).state) == ("accepted", "planned")


def test_only_the_manager_writes_the_matrix(project, otto):
    deliver(project)

    with pytest.raises(Refused):
        write(project, otto, {otto: "A"})


def test_the_responsible_and_the_accountable_are_asked_and_others_told(project, manager, otto, kara):
    deliver(project)
    write(project, manager, {otto: "A", kara: "I"})

    ask_for_acceptance(project, by=manager, at=AT)

    waiting = [one.title for one in own_responsibilities(otto, MONDAY)]
    assert (held(otto).state, held(kara).state, waiting) == ("asked", "told", ["Accept: accountable"])


def asked(project, manager, otto):
    deliver(project)
    write(project, manager, {otto: "A"})
    ask_for_acceptance(project, by=manager, at=AT)
    return held(otto)


def test_a_role_is_accepted_and_no_longer_open(project, manager, otto):
    one = asked(project, manager, otto)
    before = unaccepted(project)

    answer_duty(one, State.ACCEPTED, by=otto, at=AT)

    assert (before, unaccepted(project), held(otto).recorded_by) == ([one], [], None)


def test_a_condition_and_a_refusal_need_words(project, manager, otto):
    one = asked(project, manager, otto)

    for answer in (State.CONDITION, State.DECLINED):
        with pytest.raises(CannotAnswer):
            answer_duty(one, answer, by=otto, at=AT)
    answer_duty(one, State.DECLINED, words="On leave in April.", by=otto, at=AT)

    assert [(each.state, each.words) for each in unaccepted(project)] == [("declined", "On leave in April.")]


def test_nobody_answers_for_somebody_else(project, manager, otto, kara):
    one = asked(project, manager, otto)

    with pytest.raises(Refused):
        answer_duty(one, State.ACCEPTED, by=kara, at=AT)


def test_a_kickoff_records_who_wrote_it_down(project, manager, otto, kara):
    deliver(project)
    write(project, manager, {otto: "A", kara: "R"})

    count = accept_all_duties(project, [otto, kara], by=manager, at=AT)

    assert (count, held(otto).state, held(kara).recorded_by) == (2, "accepted", manager)


def test_a_role_handed_on_is_asked_of_the_other(project, manager, otto, kara):
    one = asked(project, manager, otto)

    delegate_duty(one, kara, reason="She knows the sites.", by=otto, at=AT)

    assert (held(kara).state, held(kara).delegated_by) == ("asked", otto)


def test_a_role_is_not_handed_to_who_stands_in_the_row(project, manager, otto, kara):
    deliver(project)
    write(project, manager, {otto: "A", kara: "R"})

    with pytest.raises(CannotAnswer, match="already"):
        delegate_duty(held(otto), kara, reason="Busy.", by=otto, at=AT)


def test_conflicts_of_duty_are_named(project, manager, otto):
    motorola = make_organization("Peak Radio")
    vendor = make_person("Ines Vogt", organization=motorola)
    make_person("Otto Frey", organization=make_organization("Summit"), email="otto@summit.example")
    design = deliver(project)
    scoring = deliver(project, "Scoring of proposals")
    own = deliver(project, "As-built drawings", acceptor=otto)
    write(project, manager, {vendor: "A"}, subject=design)
    write(project, manager, {otto: "R", manager: "A"}, subject=scoring)
    write(project, manager, {otto: "AR"}, subject=own)

    assert conflicts_of(matrix_of(project), on=MONDAY) == [
        "Ines Vogt of Peak Radio answers for “Radio site design”; somebody of the city should.",
        "Otto Frey is a contact of Summit and has a part in “Scoring of proposals”, where vendors are judged.",
        "Otto Frey makes “As-built drawings” and accepts it as well.",
    ]
