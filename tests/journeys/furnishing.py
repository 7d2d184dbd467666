"""The things of the small demo city that pages are about; what it has not is made by the actions users call."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from milepost.demo.simulating import simulate_project
from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.common.actions.commenting import add_comment, remove_comment
from milepost.domain.common.models import ChangeSet, Comment, JobRun, Run
from milepost.domain.common.rules import schemas
from milepost.domain.common.runs import make_run
from milepost.domain.governance.actions.action_items import raise_action_item
from milepost.domain.governance.actions.convening import MeetingFields, call_meeting
from milepost.domain.governance.actions.decisions import Vote
from milepost.domain.governance.actions.minuting import Line, add_minute_entry, mark_attendance, send_minutes
from milepost.domain.governance.actions.preparing import add_agenda_item
from milepost.domain.governance.actions.recurring import SeriesFields, start_series
from milepost.domain.governance.actions.stakeholders import (
    CommunicationFields,
    ImpactedGroupFields,
    StakeholderFields,
    add_impacted_group,
    add_stakeholder,
    plan_communication,
    record_sent,
)
from milepost.domain.governance.actions.vendor_log import VendorEntryFields, add_vendor_entry
from milepost.domain.governance.models import Meeting
from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.money.actions.importing_expenditures import bring_expenditures
from milepost.domain.money.models import Budget
from milepost.domain.people.actions.saving_views import save_view
from milepost.domain.people.local_time import local_time
from milepost.domain.people.models import CalendarException, Department, Organization, Person, WorkingCalendar
from milepost.domain.projects.actions.assigning import assign
from milepost.domain.projects.actions.assumptions import AssumptionFields, record_assumption
from milepost.domain.projects.actions.comparing import compare
from milepost.domain.projects.actions.dependencies import (
    DependencyFields,
    agree_to_date,
    record_dependency,
)
from milepost.domain.projects.actions.documents import add_document
from milepost.domain.projects.actions.importing import confirm_import, stage_import
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.lessons import LessonFields, record_lesson
from milepost.domain.projects.actions.responding import add_response_action
from milepost.domain.projects.actions.risks import RiskFields, create_risk, escalate_risk
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Project, ResponseAction, ScheduleImport
from milepost.domain.staffing.actions.leveling_projects import start_leveling
from milepost.domain.staffing.actions.leveling_scenarios import keep_scenario
from milepost.domain.staffing.actions.setting_operations import set_operations
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.plan import Kind, Plan, PlanLink, PlanTask
from tests.journeys.furnishing_changes import CHANGE_THINGS
from tests.journeys.furnishing_go_live import GO_LIVE_THINGS
from tests.journeys.furnishing_hours import HOURS_THINGS
from tests.journeys.furnishing_money import MONEY_THINGS
from tests.journeys.furnishing_reports import REPORT_THINGS
from tests.journeys.furnishing_roles import ROLE_THINGS
from tests.journeys.furnishing_staffing import STAFFING_THINGS

Make = Callable[[Person, datetime], Any]
MONDAY = datetime(2027, 3, 1, 8)


def furnish(things: Iterable[str], *, by: Person, at: datetime) -> dict[str, Any]:
    """Give what stands in the address for each thing: its id, number or name; what is made is of the city's day."""
    local = local_time(at)
    return {thing: THINGS[thing](by, local) if thing in THINGS else thing for thing in things}


def a_project(**kind: Any) -> Project:
    """Give the first project of a kind."""
    return Project.objects.filter(**kind).order_by("pk")[0]


def running() -> Project:
    """Give the project under way that has a schedule, a baseline and reports."""
    return a_project(state=Project.State.IN_PROGRESS, tier=Project.Tier.MEDIUM)


