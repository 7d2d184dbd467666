"""What every entry of a register asks before it is written: who shares it, who owns it, whether it may change."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Deliverable, Project
from milepost.domain.projects.models.register import RegisterEntry


class CannotRegister(Refusal):
    """Says why a register stays as it is."""


def require_share(
    project: Project, entry: RegisterEntry | None, fields: Mapping[str, Any], *, by: Person
) -> None:
    """Raise `Refused` where whether guests see an entry is to change and the person may not decide that."""
    before = entry.is_shared if entry else False
    if fields.get("is_shared", before) != before:
        require(by, "projects.share_registers", project)


def require_register_open(project: Project) -> None:
    """Raise `CannotRegister` for a project that is over."""
    if project.is_over:
        raise CannotRegister(
            gettext("{name} is {state}; its register stays as it is.").format(
                name=project.name, state=project.get_state_display().lower()
            )
        )


def lock_entry(entry: RegisterEntry | Deliverable, *expected: str, is_kept_after_end: bool = False) -> None:
    """Read an entry anew and hold it until the transaction ends; any state will do where none is expected.

    Raises `CannotRegister` for one that is in another state by now, or whose project is over.
    """
    # Every kind of entry has a project, and where it ends a state; the class they share has neither.
    kept: Any = entry
    kept.refresh_from_db(
        from_queryset=type(kept)._default_manager.select_for_update(of=("self",)).select_related("project")
    )
    if not is_kept_after_end:
        require_register_open(kept.project)
    if expected and kept.state not in expected:
        raise CannotRegister(
            gettext("{entry} {number} is marked “{state}” by now.").format(
                entry=str(entry._meta.verbose_name).capitalize(),
                number=entry.number,
                state=kept.get_state_display(),
            )
        )
