"""The addresses of change requests."""

from django.urls import path

from milepost.web.changes.views import asking, deciding, listing, log, weighing

app_name = "changes"

urlpatterns = [
    path("change-requests/", listing.changes, name="all"),
    path("projects/<int:project_id>/changes/", listing.of_project, name="of_project"),
    path("projects/<int:project_id>/changes/log/", log.log, name="log"),
    path("projects/<int:project_id>/changes/entered/", log.entered, name="entered"),
    path("projects/<int:project_id>/changes/new/", asking.new, name="new"),
    path("projects/<int:project_id>/changes/<int:number>/", deciding.change, name="change"),
    path("projects/<int:project_id>/changes/<int:number>/edit/", asking.edit, name="edit"),
    path(
        "projects/<int:project_id>/changes/<int:number>/submission/", deciding.submission, name="submission"
    ),
    path("projects/<int:project_id>/changes/<int:number>/impact/", deciding.impact, name="impact"),
    path("projects/<int:project_id>/changes/<int:number>/routing/", deciding.routing, name="routing"),
    path(
        "projects/<int:project_id>/changes/<int:number>/withdrawal/", deciding.withdrawal, name="withdrawal"
    ),
    path(
        "projects/<int:project_id>/changes/<int:number>/application/",
        deciding.application,
        name="application",
    ),
    path("projects/<int:project_id>/changes/<int:number>/decision/", deciding.decision, name="decision"),
    path("projects/<int:project_id>/changes/<int:number>/options/", weighing.options, name="options"),
    path(
        "projects/<int:project_id>/changes/<int:number>/options/<int:option_id>/choice/",
        weighing.choice,
        name="option-choice",
    ),
    path(
        "projects/<int:project_id>/changes/<int:number>/options/<int:option_id>/removal/",
        weighing.removal,
        name="option-removal",
    ),
    path("changes/steps/<int:step_id>/signature/", deciding.signature, name="signature"),
    path(
        "changes/steps/<int:step_id>/signature/withdrawal/",
        deciding.signature_withdrawal,
        name="signature-withdrawal",
    ),
    path("changes/steps/<int:step_id>/conditions/", deciding.conditions, name="conditions"),
    path("changes/steps/<int:step_id>/person/", deciding.person, name="person"),
]
