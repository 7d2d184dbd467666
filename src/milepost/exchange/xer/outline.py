"""The work breakdown of Primavera P6 as an outline of summaries and tasks."""

from collections import defaultdict
from collections.abc import Iterator

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, TooLarge
from milepost.exchange.fields import Fields
from milepost.exchange.outline import settle_outline
from milepost.exchange.plan import Kind, PlanTask
from milepost.exchange.xer.tables import Row
from milepost.exchange.xer.tasks import read_task

TOP = ""


def read_outline(elements: list[Row], activities: list[Row], *, critical_slack: int) -> list[PlanTask]:
    """Give summaries and activities as P6 shows them; elements without activities are left out."""
    outline = _Outline(elements, activities, critical_slack)
    tasks = list(outline.below(TOP, level=1))
    if sum(task.kind is not Kind.SUMMARY for task in tasks) < len(activities):
        raise Damaged(
            "The work breakdown of the XER file runs in a circle. Repair it in Primavera P6 and export again."
        )
    settle_outline(tasks)
    return tasks


class _Outline:
    def __init__(self, elements: list[Row], activities: list[Row], critical_slack: int) -> None:
        self._critical_slack = critical_slack
        self._elements: dict[str, list[Row]] = defaultdict(list)
        self._activities: dict[str, list[Row]] = defaultdict(list)
        known = {row.get("wbs_id", TOP) for row in elements if row.get("proj_node_flag") != "Y"}
        for row in sorted(elements, key=lambda row: Fields(row, "A WBS element").whole("seq_num")):
            if row.get("wbs_id") in known:
                parent = row.get("parent_wbs_id", TOP)
                self._elements[parent if parent in known else TOP].append(row)
        for row in sorted(activities, key=lambda row: row.get("task_code", "")):
            element = row.get("wbs_id", TOP)
            self._activities[element if element in known else TOP].append(row)
        self._offset = _offset(known, activities)

    def below(self, element: str, *, level: int) -> Iterator[PlanTask]:
        if level > limits.OUTLINE_LEVELS:
            raise TooLarge(
                f"The work breakdown is more than {limits.OUTLINE_LEVELS} levels deep. Flatten it in P6."
            )
        for row in self._activities[element]:
            yield read_task(row, level=level, critical_slack=self._critical_slack)
        for row in self._elements[element]:
            tasks = list(self.below(row["wbs_id"], level=level + 1))
            if tasks:
                yield self._summary(row, level)
                yield from tasks

    def _summary(self, row: Row, level: int) -> PlanTask:
        fields = Fields(row, f"WBS element “{row.get('wbs_name', '')[:60]}”")
        return PlanTask(
            uid=fields.whole("wbs_id") + self._offset,
            name=fields.text("wbs_name"),
            outline_level=level,
            kind=Kind.SUMMARY,
            guid=fields.text("guid"),
            wbs=fields.text("wbs_short_name"),
        )


def _offset(elements: set[str], activities: list[Row]) -> int:
    """Elements and activities are numbered apart in P6 and together here."""
    numbers = {row.get("task_id", "") for row in activities}
    if elements.isdisjoint(numbers):
        return 0
    return max(int(number) for number in numbers if number.isdecimal()) + 1
