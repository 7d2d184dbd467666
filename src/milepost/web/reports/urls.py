"""The addresses of reports."""

from django.urls import path

from milepost.web.reports import publishing, views

app_name = "reports"

urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/portfolio/", views.portfolio, name="portfolio"),
    path("reports/portfolio.pdf", views.portfolio_pdf, name="portfolio_pdf"),
    path("reports/<int:report_id>/", views.report, name="report"),
    path("reports/<int:report_id>/texts/", views.texts, name="texts"),
    path("reports/<int:report_id>/ratings/", views.ratings, name="ratings"),
    path("reports/<int:report_id>/redraft/", views.redraft, name="redraft"),
    path("reports/<int:report_id>/publication/", views.publication, name="publication"),
    path("reports/<int:report_id>/removal/", views.removal, name="removal"),
    path("reports/<int:report_id>/report.pdf", views.pdf, name="pdf"),
    path("reports/<int:report_id>/email.html", views.email, name="email"),
    path("projects/<int:project_id>/publication/", publishing.publication, name="project-publication"),
    path(
        "projects/<int:project_id>/publication/withdrawal/", publishing.withdrawal, name="project-withdrawal"
    ),
    path("projects/<int:project_id>/reports/", views.of_project, name="of_project"),
]
