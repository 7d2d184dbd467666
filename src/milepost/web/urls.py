"""The addresses of all pages."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("milepost.web.accounts.urls")),
    path("accounts/tokens/", include("milepost.web.tokens.urls")),
    path("setup/", include("milepost.web.setup.urls")),
    path("people/capacity/", include("milepost.web.staffing.urls")),
    path("people/", include("milepost.web.people.urls")),
    path("exports/", include("milepost.web.tables.urls")),
    path("views/", include("milepost.web.saved_views.urls")),
    path("settings/", include("milepost.web.settings.urls")),
    path("", include("milepost.web.public.urls")),
    path("", include("milepost.web.accessibility.urls")),
    path("", include("milepost.web.appearance.urls")),
    path("", include("milepost.web.styleguide.urls")),
    path("", include("milepost.web.search.urls")),
    path("", include("milepost.web.portfolio.urls")),
    path("my-work/", include("milepost.web.my_work.urls")),
    path("projects/", include("milepost.web.projects.urls")),
    path("runs/", include("milepost.web.runs.urls")),
    path("projects/", include("milepost.web.money.urls")),
    path("money/", include("milepost.web.money.ledger_urls")),
    path("imports/", include("milepost.web.imports.urls")),
    path("", include("milepost.web.changes.urls")),
    path("projects/", include("milepost.web.scope.urls")),
    path("", include("milepost.web.meetings.urls")),
    path("", include("milepost.web.go_live.urls")),
    path("", include("milepost.web.reports.urls")),
    path("", include("milepost.web.documents.urls")),
    path("", include("milepost.web.discussion.urls")),
    path("", include("milepost.web.notifications.urls")),
]
