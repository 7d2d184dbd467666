"""Who may do what: one table for the whole house, asked by every action and every page."""

from typing import Protocol

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role

_EVERYONE = frozenset(Role)
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_PORTFOLIO = frozenset({Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER})
_MANAGERS = _PORTFOLIO | {Role.PROJECT_MANAGER}
_LEADS = _MANAGERS | {Role.TECHNICAL_LEAD}
_TEAM = _LEADS | {Role.BUSINESS_LEAD, Role.TEAM_MEMBER}
_OVERSIGHT = frozenset(
    {Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER, Role.EXECUTIVE, Role.RECORDS_OFFICER, Role.AUDITOR}
)
_STAFF = _EVERYONE - {Role.GUEST}

# A role counts over what it was given for: the city, a department with its divisions, or one project.
ALLOWED: dict[str, frozenset[Role]] = {
    # The city and its people
    "people.view_directory": _STAFF,
    "people.edit_city": _ADMINISTRATOR,
    "people.edit_directory": _ADMINISTRATOR,
    "people.edit_calendars": _PORTFOLIO,
    "people.assign_roles": _ADMINISTRATOR,
    "common.edit_rules": _PORTFOLIO,
    "common.view_audit": frozenset({Role.ADMINISTRATOR, Role.RECORDS_OFFICER, Role.AUDITOR}),
    "common.redact_change": frozenset({Role.RECORDS_OFFICER}),
    # Projects
    "projects.view": _EVERYONE,
    "projects.view_restricted": _OVERSIGHT,
    "projects.create": _MANAGERS,
    "projects.import_list": _PORTFOLIO,
    "projects.edit_charter": _MANAGERS | {Role.BUSINESS_LEAD},
    "projects.edit_settings": _MANAGERS,
    "projects.assign_roles": _MANAGERS,
    "projects.approve": _PORTFOLIO | {Role.SPONSOR, Role.EXECUTIVE},
    "projects.change_state": _MANAGERS,
    "projects.import_schedule": _LEADS,
    "projects.edit_schedule": _LEADS,
    "projects.record_progress": _TEAM,
    "projects.set_baseline": _MANAGERS,
    "projects.rate_status": _MANAGERS,
    "projects.edit_risks": _TEAM | {Role.SECURITY_REVIEWER, Role.SPONSOR},
    "projects.edit_issues": _TEAM | {Role.SECURITY_REVIEWER, Role.SPONSOR},
    # Reports
    "reports.view_draft": _TEAM,
    "reports.write": _MANAGERS,
    "reports.publish": _MANAGERS,
}


class Refused(Exception):
    """The person may not do this; the sentence is for that person."""


class Scoped(Protocol):
    """Something that lies in departments and on which people may hold roles of its own."""

    def department_ids(self) -> frozenset[int]: ...

    def roles_held_by(self, person: Person) -> frozenset[Role]: ...


def may(person: Person | None, action: str, subject: Scoped | None = None) -> bool:
    """Tell whether a person's roles over the subject allow an action; without a subject only city-wide roles count."""
    if person is None or not person.is_active:
        return False
    return not ALLOWED[action].isdisjoint(roles_over(person, subject))


def require(person: Person | None, action: str, subject: Scoped | None = None) -> None:
    """Raise `Refused` unless the person may."""
    if not may(person, action, subject):
        raise Refused("Your roles do not allow this. Ask the project's manager or an administrator.")


def may_anywhere(person: Person | None, action: str) -> bool:
    """Tell whether the person may do this over the city or in any department, for menus and empty forms."""
    return (
        person is not None
        and person.is_active
        and any(grant.role in ALLOWED[action] for grant in person.grants)
    )


def roles_over(person: Person, subject: Scoped | None) -> frozenset[Role]:
    """Give the roles that count over a subject."""
    everywhere = frozenset(grant.role for grant in person.grants if grant.departments is None)
    if subject is None:
        return everywhere
    here = subject.department_ids()
    local = frozenset(grant.role for grant in person.grants if grant.departments and grant.departments & here)
    return everywhere | local | subject.roles_held_by(person)
