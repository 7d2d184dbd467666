"""A project says what kind of work it will need, month by month, before its tasks do."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.staffing.models import RoleDemand, Skill, StaffingRole
from milepost.domain.staffing.models.role_demand import MOST_HOURS

MOST_MONTHS = 60


class CannotPlanDemand(Refusal):
    """Says why a demand is not planned so; `field` names the field it is about, where there is one."""


class DemandFields(TypedDict):
    """What is needed; any day names its month."""

    role: StaffingRole
    skill: Skill | None
    first: date
    last: date
    hours: float
    note: str


def plan_demand(project: Project, fields: DemandFields, *, by: Person, at: datetime) -> RoleDemand:
    """Add what a project needs of a role in each month of a period; raises `CannotPlanDemand`."""
    require(by, "staffing.request_staff", project)
    row = RoleDemand(project=project, **_checked_demand(project, fields))
    check_row(row)
    with recording("staffing.plan_demand", by=by.account, at=at, subject=project) as record:
        record.summary = f"{row}, {row.first:%b %Y} to {row.last:%b %Y}."
        return record.create(row)


def drop_demand(demand: RoleDemand, *, by: Person, at: datetime) -> None:
    """Need it no more."""
    require(by, "staffing.request_staff", demand.project)
    with recording("staffing.drop_demand", by=by.account, at=at, subject=demand.project) as record:
        record.delete(demand)


def _checked_demand(project: Project, fields: DemandFields) -> DemandFields:
    first, last = fields["first"].replace(day=1), fields["last"].replace(day=1)
    if project.is_over:
        raise CannotPlanDemand(gettext("This project is over; it needs nobody any more."))
    if last < first:
        raise CannotPlanDemand(gettext("The last month comes before the first."), field="last")
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        raise CannotPlanDemand(
            gettext("At most {most} months are planned at once.").format(most=MOST_MONTHS), field="last"
        )
    if not 1 <= fields["hours"] <= MOST_HOURS:
        raise CannotPlanDemand(
            gettext("Ask for 1 to {most:,} hours a month.").format(most=MOST_HOURS), field="hours"
        )
    return {**fields, "first": first, "last": last, "note": fields["note"].strip()}
