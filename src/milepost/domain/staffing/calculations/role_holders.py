"""Who could fill a staffing role on a day: those of the city who have all the skills it needs, and well enough."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from milepost.domain.people.models import Person
from milepost.domain.staffing.models import PersonSkill, StaffingRole

MOST_HOLDERS = 8
"""With so many to choose from, more would only lengthen the choice."""


def role_holders(names: Collection[str], *, on: date) -> dict[str, list[Person]]:
    """Give who could fill each staffing role of these names, folded for comparison, the most skilled first.

    A role that needs no skill is one that nobody is known to fill; a name that is no role's is left out.
    """
    wanted = {name.casefold() for name in names}
    roles = {
        role.name.casefold(): {need.skill_id: need.level for need in role.needs.all()}
        for role in StaffingRole.objects.prefetch_related("needs")
        if role.name.casefold() in wanted
    }
    skills = {skill for needs in roles.values() for skill in needs}
    rows = PersonSkill.objects.filter(
        skill__in=skills, person__is_active=True, person__organization=None
    ).select_related("person")
    levels: dict[Person, dict[int, int]] = defaultdict(dict)
    for row in rows:
        if not row.has_expired(on):
            levels[row.person][row.skill_id] = row.level
    return {name: _able(needs, levels) for name, needs in roles.items()}


def _able(needs: Mapping[int, int], levels: Mapping[Person, Mapping[int, int]]) -> list[Person]:
    able = [
        (-sum(own[skill] for skill in needs), person.name, person)
        for person, own in levels.items()
        if needs and all(own.get(skill, 0) >= level for skill, level in needs.items())
    ]
    return [person for _, _, person in sorted(able, key=lambda one: one[:2])[:MOST_HOLDERS]]
