"""What happens to projects that people are told of: by the change itself, or found each hour and told once a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from milepost.domain.common.models import Change, ChangeSet, User
from milepost.domain.common.notification_kinds import (
    AT_ONCE,
    IN_DIGEST,
    OF_WORK,
    ON_WATCHED,
    NotificationKind,
    register_kinds,
)
from milepost.domain.common.rules import rule_value
from milepost.domain.common.telling import tell
from milepost.domain.people.local_time import day_begins
from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.issue_escalation import reached_lately, told_at
from milepost.domain.projects.calculations.snapshots import snapshots_before
from milepost.domain.projects.calculations.status import is_worse
from milepost.domain.projects.models import (
    Assumption,
    Deliverable,
    Dependency,
    Issue,
    Project,
    ProjectSnapshot,
    ResponseAction,
    Risk,
    Status,
    Task,
)
from milepost.domain.projects.wording import counted, day_text

register_kinds(
    NotificationKind("task_assigned", "A task becomes mine", OF_WORK, IN_DIGEST),
    NotificationKind("concern_assigned", "A risk, an issue or the like becomes mine", OF_WORK, AT_ONCE),
    NotificationKind("date_to_agree", "A date is mine to agree to", OF_WORK, AT_ONCE),
    NotificationKind("response_assigned", "An action against a risk becomes mine", OF_WORK, IN_DIGEST),
    NotificationKind("risk_escalated", "A risk is escalated to me", OF_WORK, AT_ONCE),
    NotificationKind("issue_overdue", "An issue of mine is overdue", OF_WORK, IN_DIGEST),
    NotificationKind("issue_escalated", "An issue has grown old and reaches me", OF_WORK, AT_ONCE),
    NotificationKind("predecessor_lost", "A task no longer waits for another project", OF_WORK, AT_ONCE),
    NotificationKind("import_finished", "An import of mine is finished", OF_WORK, IN_DIGEST),
    NotificationKind("finish_moved", "A project's finish moves by days", ON_WATCHED, IN_DIGEST),
    NotificationKind("status_worsened", "A project's status gets worse", ON_WATCHED, AT_ONCE),
    NotificationKind(
        "deliverable_handed_over", "A deliverable is mine to accept, or is decided", OF_WORK, AT_ONCE
    ),
    NotificationKind("baseline_set", "A baseline is set", ON_WATCHED, IN_DIGEST),
)


def tell_of_assignments(changes: Iterable[Change], project: Project, *, by: Person, at: datetime) -> None:
    """Tell people which tasks an edit has made theirs, each in one sentence."""
    given: dict[int, list[int]] = defaultdict(list)
    for change in changes:
        if change.object_type == Task._meta.label_lower and change.kind != Change.Kind.DELETED:
            _, became = (change.values or {}).get("responsible", (None, None))
            if became:
                given[became].append(change.object_id)
    people = Person.objects.select_related("user").in_bulk(given)
    for pk, task_ids in given.items():
        tasks = Task.objects.filter(pk__in=task_ids, responsible=pk)
        first = tasks.select_related("project").first()
        if first is None:
            continue
        count = len(tasks)
        what = f"“{first.name}”" if count == 1 else counted(count, "task")
        text = f"{by} made you responsible for {what}"
        topic = first if count == 1 else project
        tell("task_assigned", topic=topic, text=text, by=by.account, at=at, to=[people[pk].user])


def tell_of_losses(tasks: Iterable[int], *, by: Person, at: datetime) -> None:
    """Tell the managers of other projects that a task of theirs no longer waits for one that an edit took away."""
    for task in Task.objects.filter(pk__in=tasks).select_related("project__manager__user").order_by("pk"):
        text = f"“{task.name}” of {task.project.name} no longer waits for a task that was removed"
        manager = task.project.manager
        if manager and manager != by:
            tell("predecessor_lost", topic=task, text=text, by=by.account, at=at, to=[manager.user])


def tell_of_owner(
    concern: Risk | Issue | Assumption | Dependency, owner_before: Person | None, *, by: Person, at: datetime
) -> None:
    """Tell the owner of an entry of a register who was not the owner before."""
    if concern.owner and concern.owner != owner_before:
        noun = concern._meta.verbose_name
        text = f"{by} made you the owner of {noun} {concern.number}: “{concern}”"
        tell("concern_assigned", topic=concern, text=text, by=by.account, at=at, to=[concern.owner.user])


def tell_of_response_action(action: ResponseAction, *, by: Person, at: datetime) -> None:
    """Tell the owner of an action against a risk."""
    if action.owner and action.owner != by:
        text = f"{by} gave you something to do about risk {action.risk.number}: “{action.text}”"
        tell("response_assigned", topic=action.risk, text=text, by=by.account, at=at, to=[action.owner.user])


def tell_of_agreement(dependency: Dependency, due_before: date | None, *, by: Person, at: datetime) -> None:
    """Ask whoever speaks for the other side to agree to a date."""
    if dependency.due_on is None or dependency.counterpart is None or dependency.counterpart == by:
        return
    due = day_text(dependency.due_on)
    moved = f" (it was {day_text(due_before)})" if due_before else ""
    text = f"{by} asks you to agree to {due}{moved} for “{dependency.what}” of {dependency.project.name}"
    to = [dependency.counterpart.user]
    tell("date_to_agree", topic=dependency, text=text, by=by.account, at=at, to=to)


def tell_of_escalation(risk: Risk, *, by: Person, at: datetime) -> None:
    """Tell whoever a risk is escalated to what is needed."""
    if risk.escalated_to:
        text = f"{by} escalated risk {risk.number}, “{risk}”, to you: {risk.escalation_reason}"
        tell("risk_escalated", topic=risk, text=text, by=by.account, at=at, to=[risk.escalated_to.user])


def notice_the_day(*, on: date, at: datetime) -> int:
    """Tell of statuses that got worse and finishes that moved since yesterday, and of issues overdue; each once."""
    told = 0
    now = list(ProjectSnapshot.objects.filter(on=on).select_related("project"))
    before = snapshots_before(Project.objects.filter(pk__in=[one.project_id for one in now]), on)
    for one in now:
        if one.project_id in before and not one.project.is_over:
            told += _tell_of_status(one, before[one.project_id], at)
            told += _tell_of_finish(one, before[one.project_id], at)
    return told + _tell_of_overdue(on, at) + _tell_of_old_issues(on, at)


def _tell_of_status(now: ProjectSnapshot, before: ProjectSnapshot, at: datetime) -> bool:
    if not is_worse(now.status, than=before.status):
        return False
    project = now.project
    text = (
        f"{project.name} is {Status(now.status).label.lower()}; it was {Status(before.status).label.lower()}"
    )
    key = f"status/{project.pk}/{now.on}/{now.status}"
    whose = _who_changed(project, now.on)
    return bool(
        tell("status_worsened", topic=project, text=text, by=None, at=at, watchers=True, but=whose, once=key)
    )


def _tell_of_finish(now: ProjectSnapshot, before: ProjectSnapshot, at: datetime) -> bool:
    if now.finish is None or before.finish is None:
        return False
    moved = (now.finish.date() - before.finish.date()).days
    if abs(moved) <= rule_value("notifications", on=now.on)["finish_moved_days"]:
        return False
    project = now.project
    way = "later" if moved > 0 else "earlier"
    text = f"{project.name} finishes {day_text(now.finish.date())}, {counted(abs(moved), 'day')} {way} than yesterday"
    key = f"finish/{project.pk}/{now.on}"
    whose = _who_changed(project, now.on)
    return bool(
        tell("finish_moved", topic=project, text=text, by=None, at=at, watchers=True, but=whose, once=key)
    )


def _who_changed(project: Project, day: date) -> list[User]:
    """Give who worked on a project on a day; they know what their own changes did."""
    sets = ChangeSet.objects.filter(
        subject_type=Project._meta.label_lower, subject_id=project.pk, at__gte=day_begins(day)
    )
    return list(User.objects.filter(pk__in=sets.exclude(by=None).order_by().values("by")))


def _tell_of_overdue(on: date, at: datetime) -> int:
    """Tell the owners the morning after an issue was due, and if nobody looked that day, within the week."""
    over = [Project.State.CLOSED, Project.State.CANCELED]
    due = Issue.objects.filter(state=Issue.State.OPEN, due_on__lt=on, due_on__gte=on - timedelta(days=7))
    told = 0
    for issue in (
        due.exclude(owner=None).exclude(project__state__in=over).select_related("project", "owner__user")
    ):
        text = f"Issue {issue.number}, “{issue.title}”, was due {issue.due_on:%b} {issue.due_on.day}"  # type: ignore[union-attr]
        key = f"overdue/{issue.pk}/{issue.due_on}"
        to = [issue.owner.user] if issue.owner else []
        told += bool(tell("issue_overdue", topic=issue, text=text, by=None, at=at, to=to, once=key))
    return told


def _tell_of_old_issues(on: date, at: datetime) -> int:
    """Tell those above the owners of issues that have just grown old enough for them."""
    issues = Issue.objects.filter(state=Issue.State.OPEN, project__in=Project.objects.open()).select_related(
        "project__manager__user", "project__sponsor__user", "owner"
    )
    told = 0
    for issue, level in reached_lately(issues, on=on):
        owner = issue.owner.name if issue.owner else "nobody"
        text = (
            f"{issue.get_severity_display()} issue {issue.number} of {issue.project.name}, “{issue.title}”, has been "
            f"open for {counted(issue.days_open(on), 'day')}; {owner} looks after it"
        )
        to = [person.user for person in told_at(issue, level)]
        key = f"escalated/{issue.pk}/{level}"
        told += bool(tell("issue_escalated", topic=issue, text=text, by=None, at=at, to=to, once=key))
    return told


def tell_of_deliverable(
    deliverable: Deliverable, text: str, *, to: Iterable[Person | None], by: Person, at: datetime
) -> None:
    """Tell persons, and who watches it, what happens to a deliverable."""
    users = [person.user for person in to if person]
    tell(
        "deliverable_handed_over", topic=deliverable, text=text, by=by.account, at=at, to=users, watchers=True
    )
