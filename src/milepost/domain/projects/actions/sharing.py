"""Who may let guests see an entry of a register."""

from collections.abc import Mapping
from typing import Any

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.register import RegisterEntry


def require_share(
    project: Project, entry: RegisterEntry | None, fields: Mapping[str, Any], *, by: Person
) -> None:
    """Raise `Refused` where whether guests see an entry is to change and the person may not decide that."""
    before = entry.is_shared if entry else False
    if fields.get("is_shared", before) != before:
        require(by, "projects.share_registers", project)
