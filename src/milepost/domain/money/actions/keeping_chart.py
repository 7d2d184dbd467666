"""The chart of accounts is kept: funds, cost centers, accounts, funding sources, and the ledger's codes of projects."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.models import Account, CostCenter, Fund, FundingSource, LedgerCode
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

Part = TypeVar("Part", Fund, CostCenter, Account, FundingSource)


class CannotKeepChart(Refusal):
    """Says what is wrong with a part of the chart; may name its `field`."""


def keep_part(part: Part, values: Mapping[str, Any], *, by: Person, at: datetime) -> Part:
    """Add a fund, cost center, account or funding source that is new, or change one that stands."""
    require(by, "money.edit_chart")
    with recording("money.keep_chart", by=by.account, at=at) as record:
        if part.pk is None:
            for name, value in values.items():
                setattr(part, name, value)
            check_row(part)
            record.create(part)
            record.summary = gettext("{part} was added to the chart of accounts.").format(part=part)
        else:
            check_row(part, **values)
            record.update(part, **values)
        record.subject = part
    return part


def keep_code(project: Project, field: str, value: str, *, by: Person, at: datetime) -> LedgerCode:
    """Let a code of the ledger stand for a project from now on."""
    require(by, "money.allocate", project)
    value = value.strip()
    if not value:
        raise CannotKeepChart(gettext("Give the code as the ledger writes it."), field="value")
    standing = LedgerCode.objects.filter(field=field, value__iexact=value).select_related("project").first()
    if standing is not None and standing.project_id != project.pk:
        raise CannotKeepChart(
            gettext("The ledger's code {value} already stands for another project.").format(value=value),
            field="value",
        )
    if standing is not None:
        return standing
    with recording("money.keep_code", by=by.account, at=at, subject=project) as record:
        code = record.create(LedgerCode(field=field, value=value, project=project))
        record.summary = gettext("{code} of the ledger stands for this project.").format(code=code)
    return code


def drop_code(code: LedgerCode, *, by: Person, at: datetime) -> None:
    """Let a code of the ledger stand for a project no longer; what is allocated already stays."""
    require(by, "money.allocate", code.project)
    with recording("money.drop_code", by=by.account, at=at, subject=code.project) as record:
        record.delete(code)
