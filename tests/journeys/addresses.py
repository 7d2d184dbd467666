"""Every page of the product, and the things of the small demo city that its address names."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.addresses_of_money import LEDGER, PROJECT_MONEY
from tests.journeys.page import Page

ACCOUNT = [
    Page("account_change_password"),
    Page("account_logout"),
    Page("account_reauthenticate"),
    Page("mfa_index"),
    Page("tokens:index"),
]
VIEWS = [
    Page("views:index"),
    Page("views:new", query="?page=projects&query=tier%3Dlarge&back=/projects/"),
    Page("views:view", ("view",)),
    Page("tables:export", ("export",)),
]
SIGNED_OUT = [Page("account_login"), Page("account_reset_password"), Page("account_reset_password_done")]
SEARCH = [
    Page("accessibility"),
    Page("search:search"),
    Page("search:search", query="?q=install"),
    Page("search:search", query="?q=install&kind=task"),
    Page("search:search", query="?q=nothing+has+this+name"),
]
PEOPLE = [
    Page("people:directory"),
    Page("people:directory", query="?q=nobody+has+this+name"),
    Page("people:new-person"),
    Page("people:person", ("person",)),
    Page("people:edit", ("person",)),
    Page("people:succession", ("person",)),
    Page("people:taken-over", ("succession",)),
]
STAFFING = [
    *(Page(f"staffing:{name}") for name in ("clearances", "role-capacity", "equipment", "new-equipment")),
    *(Page(f"staffing:{name}", ("equipment",)) for name in ("one-equipment", "edit-equipment")),
    # Each cell is a link to be looked at: one team of ten has every kind of row and cell.
    Page("staffing:capacity", query="?department=19"),
    Page("staffing:capacity", query="?unit=week&show=free&department=18"),
    Page("staffing:time", ("person",)),
    Page("staffing:time", ("staffed person",)),
    *(
        Page(f"team:{name}", ("project with roles",))
        for name in ("roles", "roster", "own-roles", "clearances", "role-demand")
    ),
    Page("staffing:reassignment", ("giver", "given task")),
    Page("staffing:reassignment", ("giver", "given task"), query="?way=give&taker=2"),
    Page("team:actual-work", ("worked project",)),
    Page("team:work-lines", ("worked project", "worked assignment")),
    Page("staffing:team-operations", ("staffed team",)),
    Page("staffing:requests"),
    Page("staffing:of_project", ("project",)),
    Page("staffing:new-request", ("project",)),
    Page("staffing:request", ("staff request",)),
    Page("staffing:edit-request", ("staff request",)),
    Page("staffing:skills"),
    Page("staffing:new-skill"),
    Page("staffing:skill", ("skill",)),
    Page("staffing:new-role"),
    Page("staffing:role", ("staffing role",)),
    Page("staffing:rates"),
    Page("staffing:timesheets"),
    Page("staffing:timesheet", ("timesheet",)),
    Page("staffing:new-job-class"),
    Page("staffing:job-class", ("job class",)),
    Page("staffing:levelings"),
    Page("staffing:levelings", query="?project=1"),
    Page("staffing:leveling", ("leveling under way",)),
    Page("staffing:leveling", ("leveling",)),
    Page("staffing:leveling", ("kept leveling",)),
    Page("staffing:leveling-comparison"),
]
SETTINGS = [
    Page("settings:city"),
    Page("settings:units"),
    *(Page("settings:new-unit", (kind,)) for kind in ("departments", "sites", "organizations")),
    Page("settings:unit", ("departments", "department")),
    Page("settings:calendars"),
    Page("settings:new-calendar"),
    Page("settings:calendar", ("calendar",)),
    Page("settings:week", ("calendar",)),
    Page("settings:holidays", ("calendar",)),
    Page("settings:new-exception", ("calendar",)),
    Page("settings:exception", ("exception",)),
    Page("settings:roles"),
    Page("settings:rules"),
    Page("settings:rule", ("rule",)),
    Page("settings:audit"),
    Page("settings:change-set", ("change set",)),
]
PORTFOLIO = [
    Page("portfolio:portfolio"),
    Page("portfolio:portfolio", query="?status=off_track"),
    Page("portfolio:roadmap"),
    Page("portfolio:roadmap", query="?move=1&show=both&scale=months&group=sponsor"),
    Page("portfolio:changes"),
    Page("portfolio:changes", query="?since=quarter&kind=finish"),
    Page("portfolio:trends"),
    Page("portfolio:weekly-round"),
    Page("my-work:my-work"),
    *(Page(f"my-work:{name}") for name in ("check-in", "calendar")),
    Page("my-work:timesheet-of-week", ("timesheet week",)),
    Page("reports:index"),
    Page("reports:portfolio"),
    Page("reports:distributions"),
    Page("reports:distribution", ("distribution",)),
    Page("reports:new-distribution"),
    Page("reports:new-project-distribution", ("project",)),
    Page("reports:month", ("report year", "report month")),
    Page("reports:month", ("report year", "report month"), "?for=council"),
]
PROJECTS = [
    Page("projects:projects"),
    Page(
        "projects:projects",
        query="?group=department&sort=status,-finish&complete.to=much&columns=name,status,tier,sponsor",
    ),
    Page("projects:projects", query="?q=nothing+is+called+so"),
    Page("projects:new"),
    Page(
        "projects:new-from-template",
        query="?name=Fire+station&department=1&start=2027-03-01&template=new_facility",
    ),
    *(Page("projects:overview", (kind,)) for kind in ("project", "proposed", "small", "closed")),
    Page("projects:charter", ("project",)),
    Page("projects:rating", ("project",)),
    Page("projects:history", ("project",)),
    Page("projects:settings", ("project",)),
    Page("projects:settings", ("closed",)),
]
SCHEDULES = [
    Page("projects:schedule", ("project",)),
    Page("projects:tasks", ("project",)),
    Page("projects:schedule", ("small",)),
    Page("projects:schedules"),
    Page("projects:schedules", query="?department=1"),
    Page("projects:schedule-print", ("project",)),
    Page("projects:new-task", ("project",)),
    Page("projects:task", ("project", "task")),
    Page("projects:task", ("project", "summary task")),
    Page("projects:task-removal", ("project", "task")),
    Page("projects:wait", ("project", "task")),
    Page("projects:wait", ("project", "task"), "?other=2"),
    Page("projects:baselines", ("project",)),
    Page("projects:baselines", ("proposed",)),
    Page("projects:new-baseline", ("project",)),
    Page("projects:baseline", ("project", "baseline")),
]
REGISTERS = [
    Page("projects:quality", ("project",)),
    Page("projects:risks", ("project",)),
    Page("projects:risks", ("proposed",)),
    Page("projects:issues", ("project",)),
    Page("projects:all-risks", query="?group=project&owner=me&owner=none"),
    Page("projects:all-issues"),
    Page("projects:common-risks", ("project",)),
    Page("projects:exposure", ("project",)),
    Page("projects:response-action", ("project", "risk", "response action")),
    Page("projects:new-risk", ("project",)),
    Page("projects:risk", ("project", "risk")),
    Page("projects:new-issue", ("project",)),
    *(Page(f"projects:{plural}", ("project",)) for plural in ("assumptions", "dependencies", "lessons")),
    *(Page(f"projects:all-{plural}") for plural in ("assumptions", "dependencies", "lessons")),
    *(Page(f"projects:new-{name}", ("project",)) for name in ("assumption", "dependency", "lesson")),
    *(Page(f"projects:{name}", ("project", name)) for name in ("assumption", "dependency", "lesson")),
    Page("projects:issue", ("project", "issue")),
]
STAKEHOLDERS = [
    *(
        Page(f"stakeholders:{name}", ("project",))
        for name in ("stakeholders", "impacted-groups", "communications")
    ),
    *(
        Page(f"stakeholders:new-{name}", ("project",))
        for name in ("stakeholder", "impacted-group", "communication")
    ),
    *(
        Page(f"stakeholders:{name}", ("project", name))
        for name in ("stakeholder", "impacted-group", "communication")
    ),
    Page("vendors:vendors"),
    Page("vendors:log", ("vendor",)),
    Page("vendors:entries", ("vendor",)),
    Page("vendors:new-entry", ("vendor",)),
    Page("vendors:entry", ("vendor", "vendor entry")),
]
ANALYSES = [
    Page("projects:risk-analysis", ("project",)),
    Page("projects:risk-analysis", ("simulated project",)),
    Page("projects:risk-details", ("simulated project",)),
    Page("projects:risk-effects", ("project", "risk")),
    Page("projects:comparison", ("project",)),
    Page("projects:comparison", ("compared project",)),
]
MEETINGS = [
    Page("meetings:index"),
    Page("meetings:new", query="?project=1"),
    Page("meetings:meeting", ("meeting",)),
    Page("meetings:meeting", ("sent meeting",)),
    Page("meetings:edit", ("meeting",)),
    Page("meetings:cancellation", ("meeting",)),
    Page("meetings:series", ("series",)),
    Page("meetings:agenda-item", ("agenda item",)),
    Page("meetings:of_project", ("project",)),
    Page("meetings:action-items"),
    Page("meetings:new-action-item"),
    Page("meetings:action-item", ("action item",)),
    Page("meetings:decisions"),
    Page("meetings:new-decision"),
]
GO_LIVES = [
    Page("go-live:of_project", ("project",)),
    Page("go-live:new", ("project",)),
    Page("go-live:go-live", ("go-live",)),
    Page("go-live:edit", ("go-live",)),
    Page("go-live:cancellation", ("go-live",)),
    Page("go-live:new-readiness-item", ("go-live",)),
    Page("go-live:readiness-item", ("readiness item",)),
    Page("go-live:runbook", ("go-live",)),
    Page("go-live:new-step", ("go-live",)),
    Page("go-live:step", ("runbook step",)),
    Page("go-live:new-call", ("go-live",)),
    Page("go-live:run", ("run",)),
    Page("go-live:back-out", ("run",)),
    Page("go-live:stop", ("run",)),
    Page("go-live:step-note", ("run step", "skipped")),
    Page("go-live:criterion", ("go-live", "criterion")),
    Page("go-live:all-operational-changes"),
    Page("go-live:operational-changes", ("project",)),
    Page("go-live:new-operational-change", ("project",)),
    Page("go-live:operational-change", ("operational change",)),
    Page("go-live:outage-notice", ("operational change",)),
    Page("go-live:notice", ("operational change",)),
    *(Page(f"go-live:{name}", ("project",)) for name in ("checks", "new-check", "defects", "new-defect")),
    Page("go-live:check", ("project", "check")),
    Page("go-live:defect", ("project", "defect")),
    *(Page(f"go-live:{name}", ("project",)) for name in ("punch-items", "new-punch-item")),
    Page("go-live:punch-item", ("project", "punch item")),
    *(Page(f"go-live:{name}", ("project",)) for name in ("training", "new-course")),
    *(Page(f"go-live:{name}", ("course",)) for name in ("course", "course-edit", "new-session", "roster")),
    *(Page(f"go-live:{name}", ("project",)) for name in ("closing", "handover", "new-benefit")),
    Page("go-live:benefit", ("project", "benefit")),
]
CHANGES = [
    Page("changes:all"),
    Page("changes:of_project", ("project",)),
    Page("changes:of_project", ("proposed",)),
    Page("changes:log", ("project",)),
    Page("changes:log", ("changed project",)),
    Page("changes:entered", ("changed project",)),
    Page("changes:entered", ("proposed",)),
    Page("changes:new", ("project",)),
    Page("changes:change", ("project", "change")),
    Page("changes:change", ("project", "drafted change")),
    Page("changes:edit", ("project", "drafted change")),
]
SCOPE = [
    Page("scope:requirements", ("project",)),
    Page("scope:requirements", ("proposed",)),
    Page("scope:new-requirement", ("project",)),
    Page("scope:requirement", ("project", "requirement")),
    Page("scope:agreement", ("project",)),
    Page("scope:import", ("project",)),
    Page("scope:traceability", ("project",)),
    Page("scope:traceability", ("traced project",)),
    Page("scope:deliverables", ("project",)),
    Page("scope:deliverables", ("traced project",)),
    Page("scope:new-deliverable", ("project",)),
    Page("scope:deliverable", ("project", "deliverable")),
    Page("scope:edit-deliverable", ("project", "deliverable")),
]
SETUP = [
    Page("setup:setup"),
    Page("setup:city"),
    Page("setup:calendar"),
    Page("setup:departments"),
    Page("setup:people"),
    Page("setup:project"),
]
IMPORTS = [
    Page("imports:imports"),
    Page("imports:list", ("projects",)),
    *(Page("imports:list", (kind,)) for kind in ("people", "absences", "hours", "tickets", "capital-items")),
    Page("imports:import", ("previewed import",)),
    Page("imports:import", ("applied import",)),
    Page("imports:import", ("failed import",)),
]
REPORTS = [
    Page("reports:of_project", ("project",)),
    Page("reports:of_project", ("proposed",)),
    Page("reports:report", ("draft",)),
    Page("reports:report", ("published report",)),
    Page("reports:texts", ("draft",)),
    Page("reports:communications"),
    Page("reports:new-communication", ("project",)),
    Page("reports:communication", ("council communication",)),
    Page("reports:communication-texts", ("council communication",)),
]
DOCUMENTS = [
    Page("documents:of_project", ("project",)),
    Page("documents:document", ("project", "document")),
    Page("documents:restriction", ("topic kind", "restricted risk")),
]
DISCUSSION = [
    Page("discussion:of_project", ("commented project",)),
    Page("discussion:of_project", ("proposed",)),
    Page("discussion:topic", ("topic", "commented project")),
    Page("discussion:comment", ("comment",)),
    Page("discussion:removal", ("comment",)),
    Page("discussion:file-removal", ("file",)),
]
NOTIFICATIONS = [
    Page("notifications:index"),
    Page("notifications:index", query="?show=all"),
    Page("notifications:choices"),
]
# With the list that was read just before.
REACHED = [
    Page("imports:list-preview", (kind,))
    for kind in ("projects", "people", "absences", "tickets", "hours", "capital-items")
]
# In three parts, which workers of the tests share.
PAGES_OF_CITY = [
    *ACCOUNT, *VIEWS, *SEARCH, *PEOPLE, *STAFFING, *SETTINGS, *PORTFOLIO, *SETUP, *IMPORTS, *NOTIFICATIONS, *LEDGER,
]  # fmt: skip
PAGES_OF_PROJECTS = [
    *PROJECTS,
    *SCHEDULES,
    *REGISTERS,
    *STAKEHOLDERS,
    *ANALYSES,
    *PROJECT_MONEY,
    *DISCUSSION,
    *DOCUMENTS,
]
PAGES_OF_DELIVERY = [*REPORTS, *MEETINGS, *CHANGES, *SCOPE, *GO_LIVES]
PAGES = [*PAGES_OF_CITY, *PAGES_OF_PROJECTS, *PAGES_OF_DELIVERY]


def own_addresses() -> Iterator[tuple[str, URLPattern]]:
    """Give the product's own addresses by name; those under `accounts/` are the sign-in library's."""
    yield from _below(get_resolver("milepost.web.urls"))


def _below(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        elif str(pattern.pattern) != "accounts/":
            yield from _below(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
