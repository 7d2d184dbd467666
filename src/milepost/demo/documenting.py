"""What the demo city keeps on record, as `data/documents.toml` has it: papers, holds, and what is restricted."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from itertools import count
from typing import Any

from milepost.demo.clock import MORNING, moment
from milepost.demo.living import Stage
from milepost.demo.papers import paper
from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.governance.actions.decisions import record_decision
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.documents import DocumentFields, add_document, hold_records, lift_hold
from milepost.domain.projects.actions.issues import IssueFields, create_issue
from milepost.domain.projects.actions.restricting import restrict
from milepost.domain.projects.actions.risks import RiskFields, create_risk
from milepost.domain.projects.models import Document, Project
from milepost.domain.projects.models.restriction import Restriction
from milepost.domain.reports.actions.exporting_record import export_record

Act = Callable[[datetime], None]
NOON = 12


def keep_documents(stage: Stage) -> Iterator[datetime]:
    """Give each moment at which something goes on record, and let it happen when asked for the next."""
    content = tomllib.loads(files(__package__).joinpath("data/documents.toml").read_text("utf-8"))
    desk = _Desk(stage)
    moments = [
        one for kind, rows in content.items() for row in rows for one in getattr(desk, f"_{kind}")(row)
    ]
    for at, _, act in sorted(moments, key=lambda one: one[:2]):
        yield at
        act(at)


class _Desk:
    """Turns rows of the file into what people do, each at its moment, on projects that are still open."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.turn = count(1)
        self.kept: dict[str, Document] = {}

    def _documents(self, row: dict[str, Any]) -> Iterator[tuple[datetime, int, Act]]:
        first, *later = row.get("versions", [{"days": row.get("days", 0)}])
        yield self._at(first["days"], lambda at: self._put_on_record(row, at))
        for version in later:
            yield self._at(version["days"], lambda at, version=version: self._attach(row, version, at))  # type: ignore[misc]

    def _holds(self, row: dict[str, Any]) -> Iterator[tuple[datetime, int, Act]]:
        made: dict[str, Any] = {}
        yield self._at(row["days"], lambda at: self._hold(row, made, at))
        if "lifted" in row:
            yield self._at(row["lifted"], lambda at: self._lift(row, made, at))

    def _restricted(self, row: dict[str, Any]) -> Iterator[tuple[datetime, int, Act]]:
        yield self._at(row["days"], lambda at: self._write_restricted(row, at))

    def _requests(self, row: dict[str, Any]) -> Iterator[tuple[datetime, int, Act]]:
        yield self._at(row["days"], lambda at: self._export(row, at))

    def _at(self, days: int, act: Act) -> tuple[datetime, int, Act]:
        number = next(self.turn)
        hour = NOON if days else MORNING
        return moment(self.stage.as_of - timedelta(days=days), hour, number % 55 if days else 0), number, act

    def _project(self, row: dict[str, Any]) -> Project | None:
        found = Project.objects.filter(name=row["project"]).select_related("manager").first()
        return found if found and found.manager and not found.is_over else None

    def _put_on_record(self, row: dict[str, Any], at: datetime) -> None:
        project = self._project(row)
        if project is None or project.manager is None:
            return
        fields = DocumentFields(
            title=row["title"],
            kind=row["kind"],
            retention=row.get("retention", "project"),
            address=row.get("address", ""),
            is_shared=row.get("shared", False),
        )
        if "review" in row:
            fields["review_on"] = self.stage.as_of + timedelta(days=row["review"])
        document = add_document(project, fields, by=project.manager, at=at)
        self.kept[row["title"]] = document
        if "versions" in row:
            self._attach(row, row["versions"][0], at)
        if "restriction" in row:
            self._restrict(document, row, by=project.manager, at=at)

    def _attach(self, row: dict[str, Any], version: dict[str, Any], at: datetime) -> None:
        document, project = self.kept.get(row["title"]), self._project(row)
        if document and project and project.manager:
            content = paper(document.title, [version["file"], *version["text"]])
            attach_file(document, content, f"{version['file']}.docx", by=project.manager.account, at=at)

    def _hold(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        project, document = self._project(row), self.kept.get(row.get("document", ""))
        if project and (document or "document" not in row):
            made["hold"] = hold_records(project, document, reason=row["reason"], by=self._officer, at=at)

    def _lift(self, row: dict[str, Any], made: dict[str, Any], at: datetime) -> None:
        if "hold" in made:
            lift_hold(made["hold"], reason=row["why_lifted"], by=self._officer, at=at)

    def _write_restricted(self, row: dict[str, Any], at: datetime) -> None:
        project = self._project(row)
        if project is None or project.manager is None:
            return
        entry = _MAKE[row["kind"]](project, row, project.manager, at)
        self._restrict(entry, row, by=project.manager, at=at)

    def _restrict(self, entry: Any, row: dict[str, Any], *, by: Person, at: datetime) -> None:
        restrict(entry, Restriction(row["restriction"]), reason=row["why"], by=by, at=at)

    def _export(self, row: dict[str, Any], at: datetime) -> None:
        if project := self._project(row):
            export_record(project, by=self._officer, at=at)

    @property
    def _officer(self) -> Person:
        return self.stage.cast.holder("Records officer")


def _risk(project: Project, row: dict[str, Any], by: Person, at: datetime) -> Any:
    names = ("event", "cause", "effect", "probability", "impact", "response")
    return create_risk(project, RiskFields(owner=by, **{name: row[name] for name in names}), by=by, at=at)  # type: ignore[typeddict-item]


def _issue(project: Project, row: dict[str, Any], by: Person, at: datetime) -> Any:
    names = ("title", "description", "severity")
    return create_issue(project, IssueFields(owner=by, **{name: row[name] for name in names}), by=by, at=at)  # type: ignore[typeddict-item]


def _decision(project: Project, row: dict[str, Any], by: Person, at: datetime) -> Any:
    told = {name: row[name] for name in ("reason", "decided_by")}
    return record_decision(project, row["text"], decided_on=at.date(), **told, by=by, at=at)


_MAKE: dict[str, Callable[[Project, dict[str, Any], Person, datetime], Any]] = {
    "risk": _risk,
    "issue": _issue,
    "decision": _decision,
}
