from collections.abc import Iterator
from itertools import product

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import (
    ALLOWED,
    OPEN_TO_EMPLOYEES,
    OPEN_TO_EVERYONE,
    Refused,
    Scoped,
    departments_where,
    may,
    may_anywhere,
    require,
)
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import give_role, make_department, make_organization, make_person, make_project

pytestmark = pytest.mark.django_db

SEES_THE_CITY = {
    "people.save_view",
    "people.open_feed",
    "people.view_directory",
    "people.view_settings",
    "projects.view",
    "projects.view_analyses",
    "projects.view_scope",
    "projects.view_registers",
    "money.view",
    "staffing.view_responsibilities",
    "governance.view_meetings",
    "governance.view_vendor_log",
    "governance.view_go_live",
    "governance.view_changes",
    "reports.view",
}
MEETS = {"governance.hold_meetings", "governance.edit_action_items"}
SPEAKS = {"projects.comment", "projects.attach"}
OVERSEES = {"projects.view_restricted", "governance.view_all_meetings", "money.view_ledger"}
KEEPS_BOOKS = {
    "money.adopt_budget", "money.edit_chart", "money.import_ledger", "money.close_periods",
    "money.measure_subscription", "money.approve_carry_forward", "money.roll_orders",
}  # fmt: skip
ORDERS = {"money.enter_order", "money.enter_invoice"}
CLEARED = {"projects.read_security_details", "projects.read_privileged"}
READS_ALL = SEES_THE_CITY | OVERSEES | CLEARED | {"common.view_audit", "reports.view_draft"}
REGISTERS = {
    "projects.edit_risks",
    "projects.edit_documents",
    "projects.edit_issues",
    "projects.edit_assumptions",
    "projects.edit_dependencies",
    "projects.record_lessons",
    "governance.request_change",
    "governance.edit_quality",
}
WORKS_ON_PROJECTS = (
    {"governance.view_stakeholders", "governance.edit_vendor_log"}
    | SEES_THE_CITY
    | SPEAKS
    | MEETS
    | REGISTERS
    | {
        "projects.record_progress",
        "reports.view_draft",
        "governance.run_cutover",
        "governance.record_training",
    }
)
LEADS_WORK = WORKS_ON_PROJECTS | {
    "projects.read_security_details",
    "governance.edit_stakeholders",
    "projects.analyze_risk",
    "projects.compare_versions",
    "projects.edit_schedule",
    "projects.edit_scope",
    "projects.import_schedule",
    "governance.assess_change",
    "projects.review",
    "staffing.view_capacity",
    "staffing.view_requests",
    "staffing.level",
    "staffing.view_rates",
    "governance.plan_go_live",
    "money.record_receipt",
}
STAFFS = {
    "staffing.edit_clearances",
    "people.edit_availability",
    "people.edit_equipment",
    "people.hand_on",
    "staffing.edit_operations",
    "staffing.edit_skills",
}
MANAGES_PROJECTS = LEADS_WORK | {
    "money.enter_order",
    "money.enter_invoice",
    "money.approve_invoice",
    "money.request_carry_forward",
    "staffing.assign_responsibilities",
    "projects.read_privileged",
    "projects.restrict",
    "staffing.request_staff",
    "people.share_view",
    "money.set_budget",
    "money.request_budget",
    "money.describe_subscription",
    "money.forecast",
    "money.allocate",
    "money.import_expenditures",
    "money.set_limit",
    "governance.record_decision",
    "governance.decide_go_live",
    "governance.approve_operational_changes",
    "governance.hand_over_step",
    "governance.apply_change",
    "projects.create",
    "projects.move_project",
    "projects.edit_charter",
    "projects.edit_settings",
    "projects.assign_roles",
    "projects.change_state",
    "projects.set_baseline",
    "projects.agree_scope",
    "projects.rate_status",
    "reports.write",
    "reports.publish",
    "reports.send",
    "projects.moderate",
    "projects.share_registers",
}
RUNS_THE_OFFICE = (
    MANAGES_PROJECTS
    | OVERSEES
    | {
        "governance.accept_handover",
        "money.approve_change_order",
        "money.plan_capital",
        "staffing.edit_catalog",
        "staffing.edit_rates",
        "staffing.keep_hours",
        "staffing.import_requests",
        "people.keep_shared_views",
        "projects.hold_records",
        "projects.import_list",
        "projects.keep_risk_library",
        "people.edit_calendars",
        "common.edit_rules",
        "reports.publish_project",
    }
)
ADMINISTERS = {
    "people.edit_city",
    "people.edit_directory",
    "people.delegate",
    "people.manage_accounts",
    "people.assign_roles",
    "common.view_audit",
}
DUTIES = {
    Role.ADMINISTRATOR: RUNS_THE_OFFICE | STAFFS | ADMINISTERS | KEEPS_BOOKS,
    Role.PORTFOLIO_MANAGER: RUNS_THE_OFFICE | STAFFS | {"projects.approve"},
    Role.PROJECT_MANAGER: MANAGES_PROJECTS,
    Role.TECHNICAL_LEAD: LEADS_WORK,
    Role.BUSINESS_LEAD: WORKS_ON_PROJECTS
    | {
        "governance.edit_stakeholders",
        "money.record_receipt",
        "projects.edit_charter",
        "projects.edit_scope",
        "governance.plan_go_live",
    },
    Role.TEAM_MEMBER: WORKS_ON_PROJECTS,
    Role.SUPERVISOR: SEES_THE_CITY
    | SPEAKS
    | MEETS
    | STAFFS
    | {
        "governance.view_stakeholders",
        "projects.record_lessons",
        "people.share_view",
        "people.delegate",
        "people.view_absence_reasons",
        "staffing.answer_requests",
        "staffing.approve_hours",
        "staffing.view_requests",
        "staffing.view_capacity",
        "staffing.level",
        "staffing.view_rates",
        "governance.approve_operational_changes",
        "governance.record_training",
        "governance.accept_handover",
    },
    Role.FINANCE_ANALYST: SEES_THE_CITY
    | SPEAKS
    | KEEPS_BOOKS
    | ORDERS
    | {
        "money.approve_change_order",
        "money.request_carry_forward",
        "money.set_budget",
        "money.import_expenditures",
        "money.view_ledger",
        "money.request_budget",
        "money.describe_subscription",
        "money.forecast",
        "money.plan_capital",
        "money.allocate",
        "money.set_limit",
        "staffing.view_rates",
        "staffing.edit_rates",
        "staffing.keep_hours",
        "governance.request_change",
    },
    Role.BUYER: SEES_THE_CITY
    | SPEAKS
    | ORDERS
    | {
        "governance.edit_vendor_log",
        "governance.hold_meetings",
        "governance.request_change",
        "money.view_ledger",
        "projects.record_lessons",
    },
    Role.SECURITY_REVIEWER: SEES_THE_CITY
    | SPEAKS
    | REGISTERS
    | {"projects.read_security_details", "projects.restrict"},
    Role.SPONSOR: SEES_THE_CITY
    | SPEAKS
    | MEETS
    | REGISTERS
    | {
        "governance.view_stakeholders",
        "governance.edit_vendor_log",
        "money.approve_invoice",
        "projects.approve",
        "governance.record_decision",
        "governance.decide_go_live",
        "governance.apply_change",
    },
    Role.EXECUTIVE: SEES_THE_CITY
    | SPEAKS
    | MEETS
    | OVERSEES
    | {
        "people.share_view",
        "governance.view_stakeholders",
        "projects.approve",
        "staffing.view_capacity",
        "staffing.view_requests",
        "staffing.view_rates",
        "governance.record_decision",
        "governance.decide_go_live",
        "governance.approve_operational_changes",
        "governance.apply_change",
        "reports.publish_project",
        "reports.send",
        *CLEARED,
    },
    Role.RECORDS_OFFICER: READS_ALL
    | SPEAKS
    | {"common.redact_change", "projects.restrict", "projects.edit_documents", "projects.hold_records"}
    | {"reports.export_record"},
    Role.AUDITOR: READS_ALL | {"governance.view_stakeholders"},
    Role.GUEST: {"people.save_view", "people.open_feed", "projects.view"} | SPEAKS,
}


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_duties_and_no_others(role: Role) -> None:
    assert {action for action, roles in ALLOWED.items() if role in roles} == DUTIES[role]


