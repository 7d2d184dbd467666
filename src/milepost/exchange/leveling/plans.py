"""One leveling problem from one or several plans: resources of the same name are the same people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, AnyCalendar
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.leveling import Activity, Demand, Problem, Project, Resource, ResourceKind
from milepost.engine.network.model import Constraint, Link, LinkType, Network, Task
from milepost.engine.schedule import Schedule, schedule
from milepost.exchange import limits
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan, PlanResource

FIXING = (Constraint.MUST_START_ON, Constraint.MUST_FINISH_ON)
LATEST = (Constraint.START_NO_LATER_THAN, Constraint.FINISH_NO_LATER_THAN)
EARLIEST = (Constraint.START_NO_EARLIER_THAN, Constraint.FINISH_NO_EARLIER_THAN)
FROM_START = (LinkType.START_TO_START, LinkType.START_TO_FINISH)
TO_START = (LinkType.START_TO_START, LinkType.FINISH_TO_START)
USUAL_PRIORITY = 500


@dataclass(slots=True)
class Collected:
    """What several plans give, one after the other."""

    activities: list[Activity] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    calendars: list[AnyCalendar] = field(default_factory=list)
    resources: dict[str, Resource] = field(default_factory=dict)
    projects: list[Project] = field(default_factory=list)


def problem_of(plans: Sequence[Plan], *, is_splittable: bool = False) -> Problem:
    """Give the leveling problem of plans; raises ScheduleError. A task's number there is `uid_of(place, uid)`."""
    collected = Collected()
    starts = []
    for place, plan in enumerate(plans):
        network = network_of(plan)
        starts.append(network.start)
        _Reader(collected, plan, network, schedule(network), place, is_splittable=is_splittable).read()
        collected.projects.append(Project(place, plan.name))
    return Problem(
        start=min(starts),
        activities=collected.activities,
        resources=list(collected.resources.values()),
        links=collected.links,
        calendars=collected.calendars,
        projects=collected.projects,
    )


def uid_of(place: int, uid: int) -> int:
    """Give the number that a task of the plan at a place has among those of all plans."""
    return place * limits.NUMBERS + uid


