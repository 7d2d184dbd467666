"""What the people of the demo city can do, and the roles its projects ask for, as `data/skills.toml` has it."""

import tomllib
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from milepost.demo.clock import months_after
from milepost.demo.founding import Cast
from milepost.domain.people.models import Person
from milepost.domain.staffing.actions.keeping_skills import add_skill, add_staffing_role, set_skill
from milepost.domain.staffing.models import Skill


def keep_skills(cast: Cast, *, as_of: date, at: datetime) -> None:
    """Let the office keep the catalog, and each supervisor what the own people can do."""
    told = tomllib.loads(files(__package__).joinpath("data/skills.toml").read_text("utf-8"))
    office = cast.holder("PMO lead")
    skills = {
        name: add_skill(name, description=description, by=office, at=at)
        for name, description in told["skills"].items()
    }
    for name, needs in told["roles"].items():
        levels = {skills[skill]: level for skill, level in needs.items()}
        add_staffing_role(name, needs=levels, by=office, at=at)
    for post, levels in told["posts"].items():
        for person in cast.holders[post]:
            for skill, level in levels.items():
                _set(person, skills[skill], level=level, at=at)
    for row in told["certificates"]:
        _certify(cast, skills, row, as_of=as_of, at=at)


def _certify(cast: Cast, skills: dict[str, Skill], row: dict[str, Any], *, as_of: date, at: datetime) -> None:
    person = cast.holder(row["post"], turn=row["turn"])
    expires = months_after(as_of, row["months"])
    _set(person, skills[row["skill"]], level=row["level"], expires_on=expires, at=at)


def _set(person: Person, skill: Skill, *, level: int, at: datetime, expires_on: date | None = None) -> None:
    if person.supervisor is None:
        raise ValueError(f"{person} has no supervisor who says what they can do.")
    set_skill(person, skill, level=level, expires_on=expires_on, by=person.supervisor, at=at)
