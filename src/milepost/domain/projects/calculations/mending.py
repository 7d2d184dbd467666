"""How the tasks that a check of the schedule found are mended: what to look at, and edits where one can be proposed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.network.model import Constraint

NO_LEAD, SOFT_DATES = "2", "5"
PROPOSED = {
    NO_LEAD: _("Take the leads off"),
    SOFT_DATES: _("Turn hard dates into soft ones"),
}
"""What a proposed edit does, by the number of the check."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What to do about the tasks of a check, and the columns of the schedule that show it."""

    words: Any
    columns: str


_LINKS, _DATES, _BASELINE = (
    "name,duration,predecessors,successors,start,finish",
    "name,duration,start,finish,constraint,constraint_at,deadline",
    "name,start,finish,baseline_start,baseline_finish,percent",
)
MENDINGS = {
    "1": Mending(_("Say what each waits for and what waits for it."), _LINKS),
    "1b": Mending(_("Give each a link to its start and one from its finish."), _LINKS),
    "2": Mending(_("Let the work begin when what it waits for has ended, or split it in two."), _LINKS),
    "3": Mending(_("Put a task with a name in the place of the wait."), _LINKS),
    "4": Mending(_("Use finish to start where work follows work."), _LINKS),
    "5": Mending(_("Let links decide; warn by a deadline instead."), _DATES),
    "6": Mending(_("Look for the successor that is missing."), f"{_LINKS},total_float"),
    "7": Mending(_("Shorten the work before it, or agree another date."), f"{_DATES},total_float"),
    "8": Mending(_("Divide it into parts that can be watched."), _LINKS),
    "9a": Mending(
        _("Report what is done, or let what is left start later."), "name,start,finish,percent,remaining"
    ),
    "9b": Mending(
        _("Correct the actual dates, or the status date."), "name,percent,actual_start,actual_finish"
    ),
    "10": Mending(_("Say who works on it."), "name,responsible,assigned,duration,start,finish"),
    "11": Mending(_("Agree a new baseline, or win the time back."), _BASELINE),
    "12": Mending(_("Look for the link that is missing on the way to the finish."), _LINKS),
    "14": Mending(_("Finish what was to be finished by now."), _BASELINE),
}


def proposed_edits(project: Project, number: str, uids: Iterable[int]) -> list[dict[str, Any]]:
    """Give the commands, as a schedule edit takes them, that mend what a check found; none where people must decide."""
    if number == NO_LEAD:
        return list(_without_leads(project, uids))
    if number == SOFT_DATES:
        return list(_with_soft_dates(project, uids))
    return []


def _without_leads(project: Project, uids: Iterable[int]) -> Iterator[dict[str, Any]]:
    links = Link.objects.filter(project=project, is_external=False, lag__lt=0, successor__uid__in=list(uids))
    codes = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
    for predecessor, successor, kind in links.values_list("predecessor_id", "successor_id", "type"):
        yield {
            "do": "link", "predecessor": predecessor, "successor": successor, "type": codes[kind], "lag": "",
        }  # fmt: skip


def _with_soft_dates(project: Project, uids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Keep a date to start at as no earlier than; of one to finish by keep the warning, a deadline."""
    for task in Task.objects.filter(project=project, uid__in=list(uids)).exclude(constraint_at=None):
        day = f"{task.constraint_at:%Y-%m-%d %H:%M}"
        if task.constraint == Constraint.MUST_START_ON:
            values = {"constraint": "Start no earlier than", "constraint_at": day}
        elif task.constraint == Constraint.START_NO_LATER_THAN:
            values = {"constraint": "As soon as possible"}
        else:
            values = {"constraint": "As soon as possible", "deadline": day}
        yield {"do": "set", "task": task.pk, "values": values}
