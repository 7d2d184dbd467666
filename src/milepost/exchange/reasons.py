"""Why a task is when it is, as sentences for people without the database at hand."""

from datetime import datetime

from milepost.engine.instants import datetime_of
from milepost.engine.network.model import Constraint, Link, LinkType
from milepost.engine.schedule import Reason
from milepost.engine.schedule.explanation import Step
from milepost.exchange.plan import Plan
from milepost.exchange.sheets.typed import CONSTRAINT_NAMES, Units, lag_text

ENDS = {
    LinkType.FINISH_TO_START: ("starts", "finishes"),
    LinkType.START_TO_START: ("starts", "starts"),
    LinkType.FINISH_TO_FINISH: ("finishes", "finishes"),
    LinkType.START_TO_FINISH: ("finishes", "starts"),
}


class Reasons:
    """Words for the steps that explain the dates of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._tasks = {task.uid: task for task in plan.tasks}
        self._links = {(link.predecessor_uid, link.successor_uid, link.type): link for link in plan.links}
        self._units = Units(plan.minutes_per_day, plan.minutes_per_week, plan.days_per_month)

    def sentence(self, step: Step) -> str:
        """Say why a task has the date that a step explains."""
        date = "finishes" if step.is_finish else "starts"
        return f"{self._called(step.uid)} {date} {when(datetime_of(step.at))} because {self._because(step)}."

    def _because(self, step: Step) -> str:
        match step.kind:
            case Reason.LINK | Reason.PARENT if step.link is not None:
                return self._link(step.link, step.uid)
            case Reason.CONSTRAINT:
                return self._constraint(step.uid)
            case Reason.ACTUAL:
                return "it actually started then"
            case Reason.PINNED:
                return "its dates are fixed by hand"
            case Reason.CHILDREN:
                place = "last to finish" if step.is_finish else "first to start"
                return f"{self._called(step.other)} is the {place} of its tasks"
            case Reason.PARENT:
                return f"{self._called(step.other)} above it is to start no earlier"
            case _:
                return "nothing holds it later than the start of the project"

    def _link(self, link: Link, uid: int) -> str:
        later, earlier = ENDS[link.type]
        who = "it" if link.successor == uid else f"{self._called(link.successor)} above it"
        return f"{who} {later} {self._lag(link)} {self._called(link.predecessor)} {earlier}"

    def _lag(self, link: Link) -> str:
        """Say how long after or before: `when`, `2d after`, `1d before`."""
        text = lag_text(self._links[link.predecessor, link.successor, link.type], self._units)
        return f"{text[1:]} {'before' if text.startswith('-') else 'after'}" if text else "when"

    def _constraint(self, uid: int) -> str:
        task = self._tasks[uid]
        at = f" {when(task.constraint_at)}" if task.constraint_at else ""
        if task.constraint is Constraint.AS_LATE_AS_POSSIBLE:
            return "it is scheduled as late as possible"
        return f"it must {CONSTRAINT_NAMES[task.constraint].lower().removeprefix('must ')}{at}"

    def _called(self, uid: int | None) -> str:
        return f"“{self._tasks[uid].name}”" if uid in self._tasks else "a task"


def when(instant: datetime) -> str:
    """Write an instant as US readers do: Mar 12, 2027 08:00."""
    return f"{instant:%b} {instant.day}, {instant:%Y %H:%M}"
