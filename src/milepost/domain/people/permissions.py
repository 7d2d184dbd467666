"""Who may do what: one table for the whole house, asked by every action and every page."""

from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role

_EVERYONE = frozenset(Role)
_STAFF = _EVERYONE - {Role.GUEST}
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_PORTFOLIO = frozenset({Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER})
_MANAGERS = _PORTFOLIO | {Role.PROJECT_MANAGER}
_LEADS = _MANAGERS | {Role.TECHNICAL_LEAD}
_TEAM = _LEADS | {Role.BUSINESS_LEAD, Role.TEAM_MEMBER}
_STAFFING = _PORTFOLIO | {Role.SUPERVISOR}
_FINANCE = frozenset({Role.ADMINISTRATOR, Role.FINANCE_ANALYST})
_RECORDS = frozenset({Role.RECORDS_OFFICER, Role.AUDITOR})
_OVERSIGHT = _PORTFOLIO | _RECORDS | {Role.EXECUTIVE}
_REGISTERS = _TEAM | {Role.SECURITY_REVIEWER, Role.SPONSOR}
_VOICES = _EVERYONE - {Role.AUDITOR}

# A role counts over what it was given for: the city, a department with its divisions, or one project.
ALLOWED: dict[str, frozenset[Role]] = {
    # The city and its people
    "people.view_directory": _STAFF,
    "people.view_settings": _STAFF,
    "people.edit_city": _ADMINISTRATOR,
    "people.edit_directory": _ADMINISTRATOR,
    "people.manage_accounts": _ADMINISTRATOR,
    "people.assign_roles": _ADMINISTRATOR,
    "people.edit_calendars": _PORTFOLIO,
    "people.edit_availability": _STAFFING,
    # Asked over the equipment: its owner counts as its supervisor.
    "people.edit_equipment": _STAFFING,
    "people.hand_on": _STAFFING,
    # Asked over who is away; everybody delegates the own answers.
    "people.delegate": frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    "people.view_absence_reasons": frozenset({Role.SUPERVISOR}),
    "people.save_view": _EVERYONE,
    "people.open_feed": _EVERYONE,
    "people.share_view": _MANAGERS | {Role.SUPERVISOR, Role.EXECUTIVE},
    "people.keep_shared_views": _PORTFOLIO,
    "common.edit_rules": _PORTFOLIO,
    "common.view_audit": _ADMINISTRATOR | _RECORDS,
    "common.redact_change": frozenset({Role.RECORDS_OFFICER}),
    # Projects
    "projects.view": _EVERYONE,
    "projects.view_restricted": _OVERSIGHT,
    "projects.create": _MANAGERS,
    "projects.import_list": _PORTFOLIO,
    "projects.edit_charter": _MANAGERS | {Role.BUSINESS_LEAD},
    "projects.edit_settings": _MANAGERS,
    "projects.assign_roles": _MANAGERS,
    "projects.approve": frozenset({Role.PORTFOLIO_MANAGER, Role.SPONSOR, Role.EXECUTIVE}),
    "projects.change_state": _MANAGERS,
    "projects.import_schedule": _LEADS,
    "projects.edit_schedule": _LEADS,
    "projects.move_project": _MANAGERS,
    "projects.record_progress": _TEAM,
    "projects.review": _LEADS,
    "projects.set_baseline": _MANAGERS,
    "projects.view_scope": _STAFF,
    "projects.edit_scope": _LEADS | {Role.BUSINESS_LEAD},
    "projects.agree_scope": _MANAGERS,
    "projects.rate_status": _MANAGERS,
    "projects.edit_risks": _REGISTERS,
    "projects.edit_issues": _REGISTERS,
    "projects.edit_assumptions": _REGISTERS,
    "projects.edit_dependencies": _REGISTERS,
    "projects.record_lessons": _REGISTERS | {Role.SUPERVISOR, Role.BUYER},
    # Guests see of registers what is shared with them.
    "projects.view_registers": _STAFF,
    "projects.share_registers": _MANAGERS,
    "projects.keep_risk_library": _PORTFOLIO,
    # What a schedule is sure of is the city's own knowledge: vendors would read the contingency out of it.
    "projects.view_analyses": _STAFF,
    "projects.analyze_risk": _LEADS,
    "projects.compare_versions": _LEADS,
    "projects.comment": _VOICES,
    "projects.attach": _VOICES,
    "projects.moderate": _MANAGERS,
    # Clearance: what shows how a system is protected, and what was said to the city's attorney in confidence.
    "projects.read_security_details": _LEADS | _RECORDS | {Role.SECURITY_REVIEWER, Role.EXECUTIVE},
    "projects.read_privileged": _MANAGERS | _RECORDS | {Role.EXECUTIVE},
    "projects.restrict": _MANAGERS | {Role.SECURITY_REVIEWER, Role.RECORDS_OFFICER},
    "projects.edit_documents": _REGISTERS | {Role.RECORDS_OFFICER},
    "projects.hold_records": _PORTFOLIO | {Role.RECORDS_OFFICER},
    # Staffing
    "staffing.view_capacity": _LEADS | {Role.SUPERVISOR, Role.EXECUTIVE},
    "staffing.edit_operations": _STAFFING,
    "staffing.edit_clearances": _STAFFING,
    "staffing.edit_catalog": _PORTFOLIO,
    "staffing.edit_skills": _STAFFING,
    "staffing.view_requests": _LEADS | {Role.SUPERVISOR, Role.EXECUTIVE},
    "staffing.request_staff": _MANAGERS,
    "staffing.import_requests": _PORTFOLIO,
    # Asked over the request: whoever it waits for is its supervisor.
    "staffing.answer_requests": frozenset({Role.SUPERVISOR}),
    # Loaded rates are those of job classes; still, a rate by the hour is nothing for vendors to read.
    "staffing.view_rates": _LEADS | {Role.SUPERVISOR, Role.EXECUTIVE, Role.FINANCE_ANALYST},
    "staffing.edit_rates": _PORTFOLIO | {Role.FINANCE_ANALYST},
    # Asked over the person whose hours they are.
    "staffing.approve_hours": frozenset({Role.SUPERVISOR}),
    "staffing.keep_hours": _PORTFOLIO | {Role.FINANCE_ANALYST},
    "staffing.level": _LEADS | {Role.SUPERVISOR},
    "staffing.view_responsibilities": _STAFF,
    "staffing.assign_responsibilities": _MANAGERS,
    # Money
    "money.view": _STAFF,
    "money.set_budget": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.import_expenditures": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.set_limit": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.view_ledger": _OVERSIGHT | {Role.FINANCE_ANALYST, Role.BUYER},
    "money.request_budget": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.adopt_budget": _FINANCE,
    "money.allocate": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.enter_order": _MANAGERS | {Role.FINANCE_ANALYST, Role.BUYER},
    "money.approve_change_order": _PORTFOLIO | {Role.FINANCE_ANALYST},
    "money.record_receipt": _LEADS | {Role.BUSINESS_LEAD},
    # Who enters an invoice never approves it: the action holds the two apart, whatever roles a person has.
    "money.enter_invoice": _MANAGERS | {Role.FINANCE_ANALYST, Role.BUYER},
    "money.approve_invoice": _MANAGERS | {Role.SPONSOR},
    "money.request_carry_forward": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.approve_carry_forward": _FINANCE,
    "money.roll_orders": _FINANCE,
    "money.edit_chart": _FINANCE,
    "money.import_ledger": _FINANCE,
    "money.close_periods": _FINANCE,
    "money.describe_subscription": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.measure_subscription": _FINANCE,
    "money.forecast": _MANAGERS | {Role.FINANCE_ANALYST},
    "money.plan_capital": _PORTFOLIO | {Role.FINANCE_ANALYST},
    # Governance
    "governance.view_meetings": _STAFF,
    "governance.view_all_meetings": _OVERSIGHT,
    "governance.hold_meetings": _TEAM | {Role.SPONSOR, Role.SUPERVISOR, Role.EXECUTIVE, Role.BUYER},
    "governance.edit_action_items": _TEAM | {Role.SPONSOR, Role.SUPERVISOR, Role.EXECUTIVE},
    "governance.record_decision": _MANAGERS | {Role.SPONSOR, Role.EXECUTIVE},
    "governance.view_go_live": _STAFF,
    "governance.plan_go_live": _LEADS | {Role.BUSINESS_LEAD},
    "governance.decide_go_live": _MANAGERS | {Role.SPONSOR, Role.EXECUTIVE},
    "governance.run_cutover": _TEAM,
    "governance.approve_operational_changes": _MANAGERS | {Role.SUPERVISOR, Role.EXECUTIVE},
    "governance.edit_quality": _REGISTERS,
    "governance.record_training": _TEAM | {Role.SUPERVISOR},
    "governance.accept_handover": _PORTFOLIO | {Role.SUPERVISOR},
    "governance.view_changes": _STAFF,
    "governance.request_change": _REGISTERS | {Role.FINANCE_ANALYST, Role.BUYER},
    "governance.assess_change": _LEADS,
    "governance.hand_over_step": _MANAGERS,
    # Whoever signs last applies what was approved; a board's decision is applied by who records it, or by the manager.
    "governance.apply_change": _MANAGERS | {Role.SPONSOR, Role.EXECUTIVE},
    # What is said of stakeholders is frank, and stays with those who work with them.
    "governance.view_stakeholders": _TEAM | {Role.SPONSOR, Role.EXECUTIVE, Role.SUPERVISOR, Role.AUDITOR},
    "governance.edit_stakeholders": _LEADS | {Role.BUSINESS_LEAD},
    "governance.view_vendor_log": _STAFF,
    "governance.edit_vendor_log": _TEAM | {Role.BUYER, Role.SPONSOR},
    # Reports
    # A report tells of risks, people and money that are not shared with guests; they read the public page.
    "reports.view": _STAFF,
    "reports.view_draft": _TEAM | _RECORDS,
    "reports.write": _MANAGERS,
    "reports.publish": _MANAGERS,
    # Who may have a report sent by e-mail, each turn, without looking at it again.
    "reports.send": _MANAGERS | {Role.EXECUTIVE},
    "reports.export_record": frozenset({Role.RECORDS_OFFICER}),
    "reports.publish_project": _PORTFOLIO | {Role.EXECUTIVE},
}

