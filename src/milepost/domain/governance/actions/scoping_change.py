"""A change request says which requirements and deliverables it brings."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.governance.actions.requesting_change import CannotChange, lock_change, require_edit
from milepost.domain.governance.models import ChangeRequest, ChangeScope
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Deliverable, Requirement

Entry = Requirement | Deliverable


def bring_scope(change: ChangeRequest, entries: Collection[Entry], *, by: Person, at: datetime) -> None:
    """Say which requirements and deliverables a request brings into the scope, or words otherwise; all of them."""
    require_edit(by, change)
    with recording("governance.bring_scope", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, *ChangeRequest.EDITABLE)
        if any(one.project_id != change.project_id for one in entries):
            raise CannotChange(gettext("Choose requirements and deliverables of this project."))
        standing = {_key(tie.entry): tie for tie in ChangeScope.objects.of(change)}
        wanted = {_key(one): one for one in entries}
        record.delete_many([tie for key, tie in standing.items() if key not in wanted])
        record.create_many(
            [
                ChangeScope(change_request=change, **{key[0]: one})
                for key, one in wanted.items()
                if key not in standing
            ]
        )


def _key(entry: Entry) -> tuple[str, int]:
    return entry._meta.model_name or "", entry.pk
