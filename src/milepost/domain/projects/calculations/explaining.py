"""Why a task is when it is, as sentences that lead from it back to the root of its date."""

from dataclasses import dataclass
from datetime import datetime

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.leveling_holders import holders_of
from milepost.domain.projects.calculations.people_words import PeopleWords
from milepost.domain.projects.calculations.scheduling import network_of
from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.instants import datetime_of
from milepost.engine.schedule import Reason, schedule
from milepost.engine.schedule.explanation import Cause, explain
from milepost.engine.schedule.wording import cause_sentence


@dataclass(frozen=True, slots=True)
class Because:
    """One step of the way: a task, the date explained, and the sentence that explains it."""

    task_id: int | None
    """`None` for a task of another project that the reader may not see."""
    name: str
    date: datetime
    sentence: str
    project_id: int | None = None


def explanation_of(task: Task, *, reader: Person) -> list[Because]:
    """Walk from a task's start to what it goes back to; what the reader may not see of other projects stays unnamed."""
    sources = _sources(task.project, reader)
    plan = network_of(task.project, named=sources.keys())
    network, minutes_per_day = plan.network, task.project.minutes_per_day
    keys = {one.uid: pk for one, pk in zip(network.tasks, plan.task_ids, strict=False)}
    names = {one.uid: one.name or one.words for one in network.tasks}
    result = schedule(network)
    people = PeopleWords(plan, result, reader=reader)
    chain = explain(network, result, task.uid).chain
    holders = holders_of([keys[one.uid] for one in chain if _is_leveled(one)], reader=reader)
    found = []
    for number, cause in enumerate(chain):
        abroad = _abroad(-cause.uid, sources) if cause.kind is Reason.EXTERNAL else None
        sentence = cause_sentence(cause, network, minutes_per_day=minutes_per_day)
        holder = holders.get(keys[cause.uid]) if _is_leveled(cause) else None
        if holder is not None:
            sentence = f"{sentence} {holder.sentence}"
        found.append(
            Because(
                task_id=keys.get(cause.uid) or (-cause.uid if abroad else None),
                name=names[cause.uid],
                date=datetime_of(cause.at),
                sentence=f"{sentence}{_of_people(people, cause, is_first=not number)}{_standing(abroad)}",
                project_id=task.project_id if cause.uid in keys else (abroad.pk if abroad else None),
            )
        )
    return found


def _is_leveled(cause: Cause) -> bool:
    return cause.kind is Reason.LEVELED


def _of_people(people: PeopleWords, cause: Cause, *, is_first: bool) -> str:
    """Say what people do to a date: of the task asked about to its start, and of those before it to their finish."""
    if cause.kind is Reason.EXTERNAL:
        return ""
    return (is_first and people.of_start(cause.uid)) or people.of_finish(cause.uid)


def _sources(project: Project, reader: Person) -> dict[int, Project]:
    """Give the projects that a project waits for, as far as a reader may see them."""
    links = Link.objects.filter(project=project, is_external=True)
    visible = Project.objects.visible_to(reader)
    return visible.in_bulk(list(links.values_list("predecessor__project", flat=True)))


def _abroad(task_id: int, sources: dict[int, Project]) -> Project | None:
    project_id = Task.objects.values_list("project", flat=True).get(pk=task_id)
    return sources.get(project_id)


def _standing(project: Project | None) -> str:
    """Add what puts the dates of another project in doubt."""
    if project is None or project.state not in (Project.State.ON_HOLD, Project.State.CANCELED):
        return ""
    return f" That project is {project.get_state_display().lower()}; its dates stay as they are."
