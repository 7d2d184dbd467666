"""Who, by role, gets little mail: those who read about projects rather than work on them."""

from milepost.domain.common.models import User
from milepost.domain.common.notification_kinds import wants_little
from milepost.domain.people.roles import Role

WORKING = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.PORTFOLIO_MANAGER,
        Role.PROJECT_MANAGER,
        Role.TECHNICAL_LEAD,
        Role.BUSINESS_LEAD,
        Role.TEAM_MEMBER,
    }
)


@wants_little
def reads_only(user: User) -> bool:
    """Tell a person who holds no role in which one runs or does the work, over the city or on any project."""
    person = getattr(user, "person", None)
    if person is None:
        return True
    held = {Role(given.role) for given in person.role_assignments.all()}
    held |= {Role(given.role) for given in person.project_roles.all()}
    return held.isdisjoint(WORKING)