# Whoever may sign in may do these, for they concern oneself alone.
OPEN_TO_EVERYONE = frozenset({"people.save_view", "people.open_feed"})

# Whoever works for the city may do these, with or without a role.
OPEN_TO_EMPLOYEES = frozenset({"people.view_directory", "people.view_settings"})

# Wherever these are given, they open only the projects they are held on: a vendor sees its own work, and a member
# of one team is not a member of all.
ONLY_WHERE_HELD = frozenset({Role.GUEST, Role.TEAM_MEMBER})


class Refused(Exception):
    """The person may not do this; the sentence is for that person."""


class Scoped(Protocol):
    """Something that lies in departments and on which people may hold roles of its own."""

    @property
    def is_restricted(self) -> bool: ...

    def department_ids(self) -> frozenset[int]: ...

    def roles_held_by(self, person: Person) -> frozenset[Role]: ...


def may(person: Person | None, action: str, subject: Scoped | None = None) -> bool:
    """Tell whether a person's roles over the subject allow an action; without a subject only city-wide roles count."""
    if person is None or not person.is_active:
        return False
    if action in OPEN_TO_EVERYONE:
        return True
    if action in OPEN_TO_EMPLOYEES and person.is_of_the_city:
        return True
    return not ALLOWED[action].isdisjoint(roles_over(person, subject))


