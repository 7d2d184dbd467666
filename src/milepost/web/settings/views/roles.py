"""Who may do what: the table of permissions as a page."""

from django.http import HttpResponse

from milepost.domain.people.permissions import ALLOWED
from milepost.domain.people.roles import Role
from milepost.web.access import AskedBy, for_persons
from milepost.web.settings.page import show

AREAS = {
    "people": "The city and its people",
    "common": "Rules and records",
    "projects": "Projects",
    "staffing": "People’s time",
    "money": "Money",
    "governance": "Meetings and decisions",
    "reports": "Reports",
}


@for_persons
def roles(request: AskedBy) -> HttpResponse:
    """Show each action with the roles that allow it."""
    return show(request, "settings/roles.html", tab="Roles", roles=list(Role), areas=_areas())


def _areas() -> list[tuple[str, list[tuple[str, list[bool]]]]]:
    rows: dict[str, list[tuple[str, list[bool]]]] = {}
    for action, allowed in ALLOWED.items():
        area, name = action.split(".")
        rows.setdefault(AREAS[area], []).append(
            (name.replace("_", " ").capitalize(), [role in allowed for role in Role])
        )
    return list(rows.items())
