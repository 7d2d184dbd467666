"""Engagements come from Project Online with their history: every row right, or nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import BinaryIO

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.queries import persons_by_name
from milepost.domain.projects.models import Project, Task, TaskDates
from milepost.domain.staffing.answerers import supervisor_of
from milepost.domain.staffing.models import RequestedTask, RequestEntry, StaffOffer, StaffRequest
from milepost.exchange.sheets.engagements import ListedEngagement, read_engagement_list
from milepost.exchange.sheets.lists import kept_in_a_file

MOST_ENGAGEMENTS = 5_000
Deed = RequestEntry.Deed
DEEDS = {
    StaffRequest.State.REQUESTED: Deed.SENT,
    StaffRequest.State.CONFIRMED: Deed.CONFIRMED,
    StaffRequest.State.DECLINED: Deed.DECLINED,
}


@dataclass(frozen=True, slots=True)
class Engagement:
    """A row with what its names mean; `is_known` where the same was brought before."""

    listed: ListedEngagement
    project: Project
    person: Person
    supervisor: Person
    is_known: bool

    @property
    def state(self) -> str:
        return str(StaffRequest.State(self.listed.state).label)


def read_engagements(content: BinaryIO, file_name: str) -> list[ListedEngagement]:
    """Read engagements as they were brought; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        return read_engagement_list(path, name=file_name)


def understood_engagements(rows: Sequence[ListedEngagement]) -> list[Engagement]:
    """Find project, person and supervisor of each row; raises `CannotImportList`."""
    if not 0 < len(rows) <= MOST_ENGAGEMENTS:
        raise CannotImportList([f"Bring 1 to {MOST_ENGAGEMENTS:,} engagements."])
    projects: dict[str, list[Project]] = {}
    for project in Project.objects.all():
        for text in {project.name.casefold(), project.number.casefold()}:
            projects.setdefault(text, []).append(project)
    people, problems, found = persons_by_name(), [], []
    for row in rows:
        named, person = projects.get(row.project.casefold(), []), people.get(row.resource.casefold())
        supervisor = person and supervisor_of(person)
        if len(named) != 1:
            problems.append(f"Row {row.row}: {len(named) or 'no'} projects are called “{row.project}”.")
        elif person is None:
            problems.append(f"Row {row.row}: nobody in the directory is called “{row.resource}”.")
        elif supervisor is None:
            problems.append(f"Row {row.row}: nobody supervises {person}.")
        else:
            found.append(Engagement(row, named[0], person, supervisor, _is_known(row, named[0], person)))
    if problems:
        raise CannotImportList(problems)
    return found


def import_engagements(rows: Sequence[ListedEngagement], *, by: Person, at: datetime) -> list[StaffRequest]:
    """Keep engagements as staff requests in the state they have; assignments come with the schedules, not from here.

    Those that were brought before are left alone. Raises `CannotImportList`.
    """
    require(by, "staffing.import_requests")
    with recording("staffing.import_engagements", by=by.account, at=at) as record:
        new = [each for each in understood_engagements(rows) if not each.is_known]
        made = [_kept_engagement(record, each, by=by, at=at) for each in new]
        record.summary = f"{len(made):,} engagements brought from Project Online."
    return made


def _is_known(row: ListedEngagement, project: Project, person: Person) -> bool:
    terms = {"first": row.first, "last": row.last, "share_percent": row.units}
    return StaffOffer.objects.filter(request__project=project, person=person, **terms).exists()


def _kept_engagement(record: Recorder, each: Engagement, *, by: Person, at: datetime) -> StaffRequest:
    row = each.listed
    if row.first is None or row.last is None:
        raise CannotImportList([f"Row {row.row} gives no period."])
    waits = row.state == StaffRequest.State.REQUESTED
    request = record.create(
        StaffRequest(
            project=each.project,
            number=next_number(f"staff-requests-{each.project.pk}"),
            state=row.state,
            person=each.person,
            reason=(row.name or "Engagement of Project Online")[:1000],
            needed_by=row.first,
            asked_by=each.project.manager or by,
            supervisor=each.supervisor,
            waits_since=at if waits else None,
        )
    )
    offer = record.create(
        StaffOffer(
            request=request,
            version=1,
            person=each.person,
            first=row.first,
            last=row.last,
            share_percent=row.units,
            by=by,
            at=at,
        )
    )  # fmt: skip
    if deed := DEEDS.get(StaffRequest.State(row.state)):
        record.create(
            RequestEntry(
                request=request, deed=deed, offer=offer, comment="Brought from Project Online.", by=by, at=at
            )
        )
    record.create_many(_tasks_of(request, offer))
    return request


def _tasks_of(request: StaffRequest, offer: StaffOffer) -> list[RequestedTask]:
    """Give the tasks of the project on which the person works within the period, with the dates they have."""
    tasks = Task.objects.filter(
        project=request.project,
        assignments__person=request.person,
        dates__start__lt=datetime.combine(offer.last + timedelta(days=1), time()),
        dates__finish__gt=datetime.combine(offer.first, time()),
    )
    dates = TaskDates.objects.in_bulk(list(tasks.values_list("pk", flat=True)))
    is_agreed = request.state == StaffRequest.State.CONFIRMED
    return [
        RequestedTask(
            request=request,
            uid=task.uid,
            agreed_first=min(offer.first, dates[task.pk].start.date()) if is_agreed else None,
            agreed_last=max(offer.last, dates[task.pk].finish.date()) if is_agreed else None,
        )
        for task in tasks
    ]
