"""The addresses of documents, legal holds and restrictions."""

from django.urls import path

from milepost.web.documents import record, restricting, views

app_name = "documents"

urlpatterns = [
    path("projects/<int:project_id>/documents/", views.of_project, name="of_project"),
    path("projects/<int:project_id>/documents/<int:number>/", views.document, name="document"),
    path("projects/<int:project_id>/holds/", views.holds, name="holds"),
    path("projects/<int:project_id>/holds/<int:hold_id>/lifting/", views.lifting, name="lifting"),
    path("projects/<int:project_id>/record/", record.record, name="record"),
    path("projects/<int:project_id>/record/<int:run_id>/", record.record_run, name="record-run"),
    path("projects/<int:project_id>/record/<int:run_id>/record.zip", record.record_file, name="record-file"),
    path("restrictions/<slug:kind>/<int:pk>/", restricting.restriction, name="restriction"),
]
