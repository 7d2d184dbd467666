"""What befalls a demo project besides its work: risks, slips that become issues, and the plan agreed anew."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from milepost.demo.hazards import look_ahead, rated, respond, work_on_responses, worsen
from milepost.demo.stories import Slip, Story
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.issues import IssueFields, create_issue, resolve_issue
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.actions.rating import rate_status
from milepost.domain.projects.actions.risks import (
    close_risk,
    confirm_risk,
    create_risk,
    turn_into_issue,
)
from milepost.domain.projects.calculations.risk_reviews import risk_reviews
from milepost.domain.projects.models import Issue, Project, ProjectDates, Risk, Status, StatusRating, Task
from milepost.domain.projects.plan_templates import Template
from milepost.engine.network.model import Constraint
from milepost.exchange.sheets.typed import Units, duration_of

State = Project.State
Dimension = StatusRating.Dimension
ORDER = [State.APPROVED, State.PLANNING, State.PROCUREMENT, State.IN_PROGRESS, State.CLOSING, State.CLOSED]
OUTSIDERS_TELL = timedelta(days=70)
"""How long before its date an outsider lets the city know that it moves."""
GRAVE_MINUTES = 15 * 480
AGREED_ANEW_FROM = timedelta(days=14)


def states_between(here: str, there: State) -> list[State]:
    """Give the states to pass on the way; procurement is passed only where the work is."""
    passed = ORDER[ORDER.index(State(here)) + 1 : ORDER.index(there) + 1]
    return [state for state in passed if state != State.PROCUREMENT or state == there]


class Happenings:
    """The turns of one story, each at its time."""

    def __init__(
        self,
        project: Project,
        story: Story,
        template: Template,
        people: Mapping[str, Person],
        *,
        last_reviewed: date,
    ) -> None:
        self.project = project
        self.last_reviewed = last_reviewed
        """The day from which on reviews of risks are still to come."""
        self.story = story
        self.people = people
        uid_of = {task.key: task.uid for task in template.tasks}
        self.pending = {uid_of[slip.task]: slip for slip in story.slips}
        self.told = frozenset(self.pending)
        """The tasks whose duration is the truth once the slip has been told."""
        self.issues: dict[int, Issue] = {}
        self.risks: list[Risk] = []
        self.opinions = list(story.opinions)
        self.states = _states_of(template)

    def begin(self, *, by: Person, at: datetime) -> None:
        """Raise the risks that are seen at the start; of a card the five dates are agreed at once."""
        owners = [self.people.get("business", by), self.people.get("tech", by), by]
        for number, danger in enumerate(self.story.risks):
            owner = owners[number % len(owners)]
            fields = rated(danger, self.story, self.project.tier, owner=owner, on=at.date())
            risk = create_risk(self.project, fields, by=by, at=at)
            respond(risk, owners, by=by, at=at)
            self.risks.append(risk)
        if not self.project.has_schedule:
            set_baseline(self.project, name="Card", by=by, at=at)

    def come_true(self, day: date, *, by: Person, at: datetime) -> None:
        """Let the slips be told whose task is under way, or whose outsider's date is near."""
        if not self.pending:
            return
        tasks = Task.objects.filter(project=self.project, uid__in=self.pending).select_related(
            "dates", "project"
        )
        for task in tasks:
            is_external = task.constraint == Constraint.START_NO_EARLIER_THAN
            ahead = OUTSIDERS_TELL if is_external else timedelta()
            if task.dates.start.date() <= day + ahead:
                self._tell(task, self.pending.pop(task.uid), is_external=is_external, by=by, at=at)

    def _tell(self, task: Task, slip: Slip, *, is_external: bool, by: Person, at: datetime) -> None:
        # An outsider's date moves by days of the calendar, work grows by working time.
        adds = f"{slip.adds[:-1]}e{slip.adds[-1]}" if is_external else slip.adds
        minutes, _, _ = duration_of(adds, Units())
        notes = f"{task.notes} {slip.why}".strip()
        if is_external and task.constraint_at:
            moved = task.constraint_at + timedelta(minutes=minutes)
            edit_task(task, by=by, at=at, constraint_at=moved, notes=notes)
        else:
            edit_task(task, by=by, at=at, duration_minutes=task.duration_minutes + minutes, notes=notes)
        task.dates.refresh_from_db()
        fields = IssueFields(
            title=slip.title,
            description=slip.why,
            severity=Issue.Severity.HIGH if minutes >= GRAVE_MINUTES else Issue.Severity.MEDIUM,
            owner=task.responsible or by,
            organization=task.responsible.organization if task.responsible else None,
            due_on=task.dates.finish.date(),
        )
        if slip.from_risk is None:
            self.issues[task.uid] = create_issue(self.project, fields, by=by, at=at)
        else:
            self.issues[task.uid] = turn_into_issue(self.risks[slip.from_risk], fields, by=by, at=at)
        if slip.agreed:
            set_baseline(
                self.project, name=f"After {slip.title.lower()}"[:120], reason=slip.agreed, by=by, at=at
            )

    def settle(self, *, by: Person, at: datetime) -> None:
        """Resolve the issues whose task has been finished."""
        if not self.issues:
            return
        done = Task.objects.filter(project=self.project, uid__in=self.issues, percent_complete=100)
        for task in done:
            issue = self.issues.pop(task.uid)
            finished = task.actual_finish or task.actual_start
            resolution = (
                f"“{task.name}” was finished {finished:%b} {finished.day}." if finished else "Finished."
            )
            resolve_issue(issue, resolution=resolution, by=by, at=at)

    def review_risks(self, day: date, *, by: Person, at: datetime) -> None:
        """Confirm the risks whose review is due."""
        if day >= self.last_reviewed:
            return
        risks = Risk.objects.filter(project=self.project, state=Risk.State.OPEN).select_related("project")
        work_on_responses(list(risks), day, by=by, at=at)
        for risk, _ in risk_reviews(risks.all(), as_of=day):
            if not worsen(risk, by=by, at=at):
                confirm_risk(risk, by=by, at=at)
        look_ahead(risks.all(), day, by=by, at=at)

    def rate(self, *, weeks_left: float, by: Person, at: datetime) -> None:
        """Let the manager say so when a project stands otherwise than the rule finds."""
        while self.opinions and self.opinions[0].weeks_ago >= weeks_left:
            opinion = self.opinions.pop(0)
            rate_status(
                self.project, Dimension.OVERALL, Status(opinion.status), reason=opinion.reason, by=by, at=at
            )

    def state_of_work(self) -> State:
        """Give the state that the furthest work begun belongs to."""
        percents = dict(Task.objects.filter(project=self.project).values_list("uid", "percent_complete"))
        if all(percents[uid] == 100 for uid in self.states):
            return State.CLOSED
        begun = [state for uid, state in self.states.items() if percents[uid]]
        return max([State(self.project.state), *begun], key=ORDER.index)

    def agree_plan(self, state: State, *, by: Person, at: datetime) -> None:
        """Keep a baseline when planning ends, and another when the contract has moved the finish."""
        if state == State.CLOSING:
            self._close_risks(by=by, at=at)
        current = self.project.baselines.last()
        if current is None and state in (State.PROCUREMENT, State.IN_PROGRESS):
            set_baseline(self.project, name="Approved plan", by=by, at=at)
        elif current and state == State.IN_PROGRESS and self._finish_moved(current.finish):
            reason = "Dates agreed with the vendor in the contract and accepted by the sponsor."
            set_baseline(self.project, name="Contract", reason=reason, by=by, at=at)

    def _finish_moved(self, agreed: datetime) -> bool:
        dates = ProjectDates.objects.get(project=self.project)
        moved: timedelta = dates.finish - agreed
        return abs(moved) > AGREED_ANEW_FROM

    def _close_risks(self, *, by: Person, at: datetime) -> None:
        for risk in Risk.objects.filter(project=self.project, state=Risk.State.OPEN).select_related(
            "project"
        ):
            close_risk(risk, reason="It ended with the work it threatened.", by=by, at=at)


def _states_of(template: Template) -> dict[int, State]:
    """Give for each task the state of its phase: planning until procurement, the last phase closing."""
    phases = [task.name for task in template.tasks if task.level == 1 and task.is_summary]
    if not phases:
        last = template.tasks[-1].uid
        return {task.uid: State.CLOSING if task.uid == last else State.IN_PROGRESS for task in template.tasks}
    buying = next((place for place, name in enumerate(phases) if name.startswith("Procure")), 1)
    states: dict[int, State] = {}
    place = -1
    for task in template.tasks:
        place += task.level == 1
        if not task.is_summary:
            states[task.uid] = _state_of_phase(
                place, buying=buying, is_last=place == len(phases) - 1, name=phases[place]
            )
    return states


def _state_of_phase(place: int, *, buying: int, is_last: bool, name: str) -> State:
    if is_last:
        return State.CLOSING
    if place == buying and name.startswith("Procure"):
        return State.PROCUREMENT
    return State.PLANNING if place < buying else State.IN_PROGRESS
