"""Go-lives with their readiness, and cutovers as they run."""

from datetime import date, datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Day, Id, Instant, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.governance.actions.going_live import decide_go_live, edit_go_live, plan_go_live
from milepost.domain.governance.actions.readying import settle_readiness_item
from milepost.domain.governance.actions.running_cutover import back_out, begin_run, end_step, start_step
from milepost.domain.governance.calculations.run_board import BoardStep, run_board
from milepost.domain.governance.models import CutoverRun, GoLive, ReadinessItem, RunStep
from milepost.domain.governance.models.of_project import VIEW
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may

router = Router()


class GoLiveOut(Schema):
    """A go-live; its times are the city's, without a zone."""

    id: int
    number: int
    title: str
    state: str
    starts: Instant
    latest_back_out: Instant | None
    service_back_by: Instant | None
    lead_id: int | None
    bridge: str
    hypercare_until: date | None


class GoLiveFields(Schema):
    """What is known of a go-live; what is left out stays."""

    title: Words | None = Field(None, min_length=1, max_length=200)
    starts: Instant | None = None
    latest_back_out: Instant | None = None
    service_back_by: Instant | None = None
    lead_id: Id | None = None
    bridge: Words | None = Field(None, max_length=300)
    hypercare_until: Day | None = None


class GoLiveIn(GoLiveFields):
    """A go-live to plan."""

    title: Words = Field(min_length=1, max_length=200)
    starts: Instant


class ReadinessOut(Schema):
    """An item of the readiness checklist."""

    id: int
    category: str
    title: str
    owner_id: int | None
    due_on: date | None
    is_required: bool
    state: str
    evidence: str
    settled_by_id: int | None
    settled_at: datetime | None


class Settlement(Schema):
    """That an item is so, or not needed, and what shows it."""

    state: Literal["done", "not_needed"]
    evidence: Words = Field(min_length=1, max_length=1000)


class GoIn(Schema):
    """Go, go with conditions, or no-go."""

    outcome: Literal["go", "conditions", "no_go"]
    words: Words = ""


class RunIn(Schema):
    """What to begin."""

    kind: Literal["rehearsal", "cutover"]


class RunStepOut(Schema):
    """A step of a run; `start` and `end` are projected, and null where a failed step leaves them open."""

    id: int
    number: int
    kind: str
    title: str
    owner_id: int | None
    state: str
    note: str
    planned_start: datetime
    start: datetime | None
    end: datetime | None
    is_ready: bool


class CutoverRunOut(Schema):
    """A run as of now; a negative margin says that the last go/no-go point comes after the latest back-out."""

    id: int
    go_live_id: int
    kind: str
    state: str
    planned_end: datetime
    end: datetime | None
    minutes_late: int | None
    back_out_margin: int | None
    steps: list[RunStepOut]


class StepState(Schema):
    """What became of a step; failing and skipping need a note."""

    state: Literal["under_way", "done", "failed", "skipped"]
    note: Words = Field("", max_length=500)


class RunReason(Schema):
    """Why the run turns back."""

    reason: Words = Field(min_length=1, max_length=500)


@router.get("/projects/{project_id}/go-lives", response={200: list[GoLiveOut], **PROBLEMS})
@paginate(Pages)
def list_go_lives(request: Call, project_id: Id) -> QuerySet[GoLive]:
    """List a project's go-lives, the latest first."""
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    return GoLive.objects.filter(project=project)


@router.post("/projects/{project_id}/go-lives", response={201: GoLiveOut, **PROBLEMS})
def post_go_live(request: Call, project_id: Id, given: GoLiveIn) -> Status[GoLive]:
    """Plan a go-live."""
    project = project_for(request, project_id)
    return Status(201, plan_go_live(project, _sent(given), by=request.auth, at=now()))


@router.patch("/go-lives/{go_live_id}", response={200: GoLiveOut, **PROBLEMS})
def patch_go_live(request: Call, go_live_id: Id, given: GoLiveFields) -> GoLive:
    """Change a go-live."""
    go_live = _go_live(request, go_live_id)
    edit_go_live(go_live, _sent(given), by=request.auth, at=now())
    return go_live


@router.get("/go-lives/{go_live_id}/readiness", response={200: list[ReadinessOut], **PROBLEMS})
@paginate(Pages)
def list_readiness(request: Call, go_live_id: Id) -> QuerySet[ReadinessItem]:
    """List the readiness checklist of a go-live."""
    return ReadinessItem.objects.filter(go_live=_go_live(request, go_live_id))


