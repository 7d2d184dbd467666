"""Reads of projects worth a name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from milepost.domain.common.models import ChangeSet
from milepost.domain.common.rules import rule_value
from milepost.domain.people.models import Equipment, Person, WorkingCalendar
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import (
    Assignment,
    Baseline,
    BaselineTask,
    Dependency,
    DependencyAgreement,
    Link,
    Project,
    ProjectRole,
    Task,
)
from milepost.domain.projects.models.project import ProjectQuerySet


@dataclass(frozen=True, slots=True)
class TierRule:
    """What a tier asks of its projects."""

    tabs: tuple[str, ...]
    approvals: frozenset[str]
    """The states that are entered only with an approval."""
    report_days: int | None
    """The longest time between status reports; `None` where none is asked for."""


def tier_rules(*, on: date) -> dict[str, TierRule]:
    """Give what each tier asks for on a day."""
    return {
        tier: TierRule(tuple(value["tabs"]), frozenset(value["approvals"]), value["report_days"])
        for tier, value in rule_value("project_tiers", on=on).items()
    }


def tier_rule(project: Project, *, on: date) -> TierRule:
    """Give what a project's tier asks for on a day."""
    return tier_rules(on=on)[project.tier]


def tabs_for(project: Project, *, on: date) -> list[str]:
    """Name the tabs of a project's workspace in their order."""
    return list(tier_rule(project, on=on).tabs)


@dataclass(frozen=True, slots=True)
class Baselines:
    """The first and the current baseline of a project; one and the same until the plan is agreed anew."""

    first: Baseline
    current: Baseline

    @property
    def is_revised(self) -> bool:
        return self.first != self.current


def baselines_of(projects: Iterable[Project]) -> dict[int, Baselines]:
    """Give the baselines of each project that has any, in one query."""
    found: dict[int, Baselines] = {}
    for baseline in Baseline.objects.filter(project__in=projects).order_by("project", "number"):
        known = found.get(baseline.project_id)
        found[baseline.project_id] = Baselines(known.first if known else baseline, baseline)
    return found


def managed_by(person: Person) -> ProjectQuerySet:
    """Give the open projects a person manages, as the manager or by that role on the project."""
    managed = models.Q(manager=person) | models.Exists(
        ProjectRole.objects.filter(project=models.OuterRef("pk"), person=person, role=Role.PROJECT_MANAGER)
    )
    return Project.objects.visible_to(person).open().filter(managed)


def agreed_milestones(project_ids: Sequence[int]) -> dict[tuple[int, int], datetime]:
    """Give when the current baselines of projects have their milestones, by project and uid."""
    later = Baseline.objects.filter(
        project=models.OuterRef("baseline__project"), number__gt=models.OuterRef("baseline__number")
    )
    kept = BaselineTask.objects.filter(
        ~models.Exists(later), baseline__project__in=project_ids, is_milestone=True, is_summary=False
    )
    rows = kept.values_list("baseline__project", "uid", "finish")
    return {(project, uid): finish for project, uid, finish in rows}


def change_sets_of(project: Project) -> models.QuerySet[ChangeSet]:
    """Give the change sets of a project, the latest first."""
    found = ChangeSet.objects.filter(subject_type=Project._meta.label_lower, subject_id=project.pk)
    return found.select_related("by", "undoes", "undone_by")


def calendars_for(project: Project) -> models.QuerySet[WorkingCalendar]:
    """Give the calendars a project may be worked on: the city's, and those that came with its own file."""
    return WorkingCalendar.objects.filter(models.Q(is_city_wide=True) | models.Q(owner__project=project))


def tasks_abroad(
    wanted: Collection[tuple[str, int]], *, seen_by: Person | None
) -> dict[tuple[str, int], Task]:
    """Give tasks by the number of their project and their own, within what a person may see."""
    numbers, uids = {number for number, _ in wanted}, {uid for _, uid in wanted}
    if not numbers:
        return {}
    tasks = Task.objects.filter(project__in=Project.objects.visible_to(seen_by), uid__in=uids)
    found = tasks.filter(project__number__in=numbers).select_related("project")
    return {(task.project.number, task.uid): task for task in found}


def links_touching(project: Project, tasks: Collection[int]) -> list[Link]:
    """Give the links at either end of a project's tasks, those of other projects that wait for them included."""
    links = Link.objects.filter(models.Q(project=project) | models.Q(is_external=True))
    return [link for link in links.order_by("pk") if {link.predecessor_id, link.successor_id} & set(tasks)]


@dataclass(frozen=True, slots=True)
class Beyond:
    """What ties a task to other projects, within what a person may see; the rest is only counted."""

    waits_for: Sequence[Link]
    waited_for_by: Sequence[Link]
    hidden_before: int
    hidden_after: int

    def __bool__(self) -> bool:
        return bool(self.waits_for or self.waited_for_by or self.hidden_before or self.hidden_after)


def beyond(task: Task, *, seen_by: Person) -> Beyond:
    """Give the links of a task from and to other projects."""
    links = Link.objects.filter(is_external=True).select_related(
        "predecessor__project", "predecessor__dates", "successor__project", "successor__dates"
    )
    before, after = list(links.filter(successor=task)), list(links.filter(predecessor=task))
    ids = {one.predecessor.project_id for one in before} | {one.successor.project_id for one in after}
    seen = set(Project.objects.visible_to(seen_by).filter(pk__in=ids).values_list("pk", flat=True))
    shown_before = [one for one in before if one.predecessor.project_id in seen]
    shown_after = [one for one in after if one.successor.project_id in seen]
    return Beyond(shown_before, shown_after, len(before) - len(shown_before), len(after) - len(shown_after))


def projects_waiting_for(person_id: int) -> ProjectQuerySet:
    """Give the open projects that are scheduled by their people's calendars and have a person assigned."""
    assigned = Assignment.objects.filter(task__project=models.OuterRef("pk"), person=person_id)
    return Project.objects.open().filter(models.Exists(assigned), follows_people=True)


def booked_or_named(equipment: Equipment) -> models.QuerySet[Assignment]:
    """Give the assignments of open projects that book equipment, or name a resource like it without booking it yet."""
    means_it = models.Q(equipment=equipment) | models.Q(
        equipment=None, person=None, resource__iexact=equipment.name
    )
    return Assignment.objects.filter(means_it, task__project__in=Project.objects.open())


def with_agreement(dependencies: models.QuerySet[Dependency]) -> models.QuerySet[Any]:
    """Tell of each dependency whether `we_agreed`, `they_agreed` or both (`is_agreed`) since its date last moved."""
    side = DependencyAgreement.Side
    given = DependencyAgreement.objects.filter(
        dependency=models.OuterRef("pk"), at__gte=models.OuterRef("dated_at")
    )
    agreed = {
        "we_agreed": models.Exists(given.filter(side=side.WE)),
        "they_agreed": models.Exists(given.filter(side=side.THEY)),
    }
    both = models.When(we_agreed=True, they_agreed=True, then=True)
    return dependencies.annotate(**agreed).annotate(
        is_agreed=models.Case(both, default=False, output_field=models.BooleanField())
    )