class _Reader:
    """Adds one plan to what is collected."""

    def __init__(
        self,
        collected: Collected,
        plan: Plan,
        network: Network,
        dates: Schedule,
        place: int,
        *,
        is_splittable: bool,
    ) -> None:
        self.collected = collected
        self.plan = plan
        self.network = network
        self.place = place
        self.is_splittable = is_splittable
        self.dates = {
            uid: (start, finish)
            for uid, start, finish in zip(
                dates.uid.tolist(), dates.start.tolist(), dates.finish.tolist(), strict=True
            )
        }
        self.first_calendar = len(collected.calendars)
        self.planned = {task.uid: task for task in plan.tasks}
        self._leaves_below: dict[int, list[int]] = {}
        self.summaries = {task.parent for task in network.tasks if task.parent is not None}
        self.tasks = {task.uid: task for task in network.tasks}
        self.leaves = {task.uid for task in network.tasks if task.uid not in self.summaries and task.active}

    def read(self) -> None:
        network, collected = self.network, self.collected
        main = network.project_calendar
        # The project's own calendar stands first: lengths are told in its working time.
        order = [main, *(at for at in range(len(network.calendars)) if at != main)]
        self.calendar_at = {at: self.first_calendar + number for number, at in enumerate(order)}
        collected.calendars += [network.calendars[at] for at in order]
        self.round_the_clock = len(collected.calendars)
        collected.calendars.append(ROUND_THE_CLOCK)
        demands = self._demands()
        for task in network.tasks:
            if task.uid in self.leaves:
                collected.activities.append(self._activity(task, demands.get(task.uid, [])))
        self._summaries_as_milestones()
        collected.links += self._links()

    def _activity(self, task: Task, demands: list[Demand]) -> Activity:
        start, finish = self.dates[task.uid]
        pinned = (task.pinned_start, task.pinned_finish, task.actual_start, task.actual_finish)
        is_fixed = any(date is not None for date in pinned) or task.constraint in FIXING or bool(task.of)
        latest = task.constraint_at if task.constraint in LATEST else None
        deadlines = [date for date in (task.deadline, latest) if date is not None]
        planned = self.planned[task.uid]
        return Activity(
            uid=uid_of(self.place, task.uid),
            duration=task.duration,
            demands=demands,
            project=self.place,
            calendar=self._calendar(task),
            release=self._release(task),
            fixed_start=start if is_fixed else None,
            fixed_finish=finish if is_fixed else None,
            deadline=min(deadlines, default=None),
            weight=planned.priority / USUAL_PRIORITY,
            is_splittable=self.is_splittable and not task.elapsed,
            planned_start=start,
            name=task.name,
        )

    def _calendar(self, task: Task) -> int:
        """Give the calendar that the schedule works a task by: that of its people, who then need none of their own."""
        if task.elapsed:
            return self.round_the_clock
        own = self.network.project_calendar if task.calendar is None else task.calendar
        return self.calendar_at[own if task.people_calendar is None else task.people_calendar]

    def _release(self, task: Task) -> int:
        """Give the latest of: the plan's start, the task's own no-earlier-than date, and those of summaries above."""
        dates, above = [self.network.start], task.parent
        if task.constraint in EARLIEST:
            dates.append(self.dates[task.uid][0] if task.constraint_at is None else self._start_for(task))
        while above is not None:
            summary = self.tasks[above]
            if summary.constraint in EARLIEST and summary.constraint_at is not None:
                dates.append(summary.constraint_at)
            above = summary.parent
        return max(dates)

    def _start_for(self, task: Task) -> int:
        """Give the start by which a no-earlier-than date is kept; of a finish, the start that has just that finish."""
        at = task.constraint_at or 0
        if task.constraint is Constraint.START_NO_EARLIER_THAN:
            return at
        calendar = ROUND_THE_CLOCK if task.elapsed else self.collected.calendars[self._calendar(task)]
        return WorkTime(calendar).subtract(at, task.duration)

    def _demands(self) -> dict[int, list[Demand]]:
        resources = {one.uid: self._resource(one) for one in self.plan.resources if one.kind == "work"}
        demands: dict[int, list[Demand]] = {}
        for assignment in self.plan.assignments:
            units = round(100 * assignment.units)
            if assignment.resource_uid in resources and units > 0:
                of_task = demands.setdefault(assignment.task_uid, [])
                of_task.append(Demand((resources[assignment.resource_uid],), units))
        return demands

    def _resource(self, resource: PlanResource) -> int:
        """Give the number of a resource among those of all plans."""
        known = self.collected.resources
        name = resource.name.casefold() or f"{self.place}/{resource.uid}"
        if name not in known:
            known[name] = Resource(
                uid=len(known) + 1,
                name=resource.name or f"resource {resource.uid}",
                units=round(100 * resource.max_units),
                kind=ResourceKind.PERSON if resource.max_units <= 1 else ResourceKind.TEAM,
            )
        return known[name].uid

    def _links(self) -> Iterator[Link]:
        for link in self.network.links:
            before, after = self.tasks[link.predecessor], self.tasks[link.successor]
            if not (before.active and after.active):
                continue
            from_uid = self._end(link.predecessor, is_start=link.type in FROM_START)
            if link.type in TO_START or link.successor not in self.summaries:
                yield link._replace(predecessor=from_uid, successor=self._end(link.successor, is_start=True))
            else:
                for below in self._below(link.successor):
                    yield link._replace(predecessor=from_uid, successor=uid_of(self.place, below))

    def _end(self, uid: int, *, is_start: bool) -> int:
        """Give the activity that stands for an end of a task: of a summary, a milestone made for it."""
        if uid not in self.summaries:
            return uid_of(self.place, uid)
        return -1 - 2 * uid_of(self.place, uid) - is_start

    def _summaries_as_milestones(self) -> None:
        linked = {uid for link in self.network.links for uid in (link.predecessor, link.successor)}
        for uid in sorted(linked & self.summaries):
            below = [leaf for leaf in self._below(uid) if leaf in self.leaves]
            for is_start in (True, False):
                end = self._end(uid, is_start=is_start)
                self.collected.activities.append(
                    Activity(end, project=self.place, calendar=self.first_calendar, name=self.tasks[uid].name)
                )
                for leaf in below:
                    ends = (end, uid_of(self.place, leaf)) if is_start else (uid_of(self.place, leaf), end)
                    self.collected.links.append(Link(*ends))

    def _below(self, summary: int) -> list[int]:
        if not self._leaves_below:
            for leaf in sorted(self.leaves):
                above = self.tasks[leaf].parent
                while above is not None:
                    self._leaves_below.setdefault(above, []).append(leaf)
                    above = self.tasks[above].parent
        return self._leaves_below.get(summary, [])
