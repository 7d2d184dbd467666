"""How requirements are tested: the checks of each, with their outcomes."""

from milepost.domain.governance.models import QualityCheck, RequirementCheck
from milepost.domain.projects.models import Project


def checks_by_requirement(project: Project) -> dict[int, list[QualityCheck]]:
    """Give the checks that test each requirement of a project, in one query."""
    ties = RequirementCheck.objects.filter(requirement__project=project).select_related("check_of")
    found: dict[int, list[QualityCheck]] = {}
    for tie in ties.order_by("check_of__number"):
        found.setdefault(tie.requirement_id, []).append(tie.check_of)
    return found
