"""How what was found is shown; each kind of noun has its presentation here, and a new one adds its own."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.urls import reverse

from milepost.domain.common.models import Comment
from milepost.domain.common.search.finding import Found
from milepost.domain.common.topics import topics_of
from milepost.domain.governance.models import Defect, GoLive, OperationalChange, PunchItem
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Assumption, Dependency, Issue, Lesson, Project, Risk, Task
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.models import StatusReport
from milepost.web.discussion.places import page_of
from milepost.web.templatetags import formats

LONGEST_TITLE = 140


class Hit(NamedTuple):
    """A row that was found: where it is, what it is called, and what tells it from others."""

    pk: int
    url: str
    title: str
    note: str = ""


class Presentation(NamedTuple):
    """How rows of one kind are named, drawn and loaded."""

    plural: str
    icon: str
    load: Callable[[Sequence[int]], Iterable[Hit]]


def hits_of(found: Found) -> list[Hit]:
    """Load the rows that were found, in the order in which they were found."""
    loaded = {hit.pk: hit for hit in PRESENTATIONS[found.kind].load(found.ids)}
    return [loaded[pk] for pk in found.ids if pk in loaded]


def _projects(ids: Sequence[int]) -> Iterable[Hit]:
    for project in Project.objects.filter(pk__in=ids).select_related("department"):
        note = f"{project.number} · {project.department} · {project.get_state_display()}"
        yield Hit(project.pk, reverse("projects:overview", args=[project.pk]), project.name, note)


def _tasks(ids: Sequence[int]) -> Iterable[Hit]:
    for task in Task.objects.filter(pk__in=ids).select_related("project", "dates"):
        finish = f" · finishes {formats.day(task.dates.finish)}" if hasattr(task, "dates") else ""
        url = reverse("projects:task", args=[task.project_id, task.pk])
        yield Hit(task.pk, url, task.name, f"{_place(task)}{finish}")


def _entries(model: Any, page: str) -> Callable[[Sequence[int]], Iterable[Hit]]:
    """Load entries of a register, which name themselves."""

    def load(ids: Sequence[int]) -> Iterable[Hit]:
        for entry in model.objects.filter(pk__in=ids).select_related("project"):
            url = reverse(f"projects:{page}", args=[entry.project_id, entry.number])
            yield Hit(entry.pk, url, str(entry), f"{_place(entry)} · {entry.get_state_display()}")

    return load


def _reports(ids: Sequence[int]) -> Iterable[Hit]:
    for report in cleared(StatusReport.objects.filter(pk__in=ids).select_related("project")):
        if report.taken_out:
            continue
        title = f"Status report up to {formats.day(report.period_finish)}"
        note = f"{_place(report)} · {report.summary}"
        yield Hit(report.pk, reverse("reports:report", args=[report.pk]), title, _short(note))


def _persons(ids: Sequence[int]) -> Iterable[Hit]:
    for person in Person.objects.filter(pk__in=ids).select_related("department", "organization"):
        note = " · ".join(
            str(part) for part in (person.job_title, person.department or person.organization) if part
        )
        yield Hit(person.pk, reverse("people:person", args=[person.pk]), person.name, note)


def _departments(ids: Sequence[int]) -> Iterable[Hit]:
    for department in Department.objects.filter(pk__in=ids).select_related("parent"):
        url = f"{reverse('projects:projects')}?department={department.pk}"
        note = (
            f"{department.code} · division of {department.parent}" if department.parent else department.code
        )
        yield Hit(department.pk, url, department.name, note)


def _comments(ids: Sequence[int]) -> Iterable[Hit]:
    comments = list(Comment.objects.filter(pk__in=ids).select_related("by__person"))
    topics = topics_of(comments)
    for comment in comments:
        if topic := topics.get(comment.topic_key):  # type: ignore[arg-type]
            url = f"{page_of(topic)}#comment-{comment.pk}"
            note = f"{comment.by} on {topic} · {formats.moment(comment.at)}"
            yield Hit(comment.pk, url, _short(" ".join(comment.text.split())), note)


def _go_lives(ids: Sequence[int]) -> Iterable[Hit]:
    for go_live in GoLive.objects.filter(pk__in=ids).select_related("project"):
        url = reverse("go-live:go-live", args=[go_live.pk])
        yield Hit(go_live.pk, url, go_live.title, f"{_place(go_live)} · {go_live.get_state_display()}")


def _operational_changes(ids: Sequence[int]) -> Iterable[Hit]:
    for change in OperationalChange.objects.filter(pk__in=ids).select_related("project"):
        url = reverse("go-live:operational-change", args=[change.number])
        yield Hit(change.pk, url, change.title, f"{_place(change)} · {change.get_state_display()}")


def _defects(ids: Sequence[int]) -> Iterable[Hit]:
    for defect in Defect.objects.filter(pk__in=ids).select_related("project"):
        url = reverse("go-live:defect", args=[defect.project_id, defect.number])
        yield Hit(defect.pk, url, defect.title, f"{_place(defect)} · {defect.get_state_display()}")


def _punch_items(ids: Sequence[int]) -> Iterable[Hit]:
    for item in PunchItem.objects.filter(pk__in=ids).select_related("project"):
        url = reverse("go-live:punch-item", args=[item.project_id, item.number])
        yield Hit(item.pk, url, str(item), f"{_place(item)} · {item.get_state_display()}")


def _place(row: Any) -> str:
    return str(row.project)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1].rstrip()}…"


PRESENTATIONS = {
    "project": Presentation("Projects", "projects", _projects),
    "task": Presentation("Tasks", "checklist", _tasks),
    "person": Presentation("People", "person", _persons),
    "risk": Presentation("Risks", "risk", _entries(Risk, "risk")),
    "issue": Presentation("Issues", "issue", _entries(Issue, "issue")),
    "assumption": Presentation("Assumptions", "help", _entries(Assumption, "assumption")),
    "dependency": Presentation("Dependencies", "links", _entries(Dependency, "dependency")),
    "lesson": Presentation("Lessons", "checklist", _entries(Lesson, "lesson")),
    "go-live": Presentation("Go-lives", "flag", _go_lives),
    "operational change": Presentation("Operational changes", "checklist", _operational_changes),
    "defect": Presentation("Defects", "error", _defects),
    "punch item": Presentation("Punch items", "building", _punch_items),
    "report": Presentation("Reports", "reports", _reports),
    "comment": Presentation("Comments", "comment", _comments),
    "department": Presentation("Departments", "building", _departments),
}
