"""The registers beside one another on the tab “Risks & issues”."""

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from milepost.domain.projects.models import Assumption, Dependency, Issue, Lesson, Project, Risk
from milepost.web.access import AskedBy
from milepost.web.registers.register import Segment

VIEW = "projects.view"
"""Guests enter as well; each sees the rows that are shared."""


def segments(request: AskedBy, project: Project) -> list[Segment]:
    """Give the registers of the tab with how much is open in each, as far as the reader sees it."""
    listed: list[tuple[str, str, type[Model], dict[str, object]]] = [
        ("risks", _("Risks"), Risk, {"state": Risk.State.OPEN}),
        ("issues", _("Issues"), Issue, {"state": Issue.State.OPEN}),
        ("assumptions", _("Assumptions"), Assumption, {"state": Assumption.State.OPEN}),
        ("dependencies", _("Dependencies"), Dependency, {"state": Dependency.State.OPEN}),
        ("lessons", _("Lessons"), Lesson, {"state": Lesson.State.OFFERED}),
    ]
    return [
        Segment(
            label,
            reverse(f"projects:{name}", args=[project.pk]),
            name,
            model._default_manager.visible_to(request.person).filter(project=project, **still_open).count(),  # type: ignore[attr-defined]
        )
        for name, label, model, still_open in listed
    ]