def plan_file(*, days: int = 5) -> bytes:
    """Give a Microsoft Project file of three tasks in a row."""
    tasks = [
        PlanTask(1, "Order radios", duration_minutes=days * 480),
        PlanTask(2, "Install radios", duration_minutes=4800),
        PlanTask(3, "Radios accepted", kind=Kind.MILESTONE),
    ]
    links = [PlanLink(1, 2), PlanLink(2, 3)]
    return write_mspdi(Plan("Radio exchange", MONDAY, tasks=tasks, links=links))


def _import(content: bytes, *, by: Person, at: datetime) -> ScheduleImport:
    department = by.department
    staged = stage_import(BytesIO(content), "radios.xml", department=department, by=by, at=at)
    staged.refresh_from_db()
    return staged


def _applied(by: Person, at: datetime) -> int:
    staged = _import(plan_file(), by=by, at=at)
    confirm_import(staged, by=by, at=at)
    return staged.pk


def _risk(by: Person, at: datetime) -> int:
    fields = RiskFields(
        event="Modems arrive late", cause="One maker", effect="Engines wait", probability=3, impact=4,
        cost_if_happens=Decimal(9000),
    )  # fmt: skip
    risk = create_risk(running(), fields, by=by, at=at)
    add_response_action(risk, {"text": "Order early", "owner": by, "due_on": at.date()}, by=by, at=at)
    escalate_risk(risk, by, reason="Money for a second maker", by=by, at=at)
    return risk.number


def _issue(by: Person, at: datetime) -> int:
    return create_issue(running(), {"title": "Antennas do not fit", "severity": 3}, by=by, at=at).number


def _assumption(by: Person, at: datetime) -> int:
    fields = AssumptionFields(statement="The county lends its truck", owner=by, validate_by=at.date())
    return record_assumption(running(), fields, by=by, at=at).number


def _dependency(by: Person, at: datetime) -> int:
    fields = DependencyFields(
        direction="owed_to_us", what="Signed site survey", department=by.department, owner=by,
        due_on=at.date(), task_uid=running().tasks.latest("pk").uid,
    )  # fmt: skip
    dependency = record_dependency(running(), fields, by=by, at=at)
    agree_to_date(dependency, "we", by=by, at=at)
    return dependency.number


def _lesson(by: Person, at: datetime) -> int:
    fields = LessonFields(happened="Masts came in two parts.", advice="Ask for the length of each part.")
    return record_lesson(running(), fields, by=by, at=at).number


def _task(*, is_summary: bool) -> int:
    tasks = running().tasks.filter(children__isnull=not is_summary)
    return tasks.order_by("-position")[1].pk


def _comment(by: Person, at: datetime) -> Comment:
    """Give a comment with an ask, an answer, and files beside it."""
    project = running()
    asked = project.roles.exclude(person=by).exclude(person__user=None)[0].person
    text = f"The survey:\n- roof\n- cellar\n\n@{asked.name}, when? See https://city.example/survey."
    comment = add_comment(project, text, by=by.account, at=at, asks=True)
    add_comment(project, "On Friday.", by=asked.account, at=at, reply_to=comment)
    removed = add_comment(project, "Wrong place.", by=by.account, at=at)
    remove_comment(removed, by=by.account, at=at)
    attach_file(project, BytesIO(b"%PDF-1.7 plan"), "Floor plan.pdf", by=by.account, at=at)
    return comment


def _commented(by: Person, at: datetime) -> int:
    topic_id = _comment(by, at).topic_id
    assert topic_id
    return topic_id


def _simulated(by: Person, at: datetime) -> int:
    simulate_project(running(), by=by, at=at)
    return running().pk


def _compared(by: Person, at: datetime) -> int:
    run = compare(running(), before="baseline-0", after="now", by=by, at=at)
    make_run(run, report=lambda *_: None, at=at)
    return running().pk


def _budgeted(by: Person, at: datetime) -> int:
    project = running()
    if not Budget.objects.filter(project=project).exists():
        tasks = project.tasks.filter(children=None)[:3]
        agree_budget(project, {task.uid: Decimal(9000) for task in tasks}, measures={}, by=by, at=at)
    return project.pk


