"""What of this area speaks against closing a project; each sentence names what is open."""

from collections.abc import Iterable

from milepost.domain.governance.models import (
    ActionItem,
    Benefit,
    ChangeRequest,
    Defect,
    GoLive,
    Handover,
    OperationalChange,
    PunchItem,
)
from milepost.domain.projects.guards import guards
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import counted, named

CLOSED = Project.State.CLOSED
NOT_OVER = (GoLive.State.PREPARING, GoLive.State.GO, GoLive.State.LIVE, GoLive.State.BACKED_OUT)


@guards(CLOSED)
def open_go_lives(project: Project) -> Iterable[str]:
    """Object while a go-live is to come or in hypercare."""
    names = list(project.go_lives.filter(state__in=NOT_OVER).values_list("title", flat=True))
    if names:
        yield f"{counted(len(names), 'go-live')} not over: {named(names)}."


@guards(CLOSED)
def open_change_requests(project: Project) -> Iterable[str]:
    """Object while change requests are neither applied, rejected nor withdrawn."""
    names = [str(change) for change in ChangeRequest.objects.open().filter(project=project)]
    if names:
        yield f"{counted(len(names), 'change request')} not ended: {named(names)}."


@guards(CLOSED)
def open_operational_changes(project: Project) -> Iterable[str]:
    """Object while an operational change is proposed or approved and has not ended."""
    open_states = (OperationalChange.State.PROPOSED, OperationalChange.State.APPROVED)
    rows = OperationalChange.objects.filter(project=project, state__in=open_states)
    names = list(rows.values_list("title", flat=True))
    if names:
        yield f"{counted(len(names), 'operational change')} not ended: {named(names)}."


@guards(CLOSED)
def open_defects(project: Project) -> Iterable[str]:
    """Object while defects are open or wait for their retest; deferred ones go into the hand-over."""
    rows = Defect.objects.filter(project=project, state__in=[Defect.State.OPEN, Defect.State.FIXED])
    names = list(rows.order_by("-severity", "number").values_list("title", flat=True))
    if names:
        yield f"{counted(len(names), 'defect')} still open: {named(names)}."


@guards(CLOSED)
def open_punch_items(project: Project) -> Iterable[str]:
    """Object while items of the punch list are open."""
    rows = PunchItem.objects.filter(project=project).exclude(state=PunchItem.State.CLOSED)
    names = [str(item) for item in rows]
    if names:
        yield f"{counted(len(names), 'punch item')} still open: {named(names)}."


@guards(CLOSED)
def open_action_items(project: Project) -> Iterable[str]:
    """Object while action items of the project are open."""
    names = list(ActionItem.objects.open().filter(project=project).values_list("title", flat=True))
    if names:
        yield f"{counted(len(names), 'action item')} still open: {named(names)}."


@guards(CLOSED)
def missing_handover(project: Project) -> Iterable[str]:
    """Object where something went live and operations has not taken it on; small projects may go without."""
    went_live = project.go_lives.filter(state=GoLive.State.STABLE).exists()
    handover = Handover.objects.filter(project=project).first()
    if went_live and handover is None:
        yield "Nobody was asked to take the system on: prepare the hand-over to operations."
    elif handover is not None and handover.accepted_at is None:
        yield f"{handover.support_owner or 'The support owner'} has not taken the system on."


@guards(CLOSED)
def benefits_without_owner(project: Project) -> Iterable[str]:
    """Object while a benefit is to be measured and nobody who is still here owns it."""
    rows = Benefit.objects.filter(project=project, state=Benefit.State.TO_MEASURE).exclude(
        owner__is_active=True
    )
    names = list(rows.values_list("title", flat=True))
    if names:
        yield f"{counted(len(names), 'benefit')} to measure without an owner: {named(names)}."