def test_every_action_asked_by_every_role_over_every_scope_is_answered_as_the_table_says() -> None:
    city = City()
    questions = list(product(ALLOWED, city.persons, city.subjects))

    answers = {
        (action, holder, subject): may(city.persons[holder], action, city.subjects[subject])
        for action, holder, subject in questions
    }

    assert answers == {
        (action, (role, scope), subject): action in OPEN_TO_EMPLOYEES | OPEN_TO_EVERYONE
        or (role in ALLOWED[action] and subject in reach_of(role, scope))
        for action, (role, scope), subject in questions
    }


def reach_of(role: Role, scope: str) -> set[str]:
    """Name what a role counts over, by where it was given."""
    if scope == "project":
        return {"project", "restricted project"}
    if role in {Role.GUEST, Role.TEAM_MEMBER}:
        return set()
    if scope == "department":
        return {"department", "project", "project of a division"}
    everything = {"the city", "department", "other department"}
    projects = {"project", "project of a division", "project elsewhere"}
    restricted = {"restricted project"} if role in ALLOWED["projects.view_restricted"] else set()
    return everything | projects | restricted


class City:
    """Fifteen roles over three scopes, and what they may be asked about."""

    def __init__(self) -> None:
        police = make_department("Police")
        self.subjects: dict[str, Scoped | None] = {
            "the city": None,
            "department": police,
            "other department": make_department("Library"),
            "project": make_project(department=police),
            "project of a division": make_project(department=make_department("Records", parent=police)),
            "project elsewhere": make_project(),
            "restricted project": make_project(department=police, is_restricted=True),
        }
        self.persons = {
            (role, scope): self.person(role, scope, police)
            for role, scope in product(Role, ["city", "department", "project"])
        }

    def person(self, role: Role, scope: str, police: Department) -> Person:
        person = make_person(account=False)
        for over in self.scopes(scope, police):
            give_role(person, role, over=over)
        return person

    def scopes(self, scope: str, police: Department) -> Iterator[Department | Project | None]:
        if scope == "project":
            yield self.subjects["project"]
            yield self.subjects["restricted project"]
        else:
            yield police if scope == "department" else None


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("scope", ["city", "department", "project"])
def test_the_list_of_projects_holds_exactly_those_a_person_may_view(role: Role, scope: str) -> None:
    city = City()
    person = city.persons[role, scope]
    projects = [subject for subject in city.subjects.values() if isinstance(subject, Project)]

    listed = set(Project.objects.visible_to(person))

    assert listed == {project for project in projects if may(person, "projects.view", project)}