def _brought(by: Person, at: datetime) -> int:
    rows = b"Date,Amount,Document,Task\n2027-02-01,1250.50,AP-J1,\n2027-02-02,x,AP-J2,\n2027-02-02,5,AP-J3,Nothing\n"
    return bring_expenditures(
        running(), BytesIO(rows), "february.csv", control_total=Decimal(1), by=by, at=at
    ).pk


def _meeting(by: Person, at: datetime) -> Meeting:
    """Give a meeting with a point on its agenda, and a line of each kind in its minutes."""
    fields = MeetingFields(title="Radio cut-over", facilitator=by, starts=MONDAY, project=running(), quorum=1)
    meeting = call_meeting(fields, invited=[], by=by, at=at)
    point = add_agenda_item(meeting, {"title": "Masts", "minutes": 10, "presenter": by}, by=by, at=at)
    mark_attendance(meeting.attendances.get(), "present", by=by, at=at)
    for kind in ("note", "decision", "action", "risk"):
        line = Line(f"A {kind} about masts", kind, point, by, at.date(), Vote(3, 1, 0))
        add_minute_entry(meeting, line, by=by, at=at)
    return meeting


def _sent_meeting(by: Person, at: datetime) -> int:
    meeting = _meeting(by, at)
    send_minutes(meeting, by=by, at=at)
    return meeting.pk


def _agenda_item(by: Person, at: datetime) -> int:
    item = _meeting(by, at).agenda_items.first()
    assert item
    return item.pk


def _series(by: Person, at: datetime) -> int:
    fields = SeriesFields(title="Staff meeting", facilitator=by, starts=MONDAY, department=by.department)
    return start_series(fields, members=[], by=by, at=at).pk


def _staffed(by: Person, at: datetime) -> Person:
    """Give a person with operations, and two open tasks that ask for more than the time that is left."""
    for task in running().tasks.filter(children=None, is_milestone=False, percent_complete=0)[:2]:
        assign(task, [Terms(by.pk)], by=by, at=at)
    assert by.department
    for subject, percent in ((by, 40), (by.department, 20)):
        set_operations(subject, share_percent=percent, first=at.date(), last=None, note="Desk", by=by, at=at)
    return by


def _team(by: Person, at: datetime) -> int:
    department = _staffed(by, at).department
    assert department
    return department.pk


def _leveling(by: Person, at: datetime) -> Run:
    _staffed(by, at)
    wanted = {running(): "normal"}
    terms: dict[str, Any] = {"objectives": ["early"], "until": None, "seconds": 1, "seed": 1}
    return start_leveling(wanted, **terms, as_of=at.date(), by=by, at=at)


def _leveled(by: Person, at: datetime) -> int:
    run = _leveling(by, at)
    make_run(run, report=lambda *_: None, at=at)
    return run.pk


def _kept_leveling(by: Person, at: datetime) -> int:
    run = Run.objects.get(pk=_leveled(by, at))
    keep_scenario(run, name="As it came", by=by, at=at)
    return run.pk


def _vendor(by: Person, at: datetime) -> Organization:
    return Organization.objects.filter(kind=Organization.Kind.VENDOR).order_by("pk")[0]


def _stakeholder(by: Person, at: datetime) -> int:
    fields = StakeholderFields(
        name="Dispatchers", interest=5, influence=4, current="resistant", desired="supportive", owner=by
    )
    return add_stakeholder(running(), fields, by=by, at=at).number


def _impacted_group(by: Person, at: datetime) -> int:
    fields = ImpactedGroupFields(name="Night shift", changes="New radios", impact=4, headcount=12)
    return add_impacted_group(running(), fields, by=by, at=at).number


