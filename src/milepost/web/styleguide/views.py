"""The style guide's pages; they show invented facts only and need no sign-in."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from milepost.web.styleguide import samples
from milepost.web.styleguide.content import COMMENTS, EVENTS
from milepost.web.styleguide.forms import SampleForm
from milepost.web.styleguide.schedule import sample_document
from milepost.web.templatetags.components import STATUS_WORDS

TABS = ["Overview", "Schedule", "Baselines", "Risks & issues", "Reports", "History", "Settings"]


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show a page as the components make it together."""
    return render(request, "styleguide/styleguide.html", _shown("styleguide"))


def part(request: HttpRequest, name: str) -> HttpResponse:
    """Show one family of components with its states."""
    return render(request, f"styleguide/{name}.html", _shown(f"styleguide-{name}"))


def schedule(request: HttpRequest) -> HttpResponse:
    """Show the Gantt element with an invented project."""
    return render(request, "styleguide/schedule.html", {"navigation": _navigation("Projects")})


def schedule_document(request: HttpRequest) -> JsonResponse:
    """Give the invented project's document, as a project's own page does."""
    return JsonResponse(sample_document(), headers={"ETag": '"sample"'})


def _shown(current: str) -> dict[str, Any]:
    return {
        "navigation": _navigation("Projects"),
        "part": samples.PAGES[current],
        "pages": [
            {"label": label, "url": reverse(name), "current": name == current}
            for name, label in samples.PAGES.items()
        ],
        "projects": samples.PROJECTS,
        "person": samples.ORTIZ,
        "statuses": list(STATUS_WORDS),
        "colors": samples.COLORS,
        "icons": samples.ICONS,
        "dates": samples.DATES,
        "today": samples.TODAY,
        "amounts": samples.AMOUNTS,
        "comments": COMMENTS,
        "events": EVENTS,
        "trail": [{"label": "Projects", "url": "#"}, {"label": "P-2026-014", "url": "#"}],
        "tabs": [{"label": label, "url": "#", "current": label == "Schedule"} for label in TABS],
        "form": SampleForm(),
        "refused_form": SampleForm({"name": "", "budget": "-5", "tier": "S"}),
        "page": Paginator(range(1240), 50).page(3),
    }


def _navigation(current: str) -> list[dict[str, object]]:
    return [
        {"label": label, "url": "#", "icon": icon, "current": label == current}
        for label, icon in samples.NAVIGATION
    ]
