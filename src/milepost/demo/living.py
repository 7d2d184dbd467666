"""The life of one demo project, told as the moments at which somebody acts on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial

from milepost.demo.casting import cast_people
from milepost.demo.clock import Clocks, moment, months_after, next_weekday
from milepost.demo.founding import Cast
from milepost.demo.happening import Happenings, states_between
from milepost.demo.progress import Work
from milepost.demo.reporting import Reporting
from milepost.demo.spending import Spending
from milepost.demo.stories import Pause, Story, plan_of
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.advancing import advance_project, permission_to_enter
from milepost.domain.projects.actions.chartering import Aim, CharterFields, edit_charter
from milepost.domain.projects.actions.from_template import create_from_template
from milepost.domain.projects.actions.holding import cancel_project, hold_project
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.actions.progressing import record_progress
from milepost.domain.projects.actions.reviewing import review_project
from milepost.domain.projects.models import Project, Task

State = Project.State
PROPOSED_BEFORE, APPROVED_BEFORE = timedelta(days=45), timedelta(days=12)
OFTEN, SELDOM = timedelta(weeks=2), timedelta(weeks=4)
OFTEN_SINCE = timedelta(weeks=4)
END_OF_DAY = time(17)
REPORTED_AFTER = timedelta(hours=1)


@dataclass
class Stage:
    """What all lives share."""

    cast: Cast
    clocks: Clocks
    first: date
    as_of: date
    seed: int
    projects: list[Project] = field(default_factory=list)
    lives: "dict[str, Life]" = field(default_factory=dict)
    last_reports: list[Callable[..., None]] = field(default_factory=list)
    """Those of the last round, which are written once the books are there, for they tell of money."""

    @cached_property
    def rounds(self) -> list[date]:
        """The Fridays on which managers record progress: every fourth one long ago, every second one lately."""
        day = next_weekday(self.as_of - timedelta(days=7), 4)
        days = []
        while day > self.first:
            days.append(day)
            day -= OFTEN if day > self.as_of - OFTEN_SINCE else SELDOM
        return days[::-1]


class Life:
    """One project from its proposal to its close, until whoever runs it stops."""

    def __init__(self, story: Story, stage: Stage) -> None:
        self.story = story
        self.stage = stage
        self.template = plan_of(story)
        self.people = cast_people(story, self.template, stage.cast)
        self.starts_on = next_weekday(months_after(stage.as_of, story.starts), 0)
        self.waits = list(story.waits)

    @property
    def manager(self) -> Person:
        return self.people["pm"]

    def run(self) -> Iterator[datetime]:
        """Give each next moment, and act at it when asked for the one after."""
        proposed_at = moment(self.starts_on - PROPOSED_BEFORE, 10, 20)
        yield proposed_at
        self._propose(proposed_at)
        approved_at = moment(self.starts_on - APPROVED_BEFORE, 14, 5)
        yield approved_at
        self._enter(State.APPROVED, at=approved_at)
        silent_since = self.stage.as_of - timedelta(weeks=self.story.silent_weeks)
        for day in self.stage.rounds:
            if self.starts_on < day < silent_since and not self.project.is_over:
                at = moment(day, 15, 10 + int(self.project.number[-3:]) % 40)
                yield at
                self._meet(day, at)
                yield at + REPORTED_AFTER
                report = partial(self.reporting.report, day, by=self.manager)
                if day == self.stage.rounds[-1]:
                    self.stage.last_reports.append(report)
                else:
                    report(at=at + REPORTED_AFTER)

    def _propose(self, at: datetime) -> None:
        story, cast = self.story, self.stage.cast
        self.project = create_from_template(
            self.template,
            name=story.name,
            department=cast.departments[story.department],
            start=self.starts_on,
            people=self.people,
            by=cast.holder("PMO lead"),
            at=at,
            purpose=story.purpose,
            **story.fields,
        )
        self.happenings = Happenings(
            self.project, story, self.template, self.people, last_reviewed=self.stage.as_of - OFTEN
        )
        self.work = Work(
            self.project,
            seed=f"{self.stage.seed}/{story.name}",
            pace=story.pace,
            clocks=self.stage.clocks,
            agreed=self.happenings.told,
        )
        self.reporting = Reporting(self.project, since=self.starts_on)
        self.spending = Spending(
            self.project,
            budget=self.story.budget,
            finance=cast.holder("Finance analyst"),
            seed=f"{self.stage.seed}/{self.story.name}",
        )
        self.stage.lives[self.story.name] = self
        self.stage.projects.append(self.project)
        self._wait_for_others(by=cast.holder("PMO lead"), at=at)

    def _wait_for_others(self, *, by: Person, at: datetime) -> None:
        """Link the tasks that wait for other projects, each as soon as that project is there."""
        for wait in [wait for wait in self.waits if wait.project in self.stage.lives]:
            self.waits.remove(wait)
            link_tasks(self.stage.lives[wait.project].task(wait.on), self.task(wait.task), by=by, at=at)

    def task(self, key: str) -> Task:
        """Give a task of the project by its key in the template."""
        uid = next(task.uid for task in self.template.tasks if task.key == key)
        return Task.objects.select_related("project").get(project=self.project, uid=uid)

    def _meet(self, day: date, at: datetime) -> None:
        """Take the project up in a round, unless it is held or ends."""
        story = self.story
        if self.project.is_on_hold:
            return
        if story.cancel and self._is_due(story.cancel, day):
            approver = self._approver(State.CANCELED, at)
            cancel_project(self.project, reason=story.cancel.reason, by=approver, at=at)
        elif story.hold and self._is_due(story.hold, day):
            self._hold(story.hold, day, at)
        else:
            self._advance(day, at)

    def _advance(self, day: date, at: datetime) -> None:
        if self.project.state == State.APPROVED:
            self._begin(at)
        self._wait_for_others(by=self.manager, at=at)
        self.happenings.come_true(day, by=self.manager, at=at)
        until = datetime.combine(day, END_OF_DAY)
        record_progress(self.project, self.work.by(until), by=self.manager, at=at, status_date=until)
        self.happenings.settle(by=self.manager, at=at)
        self._follow_work(at)
        self.spending.follow(day, by=self.manager, at=at)
        self.happenings.review_risks(day, by=self.manager, at=at)
        if not self.project.is_over:
            review_project(self.project, by=self.manager, at=at)
        self.happenings.rate(weeks_left=(self.stage.as_of - day).days / 7, by=self.manager, at=at)

    def _begin(self, at: datetime) -> None:
        self._enter(State.PLANNING if self.project.has_schedule else State.IN_PROGRESS, at=at)
        edit_charter(
            self.project,
            CharterFields(),
            objectives=[Aim(text, measure) for text, measure in self.story.objectives],
            partners=[self.stage.cast.departments[code] for code in self.story.partners],
            by=self.manager,
            at=at,
        )
        self.happenings.begin(by=self.manager, at=at)

    def _follow_work(self, at: datetime) -> None:
        for state in states_between(self.project.state, self.happenings.state_of_work()):
            self._enter(state, at=at)
            self.happenings.agree_plan(state, by=self.manager, at=at)

    def _enter(self, state: State, *, at: datetime) -> None:
        advance_project(self.project, state, by=self._approver(state, at), at=at)

    def _approver(self, state: State, at: datetime) -> Person:
        """The manager takes the steps that need no approval, the sponsor the others."""
        permission = permission_to_enter(self.project, state, on=at.date())
        return self.manager if may(self.manager, permission, self.project) else self.people["sponsor"]

    def _is_due(self, pause: Pause, day: date) -> bool:
        return day >= months_after(self.starts_on, pause.months)

    def _hold(self, pause: Pause, day: date, at: datetime) -> None:
        review_on = day + timedelta(days=pause.review_days)
        hold_project(self.project, reason=pause.reason, review_on=review_on, by=self.manager, at=at)
