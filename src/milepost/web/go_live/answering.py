"""How pages of going live answer: a form saved or shown again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from milepost.domain.common.refusal import Refusal
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy
from milepost.web.refusals import shown_in


def form_page(
    request: AskedBy,
    project: Project,
    form: BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    back: str,
    told: str,
    template: str = "go_live/form.html",
    **context: Any,
) -> HttpResponse:
    """Save what a form holds and go back, or show the form with what was typed and what is wrong with it."""
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            act(form.cleaned_data)
            messages.success(request, told)
            return redirect(back)
    shown = {
        "form": form,
        "title": title,
        "back": back,
        "trail": trail_of(project),
        "project": project,
        **context,
    }
    return render(request, template, shown, status=422 if form.errors else 200)


def trail_of(project: Project) -> list[dict[str, str]]:
    """Give where the records of a project's go-lives belong."""
    return [
        {"label": project.name, "url": reverse("projects:overview", args=[project.pk])},
        {"label": "Go-live", "url": reverse("go-live:of_project", args=[project.pk])},
    ]
