"""Hold projects' rows, so that of two changes at once the second sees the first."""

from collections.abc import Iterable

from django.db import DatabaseError

from milepost.domain.common.refusal import Refusal
from milepost.domain.projects.calculations.linked_projects import driven_by, waits_between
from milepost.domain.projects.models import Project


class LinkedProjectBusy(Refusal):
    """Says that somebody edits a linked project this moment."""

    def __init__(self) -> None:
        super().__init__("Somebody edits a linked project this moment. Try again.")


def lock(project: Project) -> Project:
    """Read a project's row anew and hold it until the transaction ends."""
    project.refresh_from_db(from_queryset=Project.objects.select_for_update())
    project.__dict__.pop("roles_by_person", None)
    return project


class Held:
    """A project with all that it drives, held in the order of their ids until the transaction ends."""

    def __init__(self, projects: Iterable[int]) -> None:
        self.projects: dict[int, Project] = {}
        edited = list(projects)
        self.hold([*edited, *driven_by(edited, waits_between())])
        # What was linked between the reading and the lock is held as well.
        self.hold(driven_by(edited, waits_between()))

    def __getitem__(self, project_id: int) -> Project:
        return self.projects[project_id]

    def hold(self, projects: Iterable[int]) -> None:
        """Hold more projects; one out of order is not waited for, so that no two edits wait for each other.

        Raises `LinkedProjectBusy`.
        """
        highest = max(self.projects, default=0)
        wanted = {one for one in projects if one not in self.projects}
        early = {one for one in wanted if one < highest}
        for ids, is_waiting in ((early, False), (wanted - early, True)):
            if ids:
                self._lock(ids, is_waiting=is_waiting)

    def _lock(self, ids: Iterable[int], *, is_waiting: bool) -> None:
        rows = Project.objects.select_for_update(nowait=not is_waiting, of=("self",))
        try:
            self.projects |= {row.pk: row for row in rows.filter(pk__in=ids).order_by("pk")}
        except DatabaseError as error:
            if is_waiting:
                raise
            raise LinkedProjectBusy from error
