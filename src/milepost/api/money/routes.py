"""Earned value and expenditures of a project."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, project_for, today
from milepost.api.kinds import Id
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.money.calculations.earned_value import earned_value_of, expended_on
from milepost.domain.money.models import Allocation
from milepost.engine.earned_value import Measures

router = Router()


class Estimate(Schema):
    """An estimate at completion with what it takes for granted."""

    name: str
    assumption: str
    value: float | None


class MonthOut(Schema):
    """The end of a month, or the status date, with what was planned, earned and spent until then."""

    until: date
    planned: float
    earned: float | None
    actual: float | None


class MeasuresOut(Schema):
    """Measures of earned value; what cannot be computed yet is null."""

    uid: int | None
    budget: float
    planned: float
    earned: float
    actual: float | None
    schedule_variance: float
    cost_variance: float | None
    schedule_performance: float | None
    cost_performance: float | None
    estimate_at_completion: float | None


class EarnedValueOut(Schema):
    """Earned value of a project at its status date, in dollars; earned schedule in weeks."""

    status_date: date
    project: MeasuresOut
    estimates_at_completion: list[Estimate]
    earned_schedule: float
    actual_time: float
    months: list[MonthOut]
    tasks: list[MeasuresOut]


class ExpenditureOut(Schema):
    """A project's share of one line of a ledger document."""

    id: int
    on: date = Field(alias="entry.on")
    amount: Decimal
    document: str = Field(alias="entry.document")
    line: int = Field(alias="entry.line")
    fund: str | None = Field(None, alias="entry.fund.code")
    account: str | None = Field(None, alias="entry.account.code")
    fiscal_year: int = Field(alias="entry.fiscal_year")
    vendor: str = Field(alias="entry.vendor")
    uid: int | None
    description: str = Field(alias="entry.description")


@router.get("/projects/{project_id}/earned-value", response={200: EarnedValueOut, **PROBLEMS})
def get_earned_value(request: Call, project_id: Id) -> EarnedValueOut:
    """Measure a project by its latest baseline and budget; not found before it has both."""
    project = project_for(request, project_id)
    allowed(request, "money.view", project)
    found = earned_value_of(project, as_of=today())
    if found is None:
        raise Http404
    return EarnedValueOut(
        status_date=found.months_until_now[-1].until,
        project=_measures(None, found.whole),
        estimates_at_completion=[Estimate(**one._asdict()) for one in found.whole.at_completion],
        earned_schedule=found.in_time.earned,
        actual_time=found.in_time.at,
        months=[MonthOut(**month._asdict()) for month in found.months],
        tasks=[_measures(uid, measures) for uid, measures in found.by_uid.items()],
    )


@router.get("/projects/{project_id}/expenditures", response={200: list[ExpenditureOut], **PROBLEMS})
@paginate(Pages)
def list_expenditures(request: Call, project_id: Id) -> QuerySet[Allocation]:
    """List what was spent on a project, the latest first."""
    project = project_for(request, project_id)
    allowed(request, "money.view", project)
    found = expended_on(project).select_related("entry__fund", "entry__account")
    return found.order_by("-entry__on", "-entry")


def _measures(uid: int | None, measures: Measures) -> MeasuresOut:
    fields = set(MeasuresOut.model_fields) - {"uid"}
    return MeasuresOut(uid=uid, **{name: getattr(measures, name) for name in fields})
