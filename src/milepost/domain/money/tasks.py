"""Background work of this area: thin wrappers around its actions."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.common.jobs import Progress, job
from milepost.domain.money.actions import importing_ledger
from milepost.domain.money.calculations.kept_forecasts import keep_forecasts, open_projects
from milepost.domain.money.models import LedgerImport
from milepost.domain.people.local_time import local_day


@job("money.read_ledger")
def read_ledger(progress: Progress, *, import_id: int) -> None:
    brought = LedgerImport.objects.select_related("source", "attachment", "by__user").get(pk=import_id)
    importing_ledger.read_ledger_file(brought, as_of=local_day(timezone.now()), report=progress.report)


@job("money.unstage_ledger")
def unstage_ledger(progress: Progress, *, import_id: int) -> None:
    importing_ledger.unstage(LedgerImport.objects.get(pk=import_id))


@db_periodic_task(crontab(minute="*/10"))
def follow_costs() -> None:
    """Forecast again what plan, ledger or day moved on."""
    keep_forecasts(list(open_projects()), as_of=local_day(timezone.now()))
