"""How the demo city goes live, as `data/go_live.toml` has it: nights, changes, training, defects and the rest."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from heapq import merge
from importlib.resources import files
from random import Random
from typing import Any

from milepost.demo.clock import moment, next_weekday
from milepost.demo.cutting_over import run_night, run_rehearsal, write_runbook
from milepost.demo.living import Stage
from milepost.demo.names import full_names
from milepost.domain.governance.actions.checking import plan_check, record_result
from milepost.domain.governance.actions.defects import defer_defect, fix_defect, report_defect
from milepost.domain.governance.actions.going_live import decide_go_live, plan_go_live
from milepost.domain.governance.actions.handing_over import (
    accept_handover,
    add_exit_criterion,
    measure_benefit,
    plan_benefit,
    prepare_handover,
)
from milepost.domain.governance.actions.operational_changes import (
    decide_operational_change,
    end_operational_change,
    propose_operational_change,
    send_outage_notice,
    write_outage_notice,
)
from milepost.domain.governance.actions.punch_list import (
    add_punch_item,
    close_punch_item,
    mark_punch_item_ready,
)
from milepost.domain.governance.actions.readying import (
    edit_readiness_item,
    settle_readiness_item,
    take_checklist,
)
from milepost.domain.governance.actions.testing_requirements import tie_checks
from milepost.domain.governance.actions.training import (
    RosterLine,
    enroll,
    plan_course,
    plan_session,
    record_attendance,
)
from milepost.domain.governance.models import GoLive, OperationalChange
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.models import Project

SATURDAY = 5
PLANNED_BEFORE, DECIDED_BEFORE = timedelta(days=40), timedelta(days=2)
Told = dict[str, Any]


def go_live(stage: Stage) -> Iterator[datetime]:
    """Give each moment at which somebody prepares or runs something, and let it happen when asked for the next."""
    told = tomllib.loads(files(__package__).joinpath("data/go_live.toml").read_text("utf-8"))
    lives: list[Iterator[datetime]] = [
        *(_cutover(one, told["runbooks"][one["runbook"]], stage) for one in told["go_lives"]),
        *(_change(one, stage) for one in told["changes"]),
        *(_check(one, stage) for one in told["checks"]),
        *(_defect(one, stage) for one in told["defects"]),
        *(_course(one, stage, number) for number, one in enumerate(told["courses"])),
        *(_benefit(one, stage) for one in told["benefits"]),
        *(_handover(one, stage) for one in told["handovers"]),
        _punch_list(told["punch_list"], stage),
    ]
    return merge(*lives, key=lambda at: at)


def _project(stage: Stage, told: Told) -> Project | None:
    """Give the project that is told of, where it is there and goes on."""
    found = next((one for one in stage.projects if one.name == told["project"]), None)
    return found if found is not None and found.manager is not None and not found.is_over else None


def _manager(project: Project) -> Person:
    if project.manager is None:
        raise LookupError(project.name)
    return project.manager


def _team(project: Project) -> list[Person]:
    roles = project.roles.select_related("person").order_by("pk")
    return [role.person for role in roles if role.person.is_active]


def _day(stage: Stage, weeks: float) -> date:
    return next_weekday(stage.as_of + timedelta(weeks=weeks), SATURDAY)


def _cutover(told: Told, runbook: Told, stage: Stage) -> Iterator[datetime]:
    night = datetime.combine(_day(stage, told["weeks"]), time(told["hour"]))
    planned_at = moment((night - PLANNED_BEFORE).date(), 10, 40)
    yield planned_at
    project = _project(stage, told)
    if project is None:
        return
    by = _manager(project)
    fields = {
        "title": told["title"], "starts": night, "lead": by, "bridge": told["bridge"],
        "latest_back_out": night + timedelta(minutes=told["latest_back_out"]),
        "service_back_by": night + timedelta(minutes=told["service_back_by"]),
        "hypercare_until": night.date() + timedelta(days=28),
    }  # fmt: skip
    planned = plan_go_live(project, fields, by=by, at=planned_at)  # type: ignore[arg-type]
    _ready(planned, told, at=planned_at)
    write_runbook(planned, runbook, _team(project), by=by, at=planned_at)
    for title in told.get("criteria", ()):
        add_exit_criterion(planned, title, by=by, at=planned_at)
    change = _propose(planned, told, runbook, by=by, at=planned_at)
    if "rehearsal_weeks" in told:
        rehearsed_at = moment(_day(stage, told["rehearsal_weeks"]) - timedelta(days=2), 9)
        yield rehearsed_at
        run_rehearsal(planned, runbook, by=by, at=rehearsed_at)
    decided_at = moment((night - DECIDED_BEFORE).date(), 15)
    yield decided_at
    _settle(planned, told, share=100, at=decided_at, leave=told.get("open_items", 0))
    decide_operational_change(change, "approved", words="", by=by, at=decided_at)
    _tell(change, project, by=by, at=decided_at)
    decide_go_live(planned, told["decision"], words=told["words"], by=by, at=decided_at)
    began_at = moment(night.date(), night.hour)
    yield began_at
    ended_at = run_night(planned, runbook, told, by=by, at=began_at)
    end_operational_change(change, "backed_out", words=told["back_out_reason"], by=by, at=ended_at)


def _ready(planned: GoLive, told: Told, *, at: datetime) -> None:
    take_checklist(planned, by=_manager(planned.project), at=at)
    team = _team(planned.project)
    for number, item in enumerate(planned.readiness_items.all()):
        edit_readiness_item(item, {"owner": team[number % len(team)]}, by=_manager(planned.project), at=at)
    _settle(planned, told, share=told.get("share_ready", 0), at=at)


def _settle(planned: GoLive, told: Told, *, share: int, at: datetime, leave: int = 0) -> None:
    items = list(planned.readiness_items.all())
    wanted = items[: len(items) * share // 100 - leave] if share else []
    for number, item in enumerate(wanted):
        if not item.is_settled:
            words = told["evidence"][number % len(told["evidence"])]
            settle_readiness_item(item, "done", evidence=words, by=_manager(planned.project), at=at)


def _propose(planned: GoLive, told: Told, runbook: Told, *, by: Person, at: datetime) -> OperationalChange:
    fields = {
        "title": told["title"], "systems": runbook["systems"], "starts": planned.starts, "ends": planned.ends,
        "level": "high", "risk": "Calls are taken on paper for three hours.", "go_live": planned, "owner": by,
        "back_out": "By the runbook; 105 minutes.", "ticket": told["ticket"],
    }  # fmt: skip
    return propose_operational_change(planned.project, fields, by=by, at=at)  # type: ignore[arg-type]


def _tell(change: OperationalChange, project: Project, *, by: Person, at: datetime) -> None:
    fields = {
        "subject": "Dispatch and police records are off on Saturday night",
        "words": "Emergency calls are answered as always. Reports cannot be written or read until Sunday morning. "
        "Write on paper and enter your reports on Sunday.",
        "contact": "Help desk, 303-555-0111, all night",
    }
    departments = [project.department, *project.partners.all()]
    notice = write_outage_notice(change, fields, departments=departments, by=by, at=at)  # type: ignore[arg-type]
    send_outage_notice(notice, by=by, at=at)


def _change(told: Told, stage: Stage) -> Iterator[datetime]:
    proposed_at = moment(stage.as_of - timedelta(days=9), 11, 5)
    yield proposed_at
    project = _project(stage, told)
    if project is None:
        return
    by = _manager(project)
    starts = datetime.combine(_day(stage, told["weeks"]), time(told["hour"]))
    fields = {
        "title": told["title"], "systems": told["systems"], "starts": starts, "owner": by,
        "ends": starts + timedelta(hours=told["hours"]), "level": told.get("level", "medium"),
        "risk": told.get("risk", ""), "back_out": told["back_out"], "ticket": told["ticket"],
    }  # fmt: skip
    change = propose_operational_change(project, fields, by=by, at=proposed_at)  # type: ignore[arg-type]
    decided_at = moment(stage.as_of - timedelta(days=4), 14)
    yield decided_at
    if "approved" in told:
        decide_operational_change(change, "approved", words=told["approved"], by=by, at=decided_at)


def _check(told: Told, stage: Stage) -> Iterator[datetime]:
    results = told.get("results", ())
    first = min((weeks for weeks, *_ in results), default=-2)
    planned_at = moment(stage.as_of + timedelta(weeks=first, days=-10), 9, 30)
    yield planned_at
    project = _project(stage, told)
    if project is None:
        return
    by = _manager(project)
    due = stage.as_of + timedelta(days=told["days"]) if "days" in told else None
    fields = {"title": told["title"], "criterion": told["criterion"], "owner": by, "due_on": due}
    check = plan_check(project, fields, by=by, at=planned_at)  # type: ignore[arg-type]
    for requirement in project.requirements.filter(text__in=told.get("tests", ())):
        tie_checks(requirement, [check], by=by, at=planned_at)
    for weeks, outcome, words, defect in results:
        at = moment(stage.as_of + timedelta(weeks=weeks), 16)
        yield at
        record_result(check, outcome, words=words, defect=defect, by=by, at=at)


def _defect(told: Told, stage: Stage) -> Iterator[datetime]:
    reported_at = moment(stage.as_of + timedelta(weeks=told["weeks"]), 13, 20)
    yield reported_at
    project = _project(stage, told)
    if project is None:
        return
    by, team = _manager(project), _team(project)
    due = stage.as_of + timedelta(days=told["days"]) if "days" in told else None
    fields = {"title": told["title"], "severity": told["severity"], "owner": team[-1], "due_on": due}
    defect = report_defect(project, fields, by=by, at=reported_at)  # type: ignore[arg-type]
    later = reported_at + timedelta(days=6)
    yield later
    if "fixed" in told:
        fix_defect(defect, outcome=told["fixed"], by=by, at=later)
    elif "deferred" in told:
        defer_defect(defect, outcome=told["deferred"], by=by, at=later)


def _course(told: Told, stage: Stage, number: int) -> Iterator[datetime]:
    planned_at = moment(stage.as_of - timedelta(weeks=6), 10, 15 + number)
    yield planned_at
    project = _project(stage, told)
    if project is None:
        return
    by = _manager(project)
    ready_by = stage.as_of + timedelta(weeks=told["ready_by"])
    fields = {"title": told["title"], "audience": told["audience"], "ready_by": ready_by, "owner": by}
    course = plan_course(project, fields, by=by, at=planned_at)  # type: ignore[arg-type]
    names = full_names(Random(f"{stage.seed}/{told['title']}"))
    for weeks, hour in ((-3, 8), (-1, 13), (1, 8)):
        starts = datetime.combine(stage.as_of + timedelta(weeks=weeks), time(hour))
        session = {
            "starts": starts,
            "duration_minutes": 240,
            "place": told["place"],
            "trainer": told["trainer"],
        }
        plan_session(course, session, by=by, at=planned_at)  # type: ignore[arg-type]
    for code, shift, count, _ in told["people"]:
        lines = [RosterLine(next(names), shift) for _ in range(count)]
        enroll(course, lines, stage.cast.departments[code], by=by, at=planned_at)
    held_at = moment(stage.as_of - timedelta(weeks=1), 17, number)
    yield held_at
    for _, shift, _, trained in told["people"]:
        record_attendance(
            course, dict.fromkeys(course.trainees.filter(shift=shift)[:trained], "trained"), by=by, at=held_at
        )


def _benefit(told: Told, stage: Stage) -> Iterator[datetime]:
    planned_at = moment(stage.as_of - timedelta(weeks=told.get("planned_weeks", 12)), 9, 50)
    yield planned_at
    project = next((one for one in stage.projects if one.name == told["project"]), None)
    if project is None or project.manager is None:
        return
    fields = {name: told[name] for name in ("title", "measure", "before", "target")}
    fields |= {
        "measure_on": stage.as_of + timedelta(weeks=told["weeks"]),
        "owner": project.sponsor or project.manager,
    }
    benefit = plan_benefit(project, fields, by=project.manager, at=planned_at)  # type: ignore[arg-type]
    if "state" in told:
        at = moment(stage.as_of + timedelta(weeks=told["weeks"]), 11)
        yield at
        measure_benefit(
            benefit, told["state"], measured=told["measured"], words=told["words"], by=project.manager, at=at
        )


def _handover(told: Told, stage: Stage) -> Iterator[datetime]:
    at = moment(stage.as_of + timedelta(weeks=told["weeks"]), 14, 10)
    yield at
    project = _project(stage, told)
    if project is None:
        return
    fields = {name: told[name] for name in ("support_hours", "documents", "licenses", "assets")}
    owner = stage.cast.holder(told["support_owner"])
    fields |= {"support_owner": owner, "support_team": stage.cast.departments[told["support_team"]]}
    handover = prepare_handover(project, fields, by=_manager(project), at=at)  # type: ignore[arg-type]
    if told.get("is_accepted"):
        accept_handover(handover, by=owner, at=at + timedelta(hours=2))


def _punch_list(told: Told, stage: Stage) -> Iterator[datetime]:
    walked_at = moment(stage.as_of - timedelta(days=12), 13, 40)
    yield walked_at
    project = _project(stage, told)
    if project is None:
        return
    by, team = _manager(project), _team(project)
    builder = Organization.objects.filter(name=told["organization"]).first()
    due = stage.as_of + timedelta(days=10)
    acts: dict[str, Callable[..., None]] = {"ready": mark_punch_item_ready, "closed": close_punch_item}
    items = []
    for number, (room, title, state) in enumerate(told["items"]):
        fields = {
            "room": room, "title": title, "organization": builder, "due_on": due, "owner": team[number % len(team)],
        }  # fmt: skip
        items.append((add_punch_item(project, fields, by=by, at=walked_at), state))  # type: ignore[arg-type]
    seen_at = moment(stage.as_of - timedelta(days=4), 15)
    yield seen_at
    for item, state in items:
        if state:
            acts[state](item, outcome="Done, photo in the file.", by=by, at=seen_at)
