"""The catalog of skills and staffing roles is kept, and what each person can do."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.staffing.models import PersonSkill, RoleSkill, Skill, StaffingRole

Named = TypeVar("Named", Skill, StaffingRole)


class CannotKeepSkills(Refusal):
    """Says why a skill or a role stays as it is."""


def add_skill(name: str, *, description: str = "", by: Person, at: datetime) -> Skill:
    """Put a skill into the catalog; raises `ValidationError` for one that stands already."""
    require(by, "staffing.edit_catalog")
    with recording("staffing.add_skill", by=by.account, at=at) as record:
        return _named(record, Skill(), name, description)


def edit_skill(skill: Skill, *, name: str, description: str, by: Person, at: datetime) -> Skill:
    """Give a skill another name or description."""
    require(by, "staffing.edit_catalog")
    with recording("staffing.edit_skill", by=by.account, at=at, subject=skill) as record:
        return _named(record, skill, name, description)


def remove_skill(skill: Skill, *, by: Person, at: datetime) -> None:
    """Take a skill out of the catalog; raises `CannotKeepSkills` while somebody has or needs it."""
    require(by, "staffing.edit_catalog")
    if skill.holders.exists() or skill.needed_by.exists():
        raise CannotKeepSkills(
            gettext("Somebody has this skill, or a role needs it; take it off there first.")
        )
    with recording("staffing.remove_skill", by=by.account, at=at, subject=skill) as record:
        record.delete(skill)


def add_staffing_role(
    name: str, *, description: str = "", needs: Mapping[Skill, int], by: Person, at: datetime
) -> StaffingRole:
    """Put a role into the catalog with the skills it needs and the least level of each."""
    require(by, "staffing.edit_catalog")
    with recording("staffing.add_staffing_role", by=by.account, at=at) as record:
        role = _named(record, StaffingRole(), name, description)
        _set_needs(record, role, needs)
    return role


def edit_staffing_role(
    role: StaffingRole,
    *,
    name: str,
    description: str,
    needs: Mapping[Skill, int],
    by: Person,
    at: datetime,
) -> StaffingRole:
    """Give a role another name, description or other needs."""
    require(by, "staffing.edit_catalog")
    with recording("staffing.edit_staffing_role", by=by.account, at=at, subject=role) as record:
        _named(record, role, name, description)
        _set_needs(record, role, needs)
    return role


def set_skill(
    person: Person, skill: Skill, *, level: int, expires_on: date | None = None, by: Person, at: datetime
) -> PersonSkill:
    """Let a person have a skill at a level, until a day where a certificate ends."""
    require(by, "staffing.edit_skills", person)
    if not person.is_active:
        raise CannotKeepSkills(gettext("{name} has left.").format(name=person.name))
    held = PersonSkill.objects.filter(person=person, skill=skill).first()
    with recording("staffing.set_skill", by=by.account, at=at, subject=person) as record:
        if held is not None:
            return record.update(held, level=level, expires_on=expires_on)
        return record.create(PersonSkill(person=person, skill=skill, level=level, expires_on=expires_on))


def drop_skill(held: PersonSkill, *, by: Person, at: datetime) -> None:
    """Take a skill off a person."""
    require(by, "staffing.edit_skills", held.person)
    with recording("staffing.drop_skill", by=by.account, at=at, subject=held.person) as record:
        record.delete(held)


def _named(record: Recorder, row: Named, name: str, description: str) -> Named:
    values = {"name": " ".join(name.split()), "description": description.strip()}
    check_row(row, **values)
    if row.pk is not None:
        return record.update(row, **values)
    row.name, row.description = values["name"], values["description"]
    return record.create(row)


def _set_needs(record: Recorder, role: StaffingRole, needs: Mapping[Skill, int]) -> None:
    standing = {row.skill_id: row for row in role.needs.select_related("skill", "role")}
    wanted = {skill.pk: level for skill, level in needs.items()}
    record.delete_many([row for key, row in standing.items() if key not in wanted])
    record.update_many([(row, {"level": wanted[key]}) for key, row in standing.items() if key in wanted])
    record.create_many(
        [
            RoleSkill(role=role, skill=skill, level=level)
            for skill, level in needs.items()
            if skill.pk not in standing
        ]
    )
