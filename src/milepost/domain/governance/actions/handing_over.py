"""Hypercare ends by its criteria, operations takes over, and benefits are measured."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.governance.actions.going_live import (
    CannotGoLive,
    lock_go_live,
    require_project_open,
)
from milepost.domain.governance.models import Benefit, ExitCriterion, GoLive, Handover
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require, require_own
from milepost.domain.projects.models import Project

State = Benefit.State


class CannotHandOver(CannotGoLive):
    """Says why hypercare, a hand-over or a benefit stays as it is."""


class HandoverFields(TypedDict, total=False):
    """What operations takes over."""

    support_owner: Person | None
    support_team: Department | None
    support_hours: str
    documents: str
    licenses: str
    assets: str
    left_open: str


class BenefitFields(TypedDict, total=False):
    """What is known of a benefit; `title`, `measure`, `target` and `measure_on` are needed to plan one."""

    title: str
    measure: str
    before: str
    target: str
    owner: Person | None
    measure_on: date


def add_exit_criterion(go_live: GoLive, title: str, *, by: Person, at: datetime) -> ExitCriterion:
    """Say what must be so before hypercare ends."""
    require(by, "governance.plan_go_live", go_live.project)
    with recording("governance.add_exit_criterion", by=by.account, at=at, subject=go_live.project) as record:
        _hold_before_stable(go_live)
        return record.create(ExitCriterion(go_live=go_live, title=title))


def meet_exit_criterion(criterion: ExitCriterion, *, measured: str, by: Person, at: datetime) -> None:
    """Record what was measured, and that it is enough."""
    require(by, "governance.plan_go_live", criterion.go_live.project)
    if not measured.strip():
        raise CannotHandOver(gettext("Say what was measured."), field="measured")
    with recording(
        "governance.meet_exit_criterion", by=by.account, at=at, subject=criterion.go_live.project
    ) as record:
        _hold_before_stable(criterion.go_live)
        record.update(criterion, measured=measured.strip(), met_on=local_day(at), met_by=by)


def remove_exit_criterion(criterion: ExitCriterion, *, by: Person, at: datetime) -> None:
    """Take a criterion away."""
    require(by, "governance.plan_go_live", criterion.go_live.project)
    with recording(
        "governance.remove_exit_criterion", by=by.account, at=at, subject=criterion.go_live.project
    ) as record:
        _hold_before_stable(criterion.go_live)
        record.delete(criterion)


def end_hypercare(go_live: GoLive, *, by: Person, at: datetime) -> None:
    """End the hypercare of what went live, once every criterion is met."""
    require(by, "governance.decide_go_live", go_live.project)
    with recording("governance.end_hypercare", by=by.account, at=at, subject=go_live.project) as record:
        lock_go_live(go_live)
        if not go_live.is_in_hypercare:
            raise CannotHandOver(
                gettext("This go-live is marked “{state}”.").format(state=go_live.get_state_display())
            )
        criteria = ExitCriterion.objects.filter(go_live=go_live, met_on=None)
        left = list(criteria.values_list("title", flat=True))
        if left:
            raise CannotHandOver(gettext("Not met yet: {titles}.").format(titles="; ".join(left)))
        record.update(go_live, state=GoLive.State.STABLE)
        record.summary = f"The hypercare of {go_live.title} ends."


def prepare_handover(project: Project, fields: HandoverFields, *, by: Person, at: datetime) -> Handover:
    """Write down what operations takes over; whoever took it over before is asked again."""
    require(by, "governance.plan_go_live", project)
    require_project_open(project)
    with recording("governance.prepare_handover", by=by.account, at=at, subject=project) as record:
        handover: Handover | None = Handover.objects.select_for_update().filter(project=project).first()
        if handover is None:
            return record.create(Handover(project=project, **fields))
        before = {name: getattr(handover, name) for name in fields}
        record.update(handover, **fields)
        if before != fields and handover.accepted_at is not None:
            record.update(handover, accepted_by=None, accepted_at=None)
        return handover


def accept_handover(handover: Handover, *, by: Person, at: datetime) -> None:
    """Take a system on: by its support owner, and nobody else."""
    require_own(by, "governance.accept_handover", handover.project, owner_id=handover.support_owner_id)
    with recording("governance.accept_handover", by=by.account, at=at, subject=handover.project) as record:
        handover.refresh_from_db(from_queryset=Handover.objects.select_related("project"))
        if missing := missing_from(handover):
            raise CannotHandOver(gettext("Still missing: {names}.").format(names=", ".join(missing)))
        record.update(handover, accepted_by=by, accepted_at=at)
        record.summary = f"{by} takes on the support of {handover.project}."


def missing_from(handover: Handover) -> list[str]:
    """Name what a hand-over needs and does not hold yet."""
    needed = ("support_owner", "support_team", "documents", "licenses", "assets")
    return [
        str(Handover._meta.get_field(name).verbose_name).lower()  # type: ignore[union-attr]
        for name in needed
        if not getattr(handover, name)
    ]


def plan_benefit(project: Project, fields: BenefitFields, *, by: Person, at: datetime) -> Benefit:
    """Say what the project is to bring, who measures it and when."""
    require(by, "governance.plan_go_live", project)
    with recording("governance.plan_benefit", by=by.account, at=at, subject=project) as record:
        return record.create(Benefit(project=project, **fields))


def edit_benefit(benefit: Benefit, fields: BenefitFields, *, by: Person, at: datetime) -> None:
    """Change a benefit that is not measured yet."""
    require(by, "governance.plan_go_live", benefit.project)
    with recording("governance.edit_benefit", by=by.account, at=at, subject=benefit.project) as record:
        benefit.refresh_from_db()
        if not benefit.is_open:
            raise CannotHandOver(gettext("It is measured, and stays as it is."))
        record.update(benefit, **fields)


def measure_benefit(
    benefit: Benefit, state: str, *, measured: str, words: str, by: Person, at: datetime
) -> None:
    """Record what a benefit came to; also after the project is closed."""
    require_own(by, "governance.plan_go_live", benefit.project, owner_id=benefit.owner_id)
    if state not in set(State) - {State.TO_MEASURE}:
        raise CannotHandOver(gettext("Say how far it is realized."), field="state")
    if not measured.strip():
        raise CannotHandOver(gettext("Say what was measured."), field="measured")
    with recording("governance.measure_benefit", by=by.account, at=at, subject=benefit.project) as record:
        benefit.refresh_from_db()
        record.update(
            benefit, state=State(state), measured=measured.strip(), words=words.strip(),
            measured_on=local_day(at), measured_by=by,
        )  # fmt: skip
        record.summary = f"{benefit.get_state_display()}: {benefit.title}"


def _hold_before_stable(go_live: GoLive) -> None:
    lock_go_live(go_live)
    if go_live.state in {GoLive.State.STABLE, GoLive.State.CANCELED}:
        raise CannotHandOver(gettext("This go-live is over; its criteria stay as they are."))