def test_nobody_and_who_has_left_may_do_nothing() -> None:
    left = make_person("", Role.ADMINISTRATOR, is_active=False)
    project = make_project(manager=left)

    answers = {may(somebody, action, project) for somebody in (None, left) for action in ALLOWED}

    assert answers == {False}
    assert not Project.objects.visible_to(left).exists()
    assert departments_where(left, "projects.view") == frozenset()


def test_refusing_says_whom_to_ask() -> None:
    with pytest.raises(Refused, match="Ask the project's manager or an administrator"):
        require(make_person(), "people.edit_city")


def test_employees_read_the_directory_without_any_role_and_outsiders_do_not() -> None:
    vendor = make_person(organization=make_organization())

    assert may(make_person(), "people.view_directory")
    assert not may(vendor, "people.view_directory")


def test_menus_offer_what_is_allowed_somewhere() -> None:
    department = make_department()

    assert may_anywhere(make_person("", Role.PROJECT_MANAGER, over=department), "projects.create")
    assert not may_anywhere(make_person("", Role.AUDITOR, over=department), "projects.create")
    assert not may_anywhere(None, "projects.create")


def test_roles_are_read_once_however_often_they_are_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    departments = [make_department() for _ in range(3)]
    person = make_person()
    for department in departments:
        give_role(person, Role.PROJECT_MANAGER, over=department)
    for _ in range(2):
        make_project()
    projects = list(Project.objects.prefetch_related("roles"))

    with django_assert_num_queries(2):
        answers = [may(person, action, project) for action in ALLOWED for project in projects]

    assert answers
