"""The addresses that anybody may read, signed in or not."""

from django.urls import path, register_converter

from milepost.web.public import views


class ProjectNumber:
    regex = r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ProjectNumber, "number")
app_name = "public"

urlpatterns = [
    path("public/", views.index, name="index"),
    path("public/projects.json", views.projects_json, name="projects-json"),
    path("public/projects.csv", views.projects_csv, name="projects-csv"),
    path("public/projects/<number:number>/", views.project, name="project"),
    path("public/projects/<number:number>.json", views.project_json, name="project-json"),
]
