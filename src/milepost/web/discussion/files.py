"""Files: brought, handed out with care, and removed."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.actions.attaching import CannotAttach, attach_file, faults_of, remove_file
from milepost.domain.common.models import Attachment
from milepost.domain.common.refusal import refuse_all
from milepost.domain.people.permissions import Refused
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.discussion.access import file_or_404, topic_of, topic_or_404
from milepost.web.discussion.forms import FILES_ID, FilesForm
from milepost.web.discussion.places import page_of
from milepost.web.discussion.presenting import INLINE, discussion_of
from milepost.web.discussion.views import _frame, _try, show_discussion
from milepost.web.refusals import shown_in

PICTURES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp"}
# Nothing within a file handed out may run, load or be framed, whatever a browser takes it for.
CAGE = "default-src 'none'; style-src 'none'; sandbox; frame-ancestors 'none'"


@for_persons
@require_http_methods(["GET", "POST"])
def files(request: AskedBy, key: str, topic_id: int) -> HttpResponse:
    """Take files; a script that sends one at a time hears about it in JSON and reads the list anew."""
    found = topic_or_404(request, key, topic_id)
    if request.method == "GET":
        return render(request, "discussion/parts/files.html", {"discussion": discussion_of(request, found)})
    form = FilesForm(request.POST, request.FILES, auto_id=FILES_ID)
    kept: list[Attachment] = []
    if form.is_valid():
        with shown_in(form, CannotAttach):
            refuse_all(faults_of(form.files_brought, at=now()))
            for content, name in form.files_brought:
                kept.append(attach_file(found, content, name, by=request.person.account, at=now()))
    if request.headers.get("Accept") == "application/json":
        problems = [str(problem) for problem in form.errors.get("attachments", [])]
        return JsonResponse({"detail": " ".join(problems)}, status=422 if problems else 201)
    if form.errors:
        return show_discussion(request, found, files_form=form)  # type: ignore[arg-type]
    messages.success(
        request,
        gettext("{name} is attached.").format(name=kept[0].name)
        if len(kept) == 1
        else gettext("{number} files are attached.").format(number=len(kept)),
    )
    return redirect(f"{page_of(found)}#files")


@for_persons
@require_GET
def file(request: AskedBy, file_id: int, name: str) -> HttpResponseBase:
    """Hand a file out to save."""
    return _handed_out(
        file_or_404(request, file_id), as_attachment=True, content_type="application/octet-stream"
    )


@for_persons
@require_GET
def picture(request: AskedBy, file_id: int) -> HttpResponseBase:
    """Show a picture on a page."""
    found = file_or_404(request, file_id)
    if found.ending not in INLINE:
        raise Http404
    return _handed_out(found, as_attachment=False, content_type=f"image/{PICTURES[found.ending]}")


@for_persons
@require_http_methods(["GET", "POST"])
def file_removal(request: AskedBy, file_id: int) -> HttpResponse:
    """Ask whether a file is to go, and erase it."""
    found = file_or_404(request, file_id)
    about = topic_of(found)
    if request.method == "POST":
        _try(
            request,
            lambda: remove_file(found, by=request.person.account, at=now()),
            f"{found.name} is erased.",
        )
        return redirect(f"{page_of(about)}#files")
    return render(request, "discussion/file_removal.html", {"file": found, **_frame(about)})


def _handed_out(found: Attachment, **how: Any) -> HttpResponseBase:
    if not found.is_ready:
        raise Refused(
            gettext("The virus check refused this file.")
            if found.scan == Attachment.Scan.REFUSED
            else gettext("This file is still being checked for viruses. Try again in a moment.")
        )
    response = FileResponse(found.content.open(), filename=found.name, **how)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CAGE
    response["Cache-Control"] = "private, no-store" if how["as_attachment"] else "private, max-age=3600"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
