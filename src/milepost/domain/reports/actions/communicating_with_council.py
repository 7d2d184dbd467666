"""A Council Communication is drafted from the last report, written by its author, and frozen for the packet."""

from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.calculations.council_words import draft_of
from milepost.domain.reports.models import CouncilCommunication, StatusReport

FIELDS = frozenset(
    {
        "meeting_on", "agenda_item", "location", "goals", "legal_review", "reading", "subject", "recommended_by",
        "approved_by", "introduced_by", "presenters", "synopsis", "recommendation", "implications", "alternatives",
        "analysis", "next_steps", "history",
    }
)  # fmt: skip
ASKED = ("subject", "synopsis", "recommendation", "implications")


class CannotCommunicate(Refusal):
    """Says what a Council Communication lacks."""


def draft_communication(
    project: Project, *, meeting_on: date, by: Person, at: datetime
) -> CouncilCommunication:
    """Draft the communication for a council meeting from the project's last published report."""
    require(by, "reports.write", project)
    report = StatusReport.objects.published().filter(project=project).first()
    if report is None:
        raise CannotCommunicate(
            gettext("Publish a status report first; the communication is written from it."),
            field="meeting_on",
        )
    (report,) = cleared([report])
    with recording("reports.draft_communication", by=by.account, at=at, subject=project) as record:
        record.summary = f"Council communication begun for {meeting_on:%b %-d, %Y}."
        return record.create(
            CouncilCommunication(
                project=project,
                meeting_on=meeting_on,
                author=by,
                created_at=at,
                facts=report.facts,
                **draft_of(project, report),
            )
        )


def revise_communication(
    communication: CouncilCommunication, *, by: Person, at: datetime, **values: object
) -> None:
    """Change what a draft says."""
    require(by, "reports.write", communication.project)
    _check_open(communication)
    if unknown := set(values) - FIELDS:
        raise CannotCommunicate(gettext("{names} cannot be edited.").format(names=", ".join(sorted(unknown))))
    with recording(
        "reports.revise_communication", by=by.account, at=at, subject=communication.project
    ) as record:
        record.update(communication, **values)


def finish_communication(communication: CouncilCommunication, *, by: Person, at: datetime) -> None:
    """Freeze a communication for the packet."""
    require(by, "reports.publish", communication.project)
    _check_open(communication)
    if missing := [name for name in ASKED if not getattr(communication, name).strip()]:
        raise CannotCommunicate(
            gettext("Council expects this to be filled in: {names}.").format(
                names=", ".join(name.replace("implications", "budget/staff implications") for name in missing)
            )
        )
    with recording(
        "reports.finish_communication", by=by.account, at=at, subject=communication.project
    ) as record:
        record.summary = f"Council communication for {communication.meeting_on:%b %-d, %Y} finished."
        record.update(communication, state=CouncilCommunication.State.FINISHED, finished_at=at)


def discard_communication(communication: CouncilCommunication, *, by: Person, at: datetime) -> None:
    """Throw a draft away."""
    require(by, "reports.write", communication.project)
    _check_open(communication)
    with recording(
        "reports.discard_communication", by=by.account, at=at, subject=communication.project
    ) as record:
        record.delete(communication)


def _check_open(communication: CouncilCommunication) -> None:
    if CouncilCommunication.objects.finished().filter(pk=communication.pk).exists():
        raise CannotCommunicate(gettext("This communication is in the packet and stays as it is."))
