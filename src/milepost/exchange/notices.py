"""What of a plan Milepost schedules otherwise than the program it came from."""

from collections.abc import Iterator

from milepost.exchange.counting import counted
from milepost.exchange.plan import Notice, Plan, Trait

OF_TRAIT = {
    Trait.RECURRING: "Recurring: {}. The occurrences are kept as tasks below, the rule that made them is not.",
    Trait.EXTERNAL: "Standing for a task of another project: {}, kept at the dates it has.",
    Trait.SUBPROJECT: "Standing for an inserted project: {}, kept at the dates it has.",
    Trait.LINKED_ABROAD: "Linked to another project: {}. Those links are not kept and no longer move anything.",
}


def scheduling_notices(plan: Plan) -> Iterator[Notice]:
    """Give a notice for each way of scheduling that is read but not followed."""
    if not plan.tasks:
        yield Notice("The file holds no tasks.")
    if plan.from_finish:
        yield Notice(
            "The file schedules backward from the project's finish, and so does the project in Milepost.",
            "ScheduleFromStart",
        )
    manual = sum(task.manual_start is not None and not task.traits for task in plan.tasks)
    if manual:
        yield Notice(
            f"Scheduled manually: {counted(manual, 'task')}. They keep their dates and drive what follows.",
            "Task.Manual",
        )
    if inactive := sum(not task.active for task in plan.tasks):
        yield Notice(
            f"Inactive: {counted(inactive, 'task')}, kept but left out of the schedule.", "Task.Active"
        )
    for trait, sentence in OF_TRAIT.items():
        if count := sum(trait in task.traits for task in plan.tasks):
            yield Notice(sentence.format(counted(count, "task")), f"Task.{trait.name.title()}")
