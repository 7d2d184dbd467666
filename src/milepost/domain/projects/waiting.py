"""What of projects waits for a person: tasks, risks to review, issues, decisions and imports."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from textwrap import shorten
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from milepost.domain.common.queries import unanswered_asks
from milepost.domain.common.read_once import read_once
from milepost.domain.common.topics import topics_of
from milepost.domain.people.local_time import day_begins, local_days
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import Waiting, waits
from milepost.domain.projects.calculations.risk_reviews import risk_reviews
from milepost.domain.projects.models import (
    Assumption,
    Deliverable,
    Dependency,
    Document,
    Issue,
    Project,
    ResponseAction,
    Risk,
    RoundReview,
    ScheduleImport,
    Task,
)
from milepost.domain.projects.models.restriction import cleared_for
from milepost.domain.projects.queries import managed_by, with_agreement
from milepost.domain.projects.wording import counted, day_text

AHEAD = timedelta(days=14)
LONGEST_QUESTION = 160
UNDER_WAY = (
    Project.State.PLANNING,
    Project.State.PROCUREMENT,
    Project.State.IN_PROGRESS,
    Project.State.CLOSING,
)
DECIDERS = frozenset({Role.PROJECT_MANAGER, Role.SPONSOR})


@waits("task")
def own_tasks(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the open tasks a person is responsible for that are late, under way, or start within two weeks."""
    horizon = datetime.combine(as_of, time()) + AHEAD
    tasks = Task.objects.filter(
        responsible=person,
        is_active=True,
        percent_complete__lt=100,
        children=None,
        project__state__in=UNDER_WAY,
        dates__start__lt=horizon,
    )
    related = tasks.select_related("dates", "project__calendar").prefetch_related("project__roles")
    for task in related.order_by("dates__finish", "project__number", "position"):
        yield Waiting("task", task, task.name, project=task.project, due=task.dates.finish.date())