def require(person: Person | None, action: str, subject: Scoped | None = None) -> None:
    """Raise `Refused` unless the person may."""
    if not may(person, action, subject):
        raise Refused(gettext("Your roles do not allow this. Ask the project's manager or an administrator."))


def require_own(person: Person, action: str, subject: Scoped | None, *, owner_id: int | None) -> None:
    """Raise `Refused` unless a thing is the person's own, or the person may do this with everybody's."""
    if owner_id != person.pk or not person.is_active:
        require(person, action, subject)


def may_anywhere(person: Person | None, action: str) -> bool:
    """Tell whether the person may do this over the city or over any department, for menus and empty forms."""
    return may(person, action) or (person is not None and bool(departments_where(person, action)))


def departments_where(person: Person, action: str) -> frozenset[int] | None:
    """Give the departments over whose projects a person's roles allow an action; `None` is the whole city."""
    if not person.is_active:
        return frozenset()
    allowed = ALLOWED[action] - ONLY_WHERE_HELD
    reaches = [grant.departments for grant in person.grants if grant.role in allowed]
    if None in reaches:
        return None
    return frozenset(pk for departments in reaches for pk in departments or ())


def people_over_whom(person: Person, action: str) -> QuerySet[Person]:
    """Give the people over whom a person's roles allow an action: all at once what `may` tells of each."""
    reach = departments_where(person, action)
    if reach is None:
        return Person.objects.all()
    over = Q(department__in=reach)
    if Role.SUPERVISOR in ALLOWED[action] and person.is_active:
        over |= Q(supervisor=person)
    return Person.objects.filter(over)


def roles_over(person: Person, subject: Scoped | None) -> frozenset[Role]:
    """Give the roles that count over a subject.

    Over what is restricted, general roles count only if they see restricted things.
    """
    everywhere = _general(grant.role for grant in person.grants if grant.departments is None)
    if subject is None:
        return everywhere
    held = subject.roles_held_by(person)
    if subject.is_restricted:
        return everywhere & ALLOWED["projects.view_restricted"] | held
    here = subject.department_ids()
    local = _general(grant.role for grant in person.grants if grant.departments and grant.departments & here)
    return held | everywhere | local


def _general(roles: Iterable[Role]) -> frozenset[Role]:
    return frozenset(roles) - ONLY_WHERE_HELD
