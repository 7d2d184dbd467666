"""The traceability matrix of a project."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from milepost.domain.governance.calculations.tested import checks_by_requirement
from milepost.domain.projects.calculations.traceability import matrix_of
from milepost.web.access import AskedBy, for_persons
from milepost.web.projects.workspace import show
from milepost.web.scope.access import scope_project


@for_persons
@require_GET
def traceability(request: AskedBy, project_id: int) -> HttpResponse:
    """Show from each requirement what leads to its acceptance, and what is missing."""
    project = scope_project(request, project_id)
    matrix = matrix_of(project, checks_by_requirement(project))
    only_gaps = request.GET.get("show") == "gaps"
    return show(
        request, project, "scope/traceability.html", tab="changes", part="traceability", matrix=matrix,
        rows=matrix.with_gaps if only_gaps else matrix.rows, only_gaps=only_gaps,
    )  # fmt: skip
