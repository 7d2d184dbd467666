"""A manager rates a project's status: worse than the rule freely, better only with a written reason."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.calculations.status import Dimension, current_status, is_worse
from milepost.domain.projects.models import Project, Status, StatusRating

RATINGS = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)


class CannotRate(Refusal):
    """Says what a rating lacks."""


def rate_status(
    project: Project, dimension: Dimension, status: Status, *, by: Person, at: datetime, reason: str = ""
) -> StatusRating:
    """Rate one dimension; the rating stands until the next, until it lapses by age, or until the rule finds worse."""
    require(by, "projects.rate_status", project)
    if status not in RATINGS:
        raise CannotRate(gettext("Rate a project on track, at risk or off track."))
    if project.is_over or project.is_on_hold:
        raise CannotRate(
            gettext("{name} is {lower} and is not rated.").format(
                name=project.name, lower=project.get_state_display().lower()
            )
        )
    rule = current_status(project, as_of=local_day(at))[dimension].rule
    if is_worse(rule.status, than=status) and not reason.strip():
        raise CannotRate(
            gettext("By rule this is {lower}. {reason} Say why it is better than that.").format(
                lower=rule.status.label.lower(), reason=rule.reason
            ),
            field="reason",
        )
    with recording("projects.rate_status", by=by.account, at=at, subject=project, reason=reason) as record:
        record.summary = (
            f"{dimension.label} rated {status.label.lower()}; by rule it is {rule.status.label.lower()}."
        )
        return record.create(
            StatusRating(
                project=project,
                dimension=dimension,
                rule_status=rule.status,
                status=status,
                reason=reason.strip(),
                at=at,
                by=by,
            )
        )
