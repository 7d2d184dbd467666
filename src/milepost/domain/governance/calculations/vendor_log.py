"""One running log for a vendor over all projects: what is open, late, owed either way, and disputed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q

from milepost.domain.governance.models import ActionItem, VendorEntry
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.models import Dependency, Issue, Project, Task
from milepost.domain.projects.queries import with_agreement

AHEAD = timedelta(days=30)
SHOWN_NOTES = 20


@dataclass(frozen=True, slots=True)
class VendorLog:
    """The parts of a log, each as far as its reader sees it."""

    action_items: list[ActionItem]
    late_tasks: list[Task]
    owed_to_us: list[Dependency]
    we_owe: list[Dependency]
    issues: list[Issue]
    disputes: list[VendorEntry]
    promises: list[VendorEntry]
    notes: list[VendorEntry]

    @property
    def disputed(self) -> Decimal:
        """The dollars in dispute."""
        return sum((one.amount for one in self.disputes if one.amount), Decimal())

    def late_count(self, as_of: date) -> int:
        """Count what the vendor owes and is late with."""
        late: list[Dependency | VendorEntry | ActionItem] = [
            *self.owed_to_us,
            *self.promises,
            *self.action_items,
        ]
        return len(self.late_tasks) + sum(bool(one.days_overdue(as_of)) for one in late)


def vendor_log(organization: Organization, *, seen_by: Person, as_of: date) -> VendorLog:
    """Gather the log of a vendor: action items of its people and its meetings, late work, dependencies, entries."""
    items = ActionItem.objects.visible_to(seen_by).open()
    its_own = Q(owner__organization=organization) | Q(meeting__organization=organization)
    projects = Project.objects.where_may(seen_by, "governance.view_vendor_log").open().order_by()
    tasks = Task.objects.filter(
        project__in=projects,
        responsible__organization=organization,
        is_active=True,
        children=None,
        percent_complete__lt=100,
        dates__finish__lt=datetime.combine(as_of, time()),
    )
    owed = with_agreement(Dependency.objects.visible_to(seen_by)).filter(
        organization=organization, state=Dependency.State.OPEN
    )
    dependencies = list(owed.select_related("project", "owner").order_by("due_on", "pk"))
    issues = Issue.objects.visible_to(seen_by).filter(organization=organization, state=Issue.State.OPEN)
    entries = VendorEntry.objects.visible_to(seen_by).filter(organization=organization)
    related = entries.select_related("project", "owner", "by")
    still_open = list(related.filter(state=VendorEntry.State.OPEN).order_by("due_on", "number"))
    return VendorLog(
        list(items.filter(its_own).select_related("owner", "project").order_by("due_on", "number")),
        list(tasks.select_related("project", "responsible", "dates").order_by("dates__finish")),
        [one for one in dependencies if one.direction == Dependency.Direction.OWED_TO_US],
        [one for one in dependencies if one.direction == Dependency.Direction.WE_OWE],
        list(issues.select_related("project", "owner").order_by("-severity", "due_on")),
        [one for one in still_open if one.kind == VendorEntry.Kind.DISPUTE],
        [one for one in still_open if one.kind == VendorEntry.Kind.PROMISE],
        list(related.filter(state=VendorEntry.State.SETTLED)[:SHOWN_NOTES]),
    )
