"""The log of applied changes, and what entered the scope without one."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from milepost.domain.governance.calculations.change_log import change_log_of
from milepost.domain.governance.calculations.entered_scope import entered_scope, entered_tasks
from milepost.web.access import AskedBy, for_persons
from milepost.web.changes.access import changes_project
from milepost.web.projects.workspace import show


@for_persons
@require_GET
def log(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what the applied changes add up to."""
    project = changes_project(request, project_id)
    return show(request, project, "changes/log.html", tab="changes", part="log", log=change_log_of(project))


@for_persons
@require_GET
def entered(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what stands in the scope and the plan that was not agreed at first."""
    project = changes_project(request, project_id)
    found = [*entered_scope(project), *entered_tasks(project)]
    return show(
        request, project, "changes/entered.html", tab="changes", part="entered", found=found,
        unexplained=[one for one in found if one.is_unexplained],
        explained=[one for one in found if not one.is_unexplained],
        has_baseline=project.baselines.exists() or project.scope_baselines.exists(),
    )  # fmt: skip
