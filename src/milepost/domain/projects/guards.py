"""What may speak against a project entering a state; areas above register theirs when the application starts."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.wording import counted, named

Guard = Callable[[Project], Iterable[str]]

_GUARDS: dict[str, list[Guard]] = defaultdict(list)


def guards(state: Project.State) -> Callable[[Guard], Guard]:
    """Register a guard of a state: it gives one sentence per objection and runs inside the change's transaction."""

    def register(guard: Guard) -> Guard:
        _GUARDS[state].append(guard)
        return guard

    return register


def objections_to(project: Project, state: str) -> list[str]:
    """Ask every guard of a state; an empty list lets the project enter it."""
    return [objection for guard in _GUARDS[state] for objection in guard(project)]


@guards(Project.State.CLOSED)
def open_tasks(project: Project) -> Iterable[str]:
    """Object to closing while tasks are open, and name them."""
    tasks = Task.objects.filter(project=project, is_active=True, percent_complete__lt=100, children=None)
    names = list(tasks.values_list("name", flat=True))
    if names:
        yield f"{counted(len(names), 'task')} still open: {named(names)}."