@waits("round")
def own_round(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the weekly round while projects a person manages are not gone through this week."""
    monday = day_begins(as_of - timedelta(days=as_of.weekday()))
    reviewed = RoundReview.objects.filter(project=OuterRef("pk"), at__gte=monday)
    left = managed_by(person).filter(~Exists(reviewed), state__in=UNDER_WAY)
    if names := list(left.order_by("number").values_list("name", flat=True)):
        title = f"Go through {counted(len(names), 'project')} in the weekly round"
        yield Waiting("round", person, title, ", ".join(names), due=as_of)


@waits("risk")
def own_risks(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the risks a person owns whose review is due."""
    risks = Risk.objects.filter(
        cleared_for(person), owner=person, state=Risk.State.OPEN, project__in=_open_to(person)
    )
    for risk, due in risk_reviews(risks.select_related("project"), as_of=as_of):
        detail = f"Risk {risk.number}, score {risk.score}"
        yield Waiting("risk", risk, risk.event, detail, project=risk.project, due=due)


@waits("response")
def own_response_actions(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give what a person is to do about open risks within two weeks, or should have done."""
    actions = ResponseAction.objects.filter(
        owner=person,
        done_on=None,
        risk__in=Risk.objects.filter(
            cleared_for(person), state=Risk.State.OPEN, project__in=_open_to(person)
        ).order_by(),
    ).filter(Q(due_on=None) | Q(due_on__lte=as_of + AHEAD))
    for action in actions.select_related("risk__project").order_by("due_on", "pk"):
        detail = f"Against risk {action.risk.number}, “{action.risk.event}”"
        yield Waiting("response", action, action.text, detail, project=action.risk.project, due=action.due_on)


@waits("escalation")
def escalated_risks(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the risks that were escalated to a person and wait for an answer."""
    risks = Risk.objects.filter(
        cleared_for(person), escalated_to=person, state=Risk.State.OPEN, project__in=_open_to(person)
    ).select_related("project", "owner")
    for risk in risks.order_by("escalated_on", "pk"):
        asked = (
            f"Escalated {day_text(risk.escalated_on)}: {risk.escalation_reason}" if risk.escalated_on else ""
        )
        yield Waiting("escalation", risk, risk.event, asked, project=risk.project, is_decision=True)


@waits("issue")
def own_issues(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the open issues a person owns."""
    issues = Issue.objects.filter(
        cleared_for(person), owner=person, state=Issue.State.OPEN, project__in=_open_to(person)
    )
    for issue in issues.select_related("project").order_by(
        "due_on", "-severity", "project__number", "number"
    ):
        detail = f"{issue.get_severity_display()} issue {issue.number}"
        yield Waiting("issue", issue, issue.title, detail, project=issue.project, due=issue.due_on)


@waits("assumption")
def own_assumptions(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the assumptions a person is to validate within two weeks, or should have."""
    found = Assumption.objects.filter(
        cleared_for(person),
        owner=person,
        state=Assumption.State.OPEN,
        validate_by__lte=as_of + AHEAD,
        project__in=_open_to(person),
    )
    for one in found.select_related("project").order_by("validate_by", "pk"):
        detail = f"Validate assumption {one.number}"
        yield Waiting("assumption", one, one.statement, detail, project=one.project, due=one.validate_by)


@waits("dependency", "agreement")
def own_dependencies(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give what others owe a person's projects, or these owe others, within two weeks; and dates to agree to."""
    is_due = Q(owner=person, due_on__lte=as_of + AHEAD, project__in=_open_to(person))
    is_asked = Q(counterpart=person, they_agreed=False, due_on__isnull=False)
    found = (
        with_agreement(Dependency.objects.filter(cleared_for(person)).with_party(person))
        .annotate(is_due=ExpressionWrapper(is_due, BooleanField()))
        .annotate(is_asked=ExpressionWrapper(is_asked, BooleanField()))
        .filter(Q(is_due=True) | Q(is_asked=True), state=Dependency.State.OPEN)
        .filter(project__in=Project.objects.open())
        .select_related("project", "project__department")
    )
    dependencies = list(found.order_by("due_on", "pk"))
    for one in dependencies:
        if one.is_due:
            way = "by" if one.direction == Dependency.Direction.OWED_TO_US else "to"
            detail = f"Dependency {one.number}, owed {way} {one.seen_party}"
            yield Waiting("dependency", one, one.what, detail, project=one.project, due=one.due_on)
    for one in dependencies:
        if one.is_asked and one.due_on:
            title = f"Agree to {day_text(one.due_on)}: {one.what}"
            yield Waiting(
                "agreement", one, title, f"For {one.project.name}", project=one.project, is_decision=True
            )


@waits("hold", "proposal")
def decisions(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the proposals to approve and the holds to review that are a person's to decide."""
    proposed = Q(state=Project.State.PROPOSED)
    held = Q(state=Project.State.ON_HOLD, hold_review_on__lte=as_of)
    found = (
        Project.objects.filter(proposed | held, pk__in=_open_to(person))
        .prefetch_related("roles")
        .order_by("number")
    )
    for project in found:
        if project.is_on_hold:
            if _decides_on_hold(person, project):
                detail = f"On hold: {project.hold_reason.rstrip('.')}."
                yield Waiting(
                    "hold", project, "Review the hold: resume, hold on, or cancel", detail,
                    project=project, due=project.hold_review_on, is_decision=True,
                )  # fmt: skip
        elif may(person, "projects.approve", project):
            detail = f"Proposed to start {day_text(project.start.date())}."
            yield Waiting(
                "proposal", project, "Approve the proposal, or cancel it", detail,
                project=project, is_decision=True,
            )  # fmt: skip


@waits("import")
def own_imports(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the imports a person has begun and not confirmed yet."""
    staged = ScheduleImport.objects.filter(by=person, state=ScheduleImport.State.PREVIEWED)
    for one in staged.select_related("attachment", "project"):
        yield Waiting(
            "import",
            one,
            f"Confirm the import of {one.attachment.name}",
            "Ready to confirm",
            project=one.project,
        )


class Ask(NamedTuple):
    """A question to a person: the mention's key, the comment it stands in, and what that is about."""

    pk: int
    comment_id: int
    topic: Any


@waits("ask")
def own_asks(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give what others asked of a person in a discussion and wait for."""
    if person.user is None:
        return
    asks = list(unanswered_asks(person.user))
    topics: Mapping[Any, Any] = topics_of([ask.comment for ask in asks])
    label = Project._meta.label_lower
    projects = Project.objects.in_bulk(
        {ask.comment.place_id for ask in asks if ask.comment.place_type == label}
    )
    days = local_days(ask.comment.at for ask in asks)
    for ask in asks:
        comment = ask.comment
        project = projects.get(comment.place_id) if comment.place_type == label else None
        topic = topics[comment.topic_type, comment.topic_id]
        detail = f"{comment.by} asks about {topic}" if topic != project else f"{comment.by} asks"
        subject, words = Ask(ask.pk, comment.pk, topic), _question(comment.text, person)
        asked = f"{detail}, {day_text(days[comment.at])}"
        yield Waiting("ask", subject, words, asked, project=project)


@waits("deliverable")
def own_deliverables(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the deliverables that were handed over for a person to accept."""
    handed = Deliverable.objects.filter(
        acceptor=person, state=Deliverable.State.SUBMITTED, project__in=_open_to(person)
    )
    for one in handed.select_related("project").order_by("submitted_on", "number"):
        detail = (
            f"Deliverable {one.number}, handed over {day_text(one.submitted_on)}" if one.submitted_on else ""
        )
        yield Waiting(
            "deliverable", one, f"Accept: {one.name}", detail, project=one.project, is_decision=True
        )


def _question(text: str, person: Person) -> str:
    """Give the words of a question on one line, without the name of whoever reads it."""
    words = " ".join(text.removeprefix(f"@{person.name}").lstrip(" ,:").split())
    return shorten(words[:1].upper() + words[1:], LONGEST_QUESTION, placeholder="…")


@read_once
def _open_to(person: Person) -> list[int]:
    """Give the open projects a person may see; a dozen sources ask, each of which would work it out in its query."""
    return list(Project.objects.visible_to(person).open().order_by().values_list("pk", flat=True))


def _decides_on_hold(person: Person, project: Project) -> bool:
    """A hold is reviewed by those who run the project or answer for it, not by everybody who might."""
    held = project.roles_held_by(person)
    return may(person, "projects.approve", project) or (
        not DECIDERS.isdisjoint(held) and may(person, "projects.change_state", project)
    )


@waits("document")
def documents_to_review(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the documents of a person whose review is due."""
    due = Document.objects.visible_to(person).filter(owner=person, review_on__lte=as_of)
    for document in due.select_related("project").order_by("review_on"):
        title = f"Review the document “{document.title}”"
        yield Waiting("document", document, title, project=document.project, due=document.review_on)
