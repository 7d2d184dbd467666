"""Common risks are taken from the library into a project, and risks worth remembering are kept in it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.risks import RiskFields, add_risk
from milepost.domain.projects.models import CommonRisk, Project, Risk
from milepost.domain.projects.risk_library.offering import OfferedRisk

KEPT = (
    "category",
    "event",
    "cause",
    "effect",
    "trigger",
    "probability",
    "impact",
    "strategy",
    "response",
)


class CannotUseLibrary(Refusal):
    """Says why nothing is taken from the library, or kept in it."""


def adopt_common_risks(
    project: Project, chosen: Sequence[OfferedRisk], *, by: Person, at: datetime
) -> list[Risk]:
    """Put chosen common risks on a project's register, to be rated anew there."""
    require(by, "projects.edit_risks", project)
    if not chosen:
        raise CannotUseLibrary(gettext("Choose the risks that this project may meet."))
    if project.is_over:
        raise CannotUseLibrary(
            gettext("{name} is over; its register stays as it is.").format(name=project.name)
        )
    with recording("projects.adopt_common_risks", by=by.account, at=at, subject=project) as record:
        adopted = [add_risk(record, project, _fields(one), by=by, at=at) for one in chosen]
        record.summary = f"{len(adopted)} common risks taken from the library."
    return adopted


def keep_common_risk(risk: Risk, *, by: Person, at: datetime) -> CommonRisk:
    """Keep a project's risk in the city's library, for projects of its type to come."""
    require(by, "projects.keep_risk_library")
    if risk.is_withheld:
        raise CannotUseLibrary(gettext("The risk is restricted; the library is read by the whole city."))
    if CommonRisk.objects.filter(type=risk.project.type, event=risk.event).exists():
        raise CannotUseLibrary(gettext("The library has this risk already."))
    with recording("projects.keep_common_risk", by=by.account, at=at) as record:
        words = {name: getattr(risk, name) for name in KEPT}
        kept = record.create(CommonRisk(type=risk.project.type, **words))
        record.summary = f"Kept in the library: {kept.event}"
    return kept


def drop_common_risk(common: CommonRisk, *, by: Person, at: datetime) -> None:
    """Offer a risk of the city's library no longer."""
    require(by, "projects.keep_risk_library")
    with recording("projects.drop_common_risk", by=by.account, at=at) as record:
        record.update(common, is_active=False)


def _fields(one: OfferedRisk) -> RiskFields:
    return RiskFields(
        event=one.event,
        cause=one.cause,
        effect=one.effect,
        trigger=one.trigger,
        category=one.category,
        probability=one.probability,
        impact=one.impact,
        strategy=one.strategy,
        response=one.response,
    )
