"""What a page shows of the runs behind it: the one whose result stands there, the one under way, and earlier ones."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.http import Http404
from django.utils.timezone import localdate

from milepost.domain.common.models import Run
from milepost.domain.common.models.run import RunQuerySet
from milepost.domain.common.runs import changed_since, run_kind
from milepost.web.access import AskedBy

SHOWN_EARLIER = 12


@dataclass(frozen=True, slots=True)
class RunPanel:
    """The runs of one kind about one subject, as a page shows them."""

    title: str
    shown: Run | None
    """The run whose result the page shows: the one the address names, else the latest."""
    under_way: Run | None
    failed: Run | None
    """The latest asked for, where it ended without a result."""
    earlier: list[Run]
    """All that have a result, the latest first."""
    changed: list[str]
    """What is otherwise now than when the shown run read it."""
    may_start: bool

    @property
    def made_on(self) -> date | None:
        """The city's day on which the shown run was made."""
        return localdate(self.shown.made_at) if self.shown and self.shown.made_at else None

    @property
    def is_latest(self) -> bool:
        return not self.earlier or self.shown == self.earlier[0]


def panel_of(request: AskedBy, kind: str, subject: models.Model | None) -> RunPanel:
    """Give the panel; `?run=` names an earlier run, and one that does not exist raises `Http404`."""
    about = Run.objects.about(kind, subject).select_related("by", "job")
    made = list(about.made().defer("result")[:SHOWN_EARLIER])
    latest = about.filter(made_at=None).first()
    if latest is not None and made and made[0].pk > latest.pk:
        latest = None
    shown = _shown(about, made, request.GET.get("run", ""))
    is_under_way = latest is not None and latest.is_under_way
    asked = shown or latest or Run(kind=kind)
    return RunPanel(
        title=run_kind(kind).title,
        shown=shown,
        under_way=latest if is_under_way else None,
        failed=None if is_under_way else latest,
        earlier=made,
        changed=changed_since(shown) if shown else [],
        may_start=run_kind(kind).may_start(request.person.account, asked, subject),
    )


def _shown(about: RunQuerySet, made: list[Run], named: str) -> Run | None:
    if not named:
        return made[0] if made else None
    run = about.made().filter(pk=named).first() if named.isdecimal() else None
    if run is None:
        raise Http404
    return run
