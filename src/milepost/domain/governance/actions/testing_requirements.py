"""Requirements are tied to the checks that test them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.governance.models import QualityCheck, RequirementCheck
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.scoping import CannotScope, check_scope_open
from milepost.domain.projects.models import Requirement


def tie_checks(requirement: Requirement, checks: Sequence[QualityCheck], *, by: Person, at: datetime) -> None:
    """Say which checks of the quality plan test a requirement; those left out test it no longer."""
    require(by, "projects.edit_scope", requirement.project)
    check_scope_open(requirement.project)
    if any(check.project_id != requirement.project_id for check in checks):
        raise CannotScope(gettext("Choose checks of this project."), field="checks")
    with recording("governance.tie_checks", by=by.account, at=at, subject=requirement.project) as record:
        standing = {tie.check_of_id: tie for tie in RequirementCheck.objects.filter(requirement=requirement)}
        wanted = {check.pk: check for check in checks}
        record.delete_many([tie for pk, tie in standing.items() if pk not in wanted])
        record.create_many(
            [
                RequirementCheck(requirement=requirement, check_of=check)
                for pk, check in wanted.items()
                if pk not in standing
            ]
        )
