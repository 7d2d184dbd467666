"""A project is gone through in the weekly round."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project, RoundReview


class CannotReview(Refusal):
    """Says why a project is not reviewed; `field` names the field it is about, where there is one."""


def review_project(project: Project, *, by: Person, at: datetime, note: str = "") -> RoundReview:
    """Record that a project was gone through, with what there was to say."""
    require(by, "projects.review", project)
    if project.is_over:
        raise CannotReview(
            gettext("{name} is {lower} and needs no review.").format(
                name=project.name, lower=project.get_state_display().lower()
            ),
            field="note",
        )
    note = note.strip()
    with recording("projects.review", by=by.account, at=at, subject=project, reason=note) as record:
        record.summary = "Gone through in the weekly round."
        return record.create(RoundReview(project=project, at=at, by=by, note=note))
