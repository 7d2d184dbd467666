"""Budget reports of the ERP are brought to be reconciled with; they post nothing."""

import hashlib
from datetime import date, datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext

from milepost.domain.common.models import Attachment
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.models import BudgetReport, BudgetReportLine, LedgerSource
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.sheets.budget_reports import ReportLine, read_budget_report
from milepost.exchange.sheets.expenditures import Reject
from milepost.exchange.sheets.lists import kept_in_a_file

MOST_REJECTS = 200


class CannotReconcile(Refusal):
    """Says why a report is not taken; may name its `field`."""


def bring_report(
    source: LedgerSource,
    content: bytes,
    file_name: str,
    *,
    fiscal_year: int,
    through: date,
    by: Person,
    at: datetime,
) -> BudgetReport:
    """Keep a budget report with its accounts; rows that cannot be read are named."""
    require(by, "money.import_ledger")
    if source.profile != LedgerSource.Profile.BUDGET:
        raise CannotReconcile(gettext("Choose a source whose files are budget reports."), field="source")
    name = file_name.replace("\\", "/").rpartition("/")[2][-255:] or "report"
    try:
        with kept_in_a_file(BytesIO(content), name) as path:
            rows = list(read_budget_report(path, name=name, columns=source.columns))
    except UnreadableFile as error:
        raise CannotReconcile(str(error), field="file") from error
    lines = [row for row in rows if isinstance(row, ReportLine)]
    rejects = [{"row": row.row, "reason": row.reason} for row in rows if isinstance(row, Reject)]
    if not lines:
        raise CannotReconcile(gettext("The report has no account that can be read."), field="file")
    with recording("money.bring_report", by=by.account, at=at, subject=source) as record:
        attachment = record.create(
            Attachment(
                name=name, content=ContentFile(content, name=name), size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )  # fmt: skip
        report = record.create(
            BudgetReport(
                source=source, attachment=attachment, fiscal_year=fiscal_year, through=through,
                rejects=rejects[:MOST_REJECTS], by=by, at=at,
            )
        )  # fmt: skip
        fields = ReportLine.__dataclass_fields__
        record.create_many(
            [
                BudgetReportLine(report=report, **{name: getattr(line, name) for name in fields})
                for line in lines
            ]
        )
        record.summary = gettext("{name} of {count:,} accounts was brought.").format(
            name=name, count=len(lines)
        )
    return report
