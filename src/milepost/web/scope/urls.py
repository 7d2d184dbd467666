"""The addresses of a project's scope."""

from django.urls import path

from milepost.web.scope.views import deliverables, importing, requirements, tracing

app_name = "scope"

urlpatterns = [
    path("<int:project_id>/requirements/", requirements.requirements, name="requirements"),
    path("<int:project_id>/requirements/new/", requirements.new, name="new-requirement"),
    path("<int:project_id>/requirements/import/", importing.upload, name="import"),
    path("<int:project_id>/requirements/import/preview/", importing.preview, name="import-preview"),
    path(
        "<int:project_id>/requirements/import/confirmation/",
        importing.confirmation,
        name="import-confirmation",
    ),
    path("<int:project_id>/requirements/list.xlsx", importing.template, name="template"),
    path("<int:project_id>/requirements/<int:number>/", requirements.requirement, name="requirement"),
    path("<int:project_id>/requirements/<int:number>/drop/", requirements.drop, name="drop"),
    path("<int:project_id>/requirements/<int:number>/checks/", requirements.checks, name="checks"),
    path("<int:project_id>/scope/agreement/", requirements.agreement, name="agreement"),
    path("<int:project_id>/scope/traceability/", tracing.traceability, name="traceability"),
    path("<int:project_id>/deliverables/", deliverables.deliverables, name="deliverables"),
    path("<int:project_id>/deliverables/new/", deliverables.new, name="new-deliverable"),
    path("<int:project_id>/deliverables/<int:number>/", deliverables.deliverable, name="deliverable"),
    path("<int:project_id>/deliverables/<int:number>/edit/", deliverables.edit, name="edit-deliverable"),
    path("<int:project_id>/deliverables/<int:number>/handover/", deliverables.handover, name="handover"),
    path(
        "<int:project_id>/deliverables/<int:number>/acceptance/", deliverables.acceptance, name="acceptance"
    ),
]
