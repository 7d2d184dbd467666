"""What every plan must satisfy, whatever file it came from."""

from collections import Counter
from collections.abc import Iterable

from milepost.exchange import limits
from milepost.exchange.counting import counted
from milepost.exchange.errors import Damaged
from milepost.exchange.plan import Notice, Plan, PlanCalendar, PlanTask

NAME_CHARACTERS = 255
WHOLE = 100.0
HIGHEST_PRIORITY = 1000


def hold_together(plan: Plan) -> Plan:
    """Refuse a plan that contradicts itself; mend, with a notice, what has one plain meaning."""
    _refuse_repeated("tasks", ((task.uid, task.name) for task in plan.tasks))
    _refuse_repeated("resources", ((resource.uid, resource.name) for resource in plan.resources))
    _refuse_repeated("calendars", ((calendar.uid, calendar.name) for calendar in plan.calendars))
    for task in plan.tasks:
        _check_task(task)
    _mend_tasks(plan)
    _check_calendars(plan)
    _check_links(plan)
    _check_assignments(plan)
    return plan


def _refuse_repeated(things: str, keys: Iterable[tuple[int, str]]) -> None:
    seen: dict[int, str] = {}
    for uid, name in keys:
        if not 0 <= uid < limits.NUMBERS:
            raise Damaged(
                f"Of the {things}, “{name[:60]}” has the number {uid}, which no program gives. Correct it."
            )
        if uid in seen:
            raise Damaged(
                f"Two {things} have the same number {uid}: “{seen[uid][:60]}” and “{name[:60]}”. "
                "The file was changed outside its program; save it again there."
            )
        seen[uid] = name


def _check_task(task: PlanTask) -> None:
    spans = (task.duration_minutes, task.remaining_minutes or 0)
    if min(spans) < 0 or max(spans) > limits.DURATION_MINUTES:
        raise Damaged(f"{_called(task)} has a duration that cannot be. Correct it and import again.")
    if task.actual_finish and not task.actual_start:
        task.actual_start = min(task.actual_finish, task.stored.start or task.actual_finish)
    pairs = [
        ("actual", task.actual_start, task.actual_finish),
        ("manual", task.manual_start, task.manual_finish),
    ]
    for which, start, finish in pairs:
        if start and finish and finish < start:
            raise Damaged(
                f"{_called(task)} has its {which} finish ({finish:%b %-d, %Y}) before its {which} start "
                f"({start:%b %-d, %Y}). Correct one of them and import again."
            )


def _called(task: PlanTask) -> str:
    return f"Task {task.uid} “{task.name[:60]}”"


def _mend_tasks(plan: Plan) -> None:
    cut = out_of_range = 0
    guids = Counter(task.guid for task in plan.tasks if task.guid)
    for task in plan.tasks:
        if len(task.name) > NAME_CHARACTERS:
            task.name = task.name[:NAME_CHARACTERS]
            cut += 1
        if not 0 <= task.percent_complete <= WHOLE:
            task.percent_complete = min(max(task.percent_complete, 0.0), WHOLE)
            out_of_range += 1
        task.priority = min(max(task.priority, 0), HIGHEST_PRIORITY)
        if guids[task.guid] > 1:
            task.guid = ""
    _notice(plan, cut, f"had a name longer than {NAME_CHARACTERS} characters; it was cut.", "Task.Name")
    _notice(
        plan, out_of_range, "had a percent complete outside 0 to 100; it was bounded.", "Task.PercentComplete"
    )
    repeated = sum(count for count in guids.values() if count > 1)
    _notice(plan, repeated, "shared a GUID with another; it was dropped.", "Task.GUID")


def _notice(plan: Plan, count: int, sentence: str, where: str) -> None:
    if count:
        plan.notices.append(Notice(f"{counted(count, 'task')} {sentence}", where))


def _check_calendars(plan: Plan) -> None:
    calendars = {calendar.uid: calendar for calendar in plan.calendars}
    for calendar in plan.calendars:
        if calendar.base_uid is not None and calendar.base_uid not in calendars:
            calendar.base_uid = None
            sentence = (
                f"Calendar “{calendar.name}” was based on one that the file lacks; it stands alone now."
            )
            plan.notices.append(Notice(sentence, "Calendar"))
        _refuse_circle(calendar, calendars)
    if plan.calendar_uid not in calendars:
        bases = [calendar.uid for calendar in plan.calendars if calendar.base_uid is None]
        plan.calendar_uid = bases[0] if bases else None
    lost = [
        task for task in plan.tasks if task.calendar_uid is not None and task.calendar_uid not in calendars
    ]
    for task in lost:
        task.calendar_uid = None
    _notice(
        plan,
        len(lost),
        "named a calendar that the file lacks; the project calendar is used.",
        "Task.CalendarUID",
    )
    for resource in plan.resources:
        if resource.calendar_uid not in calendars:
            resource.calendar_uid = None


def _refuse_circle(calendar: PlanCalendar, calendars: dict[int, PlanCalendar]) -> None:
    seen = {calendar.uid}
    base = calendar.base_uid
    while base is not None:
        if base in seen:
            raise Damaged(f"Calendar “{calendar.name}” is based on itself. Give it another base calendar.")
        seen.add(base)
        base = calendars[base].base_uid if base in calendars else None


def _check_links(plan: Plan) -> None:
    tasks = {task.uid: task for task in plan.tasks}
    unique = dict.fromkeys((link.predecessor_uid, link.successor_uid, link.type) for link in plan.links)
    for link in plan.links:
        for uid, other in (
            (link.predecessor_uid, link.successor_uid),
            (link.successor_uid, link.predecessor_uid),
        ):
            if uid not in tasks:
                end = _called(tasks[other]) if other in tasks else f"Task {other}"
                raise Damaged(
                    f"{end} is linked to task {uid}, which is not in the file. "
                    "Remove the link or add the task, and import again."
                )
        if abs(link.lag) > limits.DURATION_MINUTES:
            raise Damaged(
                f"{_called(tasks[link.successor_uid])} follows its predecessor with a lag of over 100 years."
            )
        if link.predecessor_uid == link.successor_uid:
            raise Damaged(f"{_called(tasks[link.successor_uid])} is its own predecessor. Remove the link.")
    if repeated := len(plan.links) - len(unique):
        plan.links = list({(ln.predecessor_uid, ln.successor_uid, ln.type): ln for ln in plan.links}.values())
        plan.notices.append(
            Notice(f"{counted(repeated, 'link')} stood twice; the last of each was kept.", "PredecessorLink")
        )


def _check_assignments(plan: Plan) -> None:
    tasks = {task.uid for task in plan.tasks}
    resources = {resource.uid for resource in plan.resources}
    known = [a for a in plan.assignments if a.task_uid in tasks and a.resource_uid in resources]
    if lost := len(plan.assignments) - len(known):
        plan.assignments = known
        plan.notices.append(
            Notice(
                f"{counted(lost, 'assignment')} named a task or a resource that is not in the plan and was left out.",
                "Assignment",
            )
        )
