"""Commands are tried on a copy of a schedule: written as they would be, measured, and taken back whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.applying_commands.applying import put_commands
from milepost.domain.projects.actions.applying_commands.commands import Command
from milepost.domain.projects.actions.editing import Edit, editing
from milepost.domain.projects.models import Project


@contextmanager
def trial(
    project: Project, commands: Sequence[Command], *, permission: str, by: Person, at: datetime
) -> Iterator[Edit]:
    """Let the block look at the schedule as the commands would leave it; nothing of it is kept.

    The commands go through the same code as when they are applied, so that what is shown is what applying makes.
    Raises `Refused` and `CannotEdit`.
    """
    tried = Project.objects.get(pk=project.pk)
    with transaction.atomic():
        with editing(tried, "projects.try_commands", by=by, at=at, permission=permission) as edit:
            if commands:
                put_commands(edit, commands, by=by, at=at)
        yield edit
        transaction.set_rollback(True)
