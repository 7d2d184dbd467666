"""Two versions of a schedule side by side, and the letter that goes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.comparing import KIND, CannotCompare, compare, hand_in
from milepost.domain.projects.calculations.comparing import choices_of
from milepost.domain.projects.models import Project
from milepost.domain.reports.rendering.letter import letter_pdf
from milepost.domain.reports.rendering.pdf import PdfUnavailable
from milepost.engine.submission import Topic
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.comparing import ComparisonForm, LetterForm, SubmissionForm
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.runs.panel import panel_of

SHOWN = 40


@for_persons
@require_http_methods(["GET", "POST"])
def comparison(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what the later of two versions changed, and compare others."""
    project = _project(request, project_id)
    form = ComparisonForm(request.POST or None, choices=choices_of(project))
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotCompare):
            compare(project, **form.cleaned_data, by=request.person, at=now())
            return redirect("projects:comparison", project.pk)
    return _show(request, project, form=form, submission=SubmissionForm())


@for_persons
@require_POST
def submissions(request: AskedBy, project_id: int) -> HttpResponse:
    """Keep a file to be compared."""
    project = _project(request, project_id)
    submission = SubmissionForm(request.POST, request.FILES)
    if submission.is_valid():
        file = submission.cleaned_data["file"]
        kept = hand_in(project, file, file.name, by=request.person, at=now())
        messages.success(
            request, gettext("{kept} is kept. Choose what to compare it with.").format(kept=kept)
        )
        return redirect("projects:comparison", project.pk)
    form = ComparisonForm(None, choices=choices_of(project))
    return _show(request, project, form=form, submission=submission)


@for_persons
@require_POST
def letter(request: AskedBy, project_id: int) -> HttpResponse:
    """Give the edited comments as a file."""
    project = _project(request, project_id)
    form = LetterForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("There is no text to take out."))
        return redirect("projects:comparison", project.pk)
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    if request.POST.get("form") == "pdf":
        try:
            content, kind = letter_pdf(text), "pdf"
        except PdfUnavailable as unavailable:
            messages.error(request, str(unavailable))
            return redirect("projects:comparison", project.pk)
    else:
        content, kind = text.encode(), "txt"
    types = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}
    response = HttpResponse(content, content_type=types[kind])
    response["Content-Disposition"] = f'attachment; filename="{project.number}-comments.{kind}"'
    return response


def _project(request: AskedBy, project_id: int) -> Project:
    project = project_for(request, project_id)
    require(request.person, "projects.view_analyses", project)
    return project


def _show(
    request: AskedBy, project: Project, *, form: ComparisonForm, submission: SubmissionForm
) -> HttpResponse:
    panel = panel_of(request, KIND, project)
    found: dict[str, Any] = dict(panel.shown.result or {}) if panel.shown else {}
    uids = {task.uid: task for task in project.tasks.only("pk", "uid", "project_id")} if found else {}
    topics = []
    for topic in Topic:
        rows = [one for one in found.get("findings", ()) if one["topic"] == topic.value]
        if rows:
            listed = [(one["sentence"], uids.get(one["uid"])) for one in rows]
            topics.append((topic.value, len(rows), listed[:SHOWN], listed[SHOWN:]))
    return show(
        request,
        project,
        "projects/comparison.html",
        tab="schedule",
        status=422 if form.errors or submission.errors else 200,
        form=form,
        submission=submission,
        panel=panel,
        found=found,
        topics=topics,
        letter=LetterForm(initial={"text": found.get("letter", "")}),
        can_compare=may(request.person, "projects.compare_versions", project),
    )
