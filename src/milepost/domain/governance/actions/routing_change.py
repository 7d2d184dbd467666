"""A change asks for the sign-offs that its figures need, and draws on what can hold it."""

from datetime import date

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder
from milepost.domain.governance.actions.requesting_change import CannotChange
from milepost.domain.governance.calculations.change_routing import Asked, route_of
from milepost.domain.governance.models import ChangeImpact, ChangeRequest, ChangeStep
from milepost.domain.money.models import SpendingLimit
from milepost.domain.projects.models import Project

DrawsOn = ChangeRequest.DrawsOn
_ORDER = list(ChangeStep.Level)


def ask_sign_offs(record: Recorder, change: ChangeRequest, impact: ChangeImpact, *, on: date) -> None:
    """Write the sign-offs that an impact asks for, or add to those of an earlier one; raises `CannotChange`."""
    standing = {step.level: step for step in change.steps.all()}
    route = route_of(change, impact, on=on)
    record.create_many([_new_step(change, asked) for asked in route if asked.level not in standing])
    record.update_many(
        (standing[asked.level], {"because": asked.because[:300]})
        for asked in route
        if asked.level in standing
    )


def check_draws_on(change: ChangeRequest, impact: ChangeImpact, draws_on: str) -> None:
    """Raise `CannotChange` unless what a change draws on holds its figures."""
    if draws_on not in DrawsOn.values:
        raise CannotChange(gettext("Say what the change draws on."), field="draws_on")
    if draws_on == DrawsOn.FLOAT and (impact.cost > 0 or passes_baseline(change.project, impact)):
        raise CannotChange(
            gettext(
                "Float does not take this: it costs money, or the finish passes the one that was agreed."
            ),
            field="draws_on",
        )
    if draws_on == DrawsOn.CONTINGENCY and impact.cost > 0:
        reserve = SpendingLimit.objects.filter(
            project=change.project, kind=SpendingLimit.Kind.CONTINGENCY
        ).first()
        if reserve is None or reserve.left < impact.cost:
            left = f"${reserve.left:,.0f}" if reserve else gettext("nothing")
            raise CannotChange(
                gettext("The contingency does not hold this: {left} is left of it.").format(left=left),
                field="draws_on",
            )


def passes_baseline(project: Project, impact: ChangeImpact) -> bool:
    """Tell whether the finish would be later than it is now and than the current baseline has it."""
    agreed = project.baselines.last()
    after, before = impact.result["finish_after"], impact.result["finish_before"]
    if after is None or before is None or after <= before:
        return False
    return agreed is None or after > f"{agreed.finish:%Y-%m-%d}"


def _new_step(change: ChangeRequest, asked: Asked) -> ChangeStep:
    project = change.project
    person = {ChangeStep.Level.MANAGER: project.manager, ChangeStep.Level.SPONSOR: project.sponsor}.get(
        ChangeStep.Level(asked.level)
    )
    if person is None and asked.level not in ChangeStep.BOARDS:
        raise CannotChange(
            gettext("The project has nobody as {role}. Name somebody in its settings first.").format(
                role=ChangeStep.Level(asked.level).label.lower()
            )
        )
    return ChangeStep(
        change_request=change,
        position=_ORDER.index(ChangeStep.Level(asked.level)) + 1,
        level=asked.level,
        person=person,
        because=asked.because[:300],
    )
