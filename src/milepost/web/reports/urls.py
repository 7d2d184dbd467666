"""The addresses of reports."""

from django.urls import path

from milepost.web.reports import council, distributions, portfolio, publishing, views

app_name = "reports"

urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/portfolio/", views.portfolio, name="portfolio"),
    path("reports/portfolio/months/", portfolio.latest, name="latest-month"),
    path("reports/portfolio/<int:year>/<int:number>/", portfolio.month, name="month"),
    path("reports/portfolio/<int:year>/<int:number>/report.pdf", portfolio.month_pdf, name="month-pdf"),
    path(
        "reports/portfolio/<int:year>/<int:number>/report.pptx", portfolio.month_slides, name="month-slides"
    ),
    path("reports/portfolio/<int:year>/<int:number>/email.html", portfolio.month_email, name="month-email"),
    path("reports/portfolio.pptx", views.portfolio_slides, name="portfolio_slides"),
    path("reports/<int:report_id>/report.pptx", views.slides, name="slides"),
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
    path("reports/council/", council.communications, name="communications"),
    path("reports/council/<int:communication_id>/", council.communication, name="communication"),
    path("reports/council/<int:communication_id>/texts/", council.texts, name="communication-texts"),
    path("reports/council/<int:communication_id>/finish/", council.finish, name="communication-finish"),
    path("reports/council/<int:communication_id>/removal/", council.removal, name="communication-removal"),
    path("reports/council/<int:communication_id>/communication.pdf", council.pdf, name="communication-pdf"),
    path("projects/<int:project_id>/council/new/", council.new_communication, name="new-communication"),
    path("reports/sent/", distributions.distributions, name="distributions"),
    path("reports/sent/new/", distributions.new_distribution, name="new-distribution"),
    path("reports/sent/<int:distribution_id>/", distributions.distribution, name="distribution"),
    path(
        "reports/sent/<int:distribution_id>/state/",
        distributions.distribution_state,
        name="distribution-state",
    ),
    path(
        "projects/<int:project_id>/reports/sent/new/",
        distributions.new_distribution,
        name="new-project-distribution",
    ),
    path("projects/<int:project_id>/reports/", views.of_project, name="of_project"),
]