def _communication(by: Person, at: datetime) -> int:
    fields = CommunicationFields(
        audience="Night shift", message="When radios change", cadence="monthly", channel="briefing",
        owner=by, next_on=at.date(),
    )  # fmt: skip
    communication = plan_communication(running(), fields, by=by, at=at)
    record_sent(communication, by=by, at=at)
    return communication.number


def _vendor_entry(by: Person, at: datetime) -> int:
    fields = VendorEntryFields(
        project=running(), kind="dispute", text="Freight", amount=Decimal(120), owner=by, due_on=at.date()
    )
    return add_vendor_entry(_vendor(by, at), fields, by=by, at=at).number


STAKES: dict[str, Make] = {
    "stakeholder": _stakeholder,
    "impacted-group": _impacted_group,
    "communication": _communication,
    "vendor": lambda by, at: _vendor(by, at).pk,
    "vendor entry": _vendor_entry,
}
THINGS: dict[str, Make] = {
    "staffed person": lambda by, at: _staffed(by, at).pk,
    "staffed team": _team,
    "leveling under way": lambda by, at: _leveling(by, at).pk,
    "leveling": _leveled,
    "kept leveling": _kept_leveling,
    "meeting": lambda by, at: _meeting(by, at).pk,
    "sent meeting": _sent_meeting,
    "agenda item": _agenda_item,
    "series": _series,
    "action item": lambda by, at: (
        raise_action_item({"title": "Order masts", "owner": by}, by=by, at=at).number
    ),
    **CHANGE_THINGS,
    **MONEY_THINGS,
    **GO_LIVE_THINGS,
    **STAFFING_THINGS,
    **HOURS_THINGS,
    **ROLE_THINGS,
    "project": lambda by, at: running().pk,
    "proposed": lambda by, at: a_project(state=Project.State.PROPOSED).pk,
    "small": lambda by, at: a_project(tier=Project.Tier.SMALL, state=Project.State.IN_PROGRESS).pk,
    "closed": lambda by, at: a_project(state=Project.State.CLOSED).pk,
    "simulated project": _simulated,
    "compared project": _compared,
    "budgeted project": _budgeted,
    "expenditure import": _brought,
    "task": lambda by, at: _task(is_summary=False),
    "summary task": lambda by, at: _task(is_summary=True),
    "topic": lambda by, at: "project",
    "comment": lambda by, at: _comment(by, at).pk,
    "commented project": _commented,
    "file": lambda by, at: (
        attach_file(running(), BytesIO(b"%PDF-1.7 plan"), "Floor plan.pdf", by=by.account, at=at).pk
    ),
    "baseline": lambda by, at: running().baselines.latest("number").number,
    "risk": _risk,
    "response action": lambda by, at: ResponseAction.objects.latest("pk").pk,
    "issue": _issue,
    "assumption": _assumption,
    "dependency": _dependency,
    "lesson": _lesson,
    **STAKES,
    **REPORT_THINGS,
    "document": lambda by, at: add_document(running(), {"title": "Contract"}, by=by, at=at).number,
    "topic kind": lambda by, at: "risk",
    "restricted risk": lambda by, at: running().risks.get(number=_risk(by, at)).pk,
    "previewed import": lambda by, at: _import(plan_file(), by=by, at=at).pk,
    "failed import": lambda by, at: _import(plan_file()[:400], by=by, at=at).pk,
    "applied import": _applied,
    "person": lambda by, at: by.pk,
    "department": lambda by, at: Department.objects.latest("pk").pk,
    "calendar": lambda by, at: WorkingCalendar.objects.earliest("pk").pk,
    "exception": lambda by, at: CalendarException.objects.earliest("pk").pk,
    "export": lambda by, at: JobRun.objects.create(job="tables.export", by=by.account, state="failed").pk,
    "view": lambda by, at: save_view("projects", "Large projects", "tier=large", by=by, at=at).pk,
    "rule": lambda by, at: next(iter(schemas())),
    "change set": lambda by, at: ChangeSet.objects.filter(subject_type="projects.project").latest("pk").pk,
}
