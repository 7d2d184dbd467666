from datetime import date

import pytest
from django.core.exceptions import ValidationError

from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.staffing.actions.keeping_skills import (
    CannotKeepSkills,
    add_skill,
    add_staffing_role,
    drop_skill,
    edit_skill,
    edit_staffing_role,
    remove_skill,
    set_skill,
)
from milepost.domain.staffing.models import RoleSkill, Skill, SkillLevel
from tests.factories import AT, make_city, make_person

pytestmark = pytest.mark.django_db
GOOD, GREAT = SkillLevel.PRACTITIONER, SkillLevel.EXPERT


@pytest.fixture
def office():
    make_city()
    return make_person("Pat Office", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def lead():
    return make_person("Lee Ortega")


@pytest.fixture
def kara(lead):
    return make_person("Kara Montoya", supervisor=lead)


@pytest.fixture
def fiber(office):
    return add_skill("Fiber splicing", by=office, at=AT)


def test_a_skill_stands_once_whatever_its_case(office, fiber):
    with pytest.raises(ValidationError):
        add_skill("fiber  Splicing", by=office, at=AT)

    edit_skill(fiber, name="FIBER splicing", description="Fusion", by=office, at=AT)

    assert list(Skill.objects.values_list("name", "description")) == [("FIBER splicing", "Fusion")]


def test_a_role_says_what_it_needs_and_is_changed_as_a_whole(office, fiber):
    radio = add_skill("Radio", by=office, at=AT)
    role = add_staffing_role("Installer", needs={fiber: GOOD}, by=office, at=AT)

    edit_staffing_role(
        role, name="Field installer", description="", needs={fiber: GREAT, radio: GOOD}, by=office, at=AT
    )

    needs = set(RoleSkill.objects.values_list("role__name", "skill__name", "level"))
    assert needs == {("Field installer", "Fiber splicing", 4), ("Field installer", "Radio", 3)}


def test_the_supervisor_says_what_somebody_can_do_and_until_when(fiber, lead, kara):
    set_skill(kara, fiber, level=GOOD, by=lead, at=AT)
    held = set_skill(kara, fiber, level=GREAT, expires_on=date(2027, 6, 30), by=lead, at=AT)

    assert [(one.skill, one.level, one.expires_on) for one in kara.skills.all()] == [
        (fiber, 4, date(2027, 6, 30))
    ]
    assert [held.has_expired(date(2027, 6, 30)), held.has_expired(date(2027, 7, 1))] == [False, True]


def test_a_skill_somebody_has_is_not_removed(office, fiber, lead, kara):
    held = set_skill(kara, fiber, level=GOOD, by=lead, at=AT)
    with pytest.raises(CannotKeepSkills, match="take it off there first"):
        remove_skill(fiber, by=office, at=AT)

    drop_skill(held, by=lead, at=AT)
    remove_skill(fiber, by=office, at=AT)

    assert not Skill.objects.exists()


def test_others_keep_neither_the_catalog_nor_what_somebody_can_do(fiber, kara):
    other = make_person("Otto Ther", Role.PROJECT_MANAGER)

    with pytest.raises(Refused):
        add_skill("Welding", by=other, at=AT)
    with pytest.raises(Refused):
        set_skill(kara, fiber, level=GOOD, by=other, at=AT)


def test_somebody_who_left_gets_no_skill(fiber, lead, kara):
    kara.is_active = False
    kara.save()

    with pytest.raises(CannotKeepSkills, match="has left"):
        set_skill(kara, fiber, level=GOOD, by=lead, at=AT)
