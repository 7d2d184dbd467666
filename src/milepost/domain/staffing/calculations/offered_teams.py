"""What an offer makes of its tasks: their teams, durations and earliest starts; the same for trial and deed."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple, cast

from milepost.domain.projects.calculations.effort import Settled, minutes_left, settled_with_team, work_done
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Task
from milepost.domain.staffing.models import RequestedTask, RequestEntry, StaffRequest
from milepost.engine.effort import TaskType
from milepost.engine.network.model import Constraint

Deed = RequestEntry.Deed
LEAST_UNITS = 0.5


class OfferedTerms(NamedTuple):
    """Who would work on the tasks from when and for how much of the time; nobody where it is declined."""

    person: int | None
    share_percent: float
    first: date
    makes_room: bool = False
    """Other work of the person that does not fit beside it waits."""


class Asked(NamedTuple):
    """What does not change with the offers: the share by which the work is known, and who stood there."""

    share_percent: float
    role: str = ""
    replaces: int | None = None
    """Who works on the tasks by an earlier agreement."""
    in_place_of: int | None = None
    """Who leaves the tasks once somebody comes."""


def asked_in(request: StaffRequest) -> Asked:
    """Give by which share the work is known, asked last or agreed since, and who was agreed to, in two queries."""
    entries = request.entries.filter(deed__in=[Deed.SENT, Deed.CONFIRMED]).select_related("offer")
    told = [(one.deed, one.offer) for one in entries if one.offer]
    standing = next((offer for deed, offer in reversed(told) if deed == Deed.CONFIRMED), None)
    share = (told[-1][1] if told else request.offer).share_percent
    return Asked(
        share,
        request.role.name if request.role else "",
        standing.person_id if standing else None,
        request.in_place_of_id,
    )


def team_with(task: Task, team: Sequence[Terms], asked: Asked, terms: OfferedTerms) -> list[Terms]:
    """Give a task's team with the person of an offer in the place of the role, or of who stood there before.

    The work is what was asked for: with a smaller share a task takes longer, unless its duration is fixed.
    """
    leaving = {(asked.replaces, "")} if asked.replaces else set()
    if asked.in_place_of and terms.person is not None:
        leaving.add((asked.in_place_of, ""))
    others = [one for one in team if one.who not in leaving | {(terms.person, ""), (None, asked.role)}]
    role = next((one for one in team if asked.role and one.who == (None, asked.role)), None)
    if terms.person is None:
        back = Terms(None, asked.role, asked.share_percent) if asked.role and leaving else None
        return [*others, *filter(None, [role or back])]
    left_of_role = role.units_percent - asked.share_percent if role else 0
    if role and left_of_role >= LEAST_UNITS:
        others.append(role._replace(units_percent=left_of_role, work_minutes=None))
    work = _work_left(task, others, asked, terms)
    standing = next((one for one in team if one.who == (terms.person, "")), None)
    if work is not None and standing is not None:
        work += work_done(task, standing)
    return [*others, Terms(terms.person, "", terms.share_percent, None if work is None else round(work))]


def _work_left(task: Task, others: Sequence[Terms], asked: Asked, terms: OfferedTerms) -> float | None:
    """Give the work that is left to do, which goes with the person; `None` where it follows from the share."""
    is_shared = task.keeps_work and any(one.units_percent > 0 for one in others)
    if (
        terms.share_percent == asked.share_percent
        or is_shared
        or task.type == TaskType.FIXED_DURATION
        or task.is_elapsed
    ):
        return None
    return minutes_left(task) * asked.share_percent / 100


def settled_by(task: Task, team: Sequence[Terms], asked: Asked, terms: OfferedTerms) -> Settled:
    """Give what follows for a task's duration and team; raises `ImpossibleEffort`."""
    return settled_with_team(task, team, team_with(task, team, asked, terms))


def held_until(task: Task, planned: date, terms: OfferedTerms, hold: RequestedTask | None) -> dict[str, Any]:
    """Give the constraint by which a task does not start before the day an offer begins; none where it need not wait.

    `hold` is what the request agreed to last: its earliest start goes with it, so that an earlier agreement is not kept
    waiting for a later one. What has begun, is scheduled by hand or must keep another date stays as it is.
    """
    if task.actual_start is not None or task.percent_complete > 0 or task.is_manual:
        return {}
    is_held = holds(task, hold)
    decided = _decided_start(task, hold)
    if terms.person is None:
        return _starts_from(decided) if is_held else {}
    if task.constraint not in (Constraint.AS_SOON_AS_POSSIBLE, Constraint.START_NO_EARLIER_THAN):
        return {}
    if not is_held and planned >= terms.first:
        return {}
    if decided is not None and decided.date() >= terms.first:
        return _starts_from(decided)
    return _starts_from(datetime.combine(terms.first, time()))


def holds(task: Task, hold: RequestedTask | None) -> bool:
    """Tell whether a task waits because of what its request agreed to, and nobody decided otherwise since."""
    return (
        hold is not None
        and hold.held_from is not None
        and task.constraint == Constraint.START_NO_EARLIER_THAN
        and task.constraint_at == datetime.combine(hold.held_from, time())
    )


def hold_after(task: Task, hold: RequestedTask, held: dict[str, Any]) -> dict[str, Any]:
    """Give what a request keeps of the earliest start it set, so that it can be lifted; `task` as it was before."""
    if not held:
        return {}
    decided, at = _decided_start(task, hold), held["constraint_at"]
    if at is None or at == decided:
        return {"held_from": None, "free_from": None}
    return {"held_from": at.date(), "free_from": decided}


def _decided_start(task: Task, hold: RequestedTask | None) -> datetime | None:
    """Give the earliest start that people decided, apart from what the request set."""
    if hold is not None and holds(task, hold):
        return cast("datetime | None", hold.free_from)
    return task.constraint_at if task.constraint == Constraint.START_NO_EARLIER_THAN else None


def _starts_from(at: datetime | None) -> dict[str, Any]:
    kind = Constraint.AS_SOON_AS_POSSIBLE if at is None else Constraint.START_NO_EARLIER_THAN
    return {"constraint": int(kind), "constraint_at": at}
