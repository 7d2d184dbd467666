"""A go-live is planned, decided on, and ends."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.decisions import add_decision
from milepost.domain.governance.models import Decision, GoDecision, GoLive, ReadinessItem
from milepost.domain.governance.noticing import tell_of_go_decision
from milepost.domain.people.local_time import is_skipped, local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

State = GoLive.State
Outcome = GoDecision.Outcome


class CannotGoLive(Refusal):
    """Says why a go-live stays as it is."""


class GoLiveFields(TypedDict, total=False):
    """What is known of a go-live; `title` and `starts` are needed to plan one."""

    title: str
    starts: datetime
    service_back_by: datetime | None
    latest_back_out: datetime | None
    lead: Person | None
    bridge: str
    hypercare_until: date | None


def plan_go_live(project: Project, fields: GoLiveFields, *, by: Person, at: datetime) -> GoLive:
    """Plan a go-live of a project."""
    require(by, "governance.plan_go_live", project)
    require_project_open(project)
    with recording("governance.plan_go_live", by=by.account, at=at, subject=project) as record:
        number = next_number(f"go-lives-{project.pk}")
        go_live = GoLive(project=project, number=number, **fields)
        _check(go_live)
        record.summary = f"Go-live {number}: {go_live.title}"
        return record.create(go_live)


def edit_go_live(go_live: GoLive, fields: GoLiveFields, *, by: Person, at: datetime) -> None:
    """Change a go-live that is still to come, or the end of its hypercare; another night needs a new decision."""
    require(by, "governance.plan_go_live", go_live.project)
    with recording("governance.edit_go_live", by=by.account, at=at, subject=go_live.project) as record:
        lock_go_live(go_live)
        if set(fields) - {"hypercare_until", "lead"}:
            if not go_live.is_open:
                raise CannotGoLive(gettext("This go-live is over; only its hypercare can change."))
            _require_not_run(go_live)
        starts_before = go_live.starts
        record.update(go_live, **fields)
        _check(go_live)
        if go_live.starts != starts_before and go_live.state in {State.GO, State.BACKED_OUT}:
            record.update(go_live, state=State.PREPARING)
            record.summary = f"Go-live {go_live.number} moves; it needs a new decision."


def cancel_go_live(go_live: GoLive, *, reason: str, by: Person, at: datetime) -> None:
    """Give a go-live up, with a reason."""
    require(by, "governance.plan_go_live", go_live.project)
    if not reason.strip():
        raise CannotGoLive(gettext("Say why it is canceled."), field="reason")
    with recording(
        "governance.cancel_go_live", by=by.account, at=at, subject=go_live.project, reason=reason
    ) as record:
        lock_go_live(go_live)
        _require_to_come(go_live)
        record.update(go_live, state=State.CANCELED)
        record.summary = f"Go-live {go_live.number} is canceled."


def decide_go_live(go_live: GoLive, outcome: str, *, words: str, by: Person, at: datetime) -> GoDecision:
    """Record go or no-go; a go while required items are open needs conditions, and names them."""
    require(by, "governance.decide_go_live", go_live.project)
    with recording("governance.decide_go_live", by=by.account, at=at, subject=go_live.project) as record:
        lock_go_live(go_live)
        _require_to_come(go_live)
        missing = required_open(go_live)
        _require_words(Outcome(outcome), words.strip(), missing)
        made = _decided(record, go_live, Outcome(outcome), words.strip(), missing, by=by, at=at)
        record.update(go_live, state=State.GO if made.is_go else State.PREPARING)
        record.summary = f"{made}: {go_live.title}"
        tell_of_go_decision(made, by=by, at=at)
        return made


def required_open(go_live: GoLive) -> list[str]:
    """Name the required items of a checklist that are open."""
    items = go_live.readiness_items.filter(is_required=True, state=ReadinessItem.State.OPEN)
    return list(items.values_list("title", flat=True))


def lock_go_live(go_live: GoLive) -> GoLive:
    """Read a go-live of a project that goes on anew, and hold it until the transaction ends."""
    rows = GoLive.objects.select_for_update(of=("self",)).select_related("project", "lead")
    go_live.refresh_from_db(from_queryset=rows)
    require_project_open(go_live.project)
    return go_live


def require_project_open(project: Project) -> None:
    """Raise unless the project still takes changes."""
    if project.is_over:
        raise CannotGoLive(gettext("The project is over. Reopen it first."))


def _decided(
    record: Recorder,
    go_live: GoLive,
    outcome: GoDecision.Outcome,
    words: str,
    missing: list[str],
    *,
    by: Person,
    at: datetime,
) -> GoDecision:
    decision = Decision(
        number=next_number("decisions"),
        text=f"{outcome.label} for {go_live.title}",
        reason=words,
        decided_on=local_day(at),
        decided_by=by.name,
        project=go_live.project,
    )
    add_decision(record, decision, vote=None)
    return record.create(
        GoDecision(
            go_live=go_live, outcome=outcome, words=words, open_items=missing, by=by, at=at, decision=decision
        )
    )


def _require_words(outcome: GoDecision.Outcome, words: str, missing: list[str]) -> None:
    if outcome == Outcome.GO and missing:
        raise CannotGoLive(
            gettext("Required items are open: {titles}. Settle them, or give a go with conditions.").format(
                titles="; ".join(missing)
            ),
            field="outcome",
        )
    if outcome != Outcome.GO and not words:
        raise CannotGoLive(gettext("Give the conditions, or the reason for the no-go."), field="words")


def _require_to_come(go_live: GoLive) -> None:
    if not go_live.is_open:
        raise CannotGoLive(
            gettext("This go-live is marked “{state}” by now.").format(state=go_live.get_state_display())
        )
    _require_not_run(go_live)


def _require_not_run(go_live: GoLive) -> None:
    if go_live.runs.filter(state__in=["under_way", "backing_out"]).exists():
        raise CannotGoLive(gettext("Its runbook is being run this moment."))


def _check(go_live: GoLive) -> None:
    """Refuse times that the clocks never show, and an order of them that cannot be."""
    for field in ("starts", "service_back_by", "latest_back_out"):
        local = getattr(go_live, field)
        if local is not None and is_skipped(local):
            raise CannotGoLive(
                gettext("The clocks skip that hour in the night they are set forward; choose another."),
                field=field,
            )
    if go_live.service_back_by is not None and go_live.service_back_by <= go_live.starts:
        raise CannotGoLive(gettext("Service comes back after the cutover starts."), field="service_back_by")
    back_out = go_live.latest_back_out
    if back_out is not None and not (go_live.starts < back_out <= (go_live.service_back_by or back_out)):
        raise CannotGoLive(
            gettext("The latest back-out lies between the start and the time service is back."),
            field="latest_back_out",
        )
