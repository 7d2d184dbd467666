"""What people of the demo city write into their registers, as `data/registers.toml` has it."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from milepost.demo.clock import moment
from milepost.demo.living import Stage
from milepost.domain.governance.actions.stakeholders import (
    add_impacted_group,
    add_stakeholder,
    plan_communication,
    record_sent,
)
from milepost.domain.governance.actions.vendor_log import add_vendor_entry, settle_vendor_entry
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.actions.assumptions import (
    confirm_assumption,
    fail_into_issue,
    fail_into_risk,
    record_assumption,
)
from milepost.domain.projects.actions.dependencies import (
    agree_to_date,
    edit_dependency,
    end_dependency,
    record_dependency,
)
from milepost.domain.projects.actions.issues import create_issue, resolve_issue
from milepost.domain.projects.actions.lessons import record_lesson
from milepost.domain.projects.models import Project

Moment = tuple[datetime, int, Callable[[datetime], None]]
FAILING: dict[str, Any] = {"holds": confirm_assumption, "risk": fail_into_risk, "issue": fail_into_issue}
SEEN_AFTER, SENT_AFTER = timedelta(days=150), timedelta(days=1)
LEFT_DUE = timedelta(days=4)


def keep_registers(stage: Stage) -> Iterator[datetime]:
    """Give each moment at which somebody writes into a register, and let it be written when asked for the next."""
    content = tomllib.loads(files(__package__).joinpath("data/registers.toml").read_text("utf-8"))
    told = _Told(stage)
    moments = [one for kind, rows in content.items() for row in rows for one in told.moments(kind, row)]
    for at, _, act in sorted(moments, key=lambda one: one[:2]):
        yield at
        act(at)


class _Told:
    """Turns rows of the file into what people do, each at its moment; what needs an open project is left out else."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.count = 0

    def moments(self, kind: str, row: dict[str, Any]) -> Iterator[Moment]:
        """Give the moments of a row."""
        made: dict[str, Any] = {}
        act = getattr(self, f"_{kind}")
        yield self._at(row.get("days", SEEN_AFTER.days), lambda at: act(row, made, at))
        if "did" in row:
            yield self._at(row["did_days"], lambda at: self._end(kind, row, made, at))
        if "moved" in row:
            yield self._at(row["moved"], lambda at: self._move(row, made, at))
        if "settled" in row:
            yield self._at(row["settled"], lambda at: self._settle(kind, row, made, at))
        if kind == "communications":
            for days in range(row["days"], LEFT_DUE.days, -7):
                yield self._at(days, lambda at: self._send(row, made, at))

    def _at(self, days: int, act: Callable[[datetime], None]) -> Moment:
        self.count += 1
        return moment(self.stage.as_of - timedelta(days=days), 13, self.count % 55), self.count, act

    def _day(self, days: int) -> date:
        return self.stage.as_of + timedelta(days=days)

    def _project(self, row: dict[str, Any], *, is_open: bool = True) -> Project | None:
        """Give the project of a row as it stands by now."""
        found = Project.objects.filter(name=row.get("project", "")).prefetch_related("roles").first()
        return None if found is None or (is_open and found.is_over) else found

    def _who(self, project: Project, role: str) -> Person:
        holders = project.roles.filter(role=role, person__is_active=True).select_related("person")
        return next((one.person for one in holders), self._manager(project))

    def _manager(self, project: Project) -> Person:
        return project.manager or self.stage.cast.holder("PMO lead")

    def _assumptions(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if project := self._project(row):
            fields = {name: row[name] for name in ("statement", "basis", "consequence", "category")}
            known: Any = fields | {
                "owner": self._who(project, row["who"]),
                "validate_by": self._day(row["due"]),
            }
            made["row"] = record_assumption(project, known, by=self._manager(project), at=at)

    def _dependencies(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        project = self._project(row)
        if project is None:
            return
        other = Project.objects.filter(name=row.get("other_project", "")).first()
        organization = Organization.objects.filter(name=row.get("organization", "")).first()
        contacts = Person.objects.filter(organization=organization, is_active=True).order_by("pk")
        fields: Any = {
            "direction": row["direction"],
            "what": row["what"],
            "other_project": other,
            "organization": organization,
            "department": self.stage.cast.departments.get(row.get("department", "")),
            "owner": self._who(project, row["who"]),
            "counterpart": contacts.first() if organization else other and other.manager,
            "due_on": self._day(row["due"] - row.get("moved", 0) // 2),
            "is_shared": organization is not None,
        }
        if other is None and "other_project" in row:
            return
        made["row"] = record_dependency(project, fields, by=self._manager(project), at=at)
        if "moved" not in row:
            self._agree(row, made, at)

    def _agree(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        dependency = made["row"]
        manager = self._manager(dependency.project)
        agree_to_date(dependency, "we", by=manager, at=at)
        if row.get("agreed"):
            said_by = f"{dependency.counterpart or dependency.party}, in the weekly call"
            agree_to_date(dependency, "they", said_by=said_by, by=manager, at=at)

    def _move(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if (dependency := made.get("row")) and self._project(row):
            manager = self._manager(dependency.project)
            edit_dependency(dependency, {"due_on": self._day(row["due"])}, by=manager, at=at)
            self._agree(row, made, at)

    def _lessons(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if project := self._project(row, is_open=False):
            known: Any = {name: row[name] for name in ("kind", "category", "happened", "advice")}
            record_lesson(project, known, by=self._manager(project), at=at)

    def _end(self, kind: str, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if "row" not in made or self._project(row) is None:
            return
        entry = made["row"]
        by = self._manager(entry.project)
        if kind == "assumptions":
            FAILING[row["did"]](entry, outcome=row["outcome"], by=by, at=at)
        else:
            end_dependency(entry, row["did"], outcome="", by=by, at=at)

    def _stakeholders(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if project := self._project(row):
            names = ("name", "stake", "interest", "influence", "current", "desired")
            known: Any = {name: row[name] for name in names} | {
                "approach": row.get("approach", ""),
                "owner": self._who(project, "business_lead"),
            }
            add_stakeholder(project, known, by=self._manager(project), at=at)

    def _groups(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if project := self._project(row):
            names = ("name", "headcount", "changes", "impact", "readiness")
            known: Any = {name: row[name] for name in names} | {
                "department": self.stage.cast.departments[row["department"]],
                "owner": self._who(project, "business_lead"),
            }
            add_impacted_group(project, known, by=self._manager(project), at=at)

    def _communications(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if project := self._project(row):
            known: Any = {name: row[name] for name in ("audience", "message", "cadence", "channel")} | {
                "owner": self._who(project, row["who"]),
                "next_on": self._day(14 - row["days"]),
            }
            made["row"] = plan_communication(project, known, by=self._manager(project), at=at)

    def _send(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        """Send what has come due within the week."""
        if "row" not in made or self._project(row) is None:
            return
        communication = made["row"]
        is_due = communication.next_on is not None and communication.next_on <= at.date()
        if is_due and communication.state == "active":
            record_sent(communication, by=self._manager(communication.project), at=at)

    def _vendor_entries(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        organization = Organization.objects.filter(name=row["vendor"]).first()
        project = self._project(row)
        if organization is None or ("project" in row and project is None):
            return
        by = self._manager(project) if project else self.stage.cast.holder("PMO lead")
        known: Any = {
            "project": project,
            "kind": row["kind"],
            "text": row["text"],
            "amount": Decimal(row["amount"]) if "amount" in row else None,
            "owner": self._who(project, row["who"]) if project and "who" in row else None,
            "due_on": self._day(row["due"]) if "due" in row else None,
        }
        made["row"], made["by"] = add_vendor_entry(organization, known, by=by, at=at), by

    def _issues(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if project := self._project(row):
            known: Any = {name: row[name] for name in ("title", "severity")} | {
                "owner": self._who(project, row["who"])
            }
            made["row"], made["by"] = (
                create_issue(project, known, by=self._manager(project), at=at),
                self._manager(project),
            )

    def _settle(self, kind: str, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if "row" in made and kind == "issues":
            if self._project(row):
                resolve_issue(made["row"], resolution=row["resolution"], by=made["by"], at=at)
        elif "row" in made:
            settle_vendor_entry(made["row"], settlement=row["settlement"], by=made["by"], at=at)