@router.post("/readiness/{item_id}/settlement", response={200: ReadinessOut, **PROBLEMS})
def post_settlement(request: Call, item_id: Id, given: Settlement) -> ReadinessItem:
    """Settle an item of the checklist."""
    visible = GoLive.objects.visible_to(request.auth).order_by().values("pk")
    items = ReadinessItem.objects.select_related("go_live__project").filter(go_live__in=visible)
    item = get_object_or_404(items, pk=item_id)
    settle_readiness_item(item, given.state, evidence=given.evidence, by=request.auth, at=now())
    return item


@router.post("/go-lives/{go_live_id}/decisions", response={201: GoLiveOut, **PROBLEMS})
def post_go_decision(request: Call, go_live_id: Id, given: GoIn) -> Status[GoLive]:
    """Record go or no-go."""
    go_live = _go_live(request, go_live_id)
    decide_go_live(go_live, given.outcome, words=given.words, by=request.auth, at=now())
    return Status(201, go_live)


@router.post("/go-lives/{go_live_id}/runs", response={201: CutoverRunOut, **PROBLEMS})
def post_run(request: Call, go_live_id: Id, given: RunIn) -> Status[dict[str, Any]]:
    """Begin a rehearsal or the cutover."""
    run = begin_run(_go_live(request, go_live_id), given.kind, by=request.auth, at=now())
    return Status(201, _run_out(run))


@router.get("/cutover-runs/{run_id}", response={200: CutoverRunOut, **PROBLEMS})
def get_run(request: Call, run_id: Id) -> dict[str, Any]:
    """Give a run as of now."""
    return _run_out(_run(request, run_id))


@router.put("/cutover-runs/steps/{step_id}/state", response={200: CutoverRunOut, **PROBLEMS})
def put_step_state(request: Call, step_id: Id, given: StepState) -> dict[str, Any]:
    """Start a step, or say how it ended."""
    steps = RunStep.objects.select_related("run__go_live__project", "owner")
    step = get_object_or_404(steps, pk=step_id)
    _run(request, step.run_id)
    if given.state == "under_way":
        start_step(step, by=request.auth, at=now())
    else:
        end_step(step, given.state, note=given.note, by=request.auth, at=now())
    return _run_out(step.run)


@router.post("/cutover-runs/{run_id}/back-out", response={200: CutoverRunOut, **PROBLEMS})
def post_back_out(request: Call, run_id: Id, given: RunReason) -> dict[str, Any]:
    """Turn a run back."""
    run = _run(request, run_id)
    back_out(run, reason=given.reason, by=request.auth, at=now())
    return _run_out(run)


def _sent(given: GoLiveFields) -> Any:
    empty = {"latest_back_out", "service_back_by", "lead", "hypercare_until"}
    return sent(given, {"lead": Person}, may_be_empty=empty)


def _go_live(request: Call, go_live_id: int) -> GoLive:
    rows = GoLive.objects.visible_to(request.auth).select_related("project", "lead")
    found: GoLive = get_object_or_404(rows, pk=go_live_id)
    return found


def _run(request: Call, run_id: int) -> CutoverRun:
    """Give a run that the caller may see, or in which a step is the caller's."""
    run = get_object_or_404(CutoverRun.objects.select_related("go_live__project"), pk=run_id)
    person = request.auth
    if not may(person, VIEW, run.go_live.project) and not run.steps.filter(owner=person).exists():
        raise Http404
    return run


def _run_out(run: CutoverRun) -> dict[str, Any]:
    board = run_board(run, at=now())
    return {
        "id": run.pk, "go_live_id": run.go_live_id, "kind": run.kind, "state": run.state,
        "planned_end": board.planned_end, "end": board.end, "minutes_late": board.minutes_late,
        "back_out_margin": board.back_out_margin,
        "steps": [_step_out(one) for one in [*board.steps, *board.back_out_steps]],
    }  # fmt: skip


def _step_out(one: BoardStep) -> dict[str, Any]:
    names = ("id", "number", "kind", "title", "owner_id", "state", "note")
    times = {name: getattr(one, name) for name in ("planned_start", "start", "end", "is_ready")}
    return {name: getattr(one.step, name) for name in names} | times
