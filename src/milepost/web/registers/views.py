"""The pages that every register has: its list, a new entry, an entry, and how it ends."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.discussion.places import PAGES
from milepost.web.discussion.presenting import discussion_of
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.registers.register import Register
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


class EndForm(forms.Form):
    """How an entry ended, or why it goes on."""

    words = forms.CharField(
        label=_("How it ended"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, data: Any, *, register: Register) -> None:
        super().__init__(data)
        if register.end_label:
            self.fields["words"].label = register.end_label


def addresses(register: Register) -> Sequence[URLPattern]:
    """Give the addresses of a register's pages under those of projects."""
    base, given = f"<int:project_id>/{register.plural}/", {"register": register}
    one = f"{base}<int:number>/"
    return [
        path(base, entries, given, name=register.plural),
        path(f"{base}new/", new_entry, given, name=f"new-{register.name}"),
        path(one, entry, given, name=register.name),
        path(f"{one}end/", entry_end, given, name=f"{register.name}-end"),
    ]


@for_persons
@require_http_methods(["GET", "POST"])
def entries(request: AskedBy, project_id: int, register: Register) -> HttpResponseBase:
    """List a register of a project."""
    project = project_for(request, project_id)
    require(request.person, register.view, project)
    table = TableView(request, register.table, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    return show(
        request,
        project,
        "registers/list.html",
        tab=register.tab,
        table=table,
        register=register,
        segments=register.segments(request, project),
        is_editable=_may_edit(request, register, project),
        new_url=reverse(register.address("new"), args=[project.pk]),
        **register.of_list(request, project, table),
    )


@for_persons
@require_http_methods(["GET", "POST"])
def new_entry(request: AskedBy, project_id: int, register: Register) -> HttpResponse:
    """Make an entry."""
    project = project_for(request, project_id)
    require(request.person, register.edit, project)
    form = register.form(request.POST or None, project=project, row=None, person=request.person)
    if form.is_bound and form.is_valid():
        with shown_in(form, Refusal):
            row = register.make(project, form.cleaned_data, by=request.person, at=now())
            messages.success(
                request,
                gettext("{name} {number} is on the register.").format(name=register.label, number=row.number),
            )
            return redirect(register.address("entry"), project.pk, row.number)
    return _page(request, project, register, form, row=None)


@for_persons
@require_http_methods(["GET", "POST"])
def entry(request: AskedBy, project_id: int, number: int, register: Register) -> HttpResponse:
    """Show an entry, and take its changes."""
    project, row = entry_for(request, project_id, number, register)
    form = register.form(request.POST or None, project=project, row=row, person=request.person)
    if form.is_bound and form.is_valid():
        with shown_in(form, Refusal):
            register.change(row, form.cleaned_data, by=request.person, at=now())
            messages.success(
                request, gettext("{name} {number} is saved.").format(name=register.label, number=number)
            )
            return redirect(register.address("entry"), project.pk, number)
        row.refresh_from_db()
    return _page(request, project, register, form, row=row)


@for_persons
@require_POST
def entry_end(request: AskedBy, project_id: int, number: int, register: Register) -> HttpResponse:
    """Let an entry end in one of its ways, or go on."""
    project, row = entry_for(request, project_id, number, register)
    ending = EndForm(request.POST, register=register)
    asked = request.POST.get("end", "")
    end = next((one for one in register.offered(row) if one.name == asked), None)
    if end is None:
        ending.add_error(None, gettext("This is no longer offered: the entry has changed meanwhile."))
    elif ending.is_valid():
        with shown_in(ending, Refusal):
            made = end.act(row, ending.cleaned_data["words"], request.person, now())
            messages.success(request, f"{register.label} {number} {end.told}.")
            return redirect(_after(register, project, made))
        row.refresh_from_db()
    form = register.form(None, project=project, row=row, person=request.person)
    return _page(request, project, register, form, row=row, ending=ending)


def entry_for(request: AskedBy, project_id: int, number: int, register: Register) -> tuple[Project, Any]:
    """Give the project and one of its entries that the person may see, or raise `Http404`."""
    project = project_for(request, project_id)
    rows = register.rows(request.person).filter(project=project).select_related(*register.related)
    row = get_object_or_404(rows, number=number)
    row.project = project
    return project, row


def entry_page(
    request: AskedBy, register: Register, project: Project, row: Any, **shown: Any
) -> HttpResponse:
    """Render an entry again with what else was typed on its page and refused."""
    form = register.form(None, project=project, row=row, person=request.person)
    return _page(request, project, register, form, row=row, status=422, **shown)


def _page(
    request: AskedBy,
    project: Project,
    register: Register,
    form: forms.Form,
    *,
    row: Any,
    ending: EndForm | None = None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    is_editable = _may_edit(request, register, project)
    title = f"{register.label} {row.number}" if row else str(register.new_label)
    is_refused = bool(form.errors) or bool(ending and ending.errors)
    context = {
        "register": register,
        "row": row,
        "form": form,
        "title": title,
        "is_editable": is_editable,
        "ending": ending or EndForm(None, register=register),
        "ends": register.offered(row) if row and is_editable else [],
        "end_url": reverse(register.address("end"), args=[project.pk, row.number]) if row else "",
        "list_url": reverse(register.address("list"), args=[project.pk]),
        "discussion": discussion_of(request, row) if row and register.has_discussion else None,
        **(register.of_entry(request, row) if row else {}),
        **shown,
    }
    return show(
        request,
        project,
        "registers/entry.html",
        tab=register.tab,
        status=422 if is_refused else status,
        **context,
    )


def _after(register: Register, project: Project, made: Any) -> str:
    """Lead to what an end has made, such as the issue of a risk that happened; else to the list."""
    name = getattr(getattr(made, "_meta", None), "model_name", "")
    if name and name in PAGES and name != register.name:
        return str(PAGES[name](made))
    return reverse(register.address("list"), args=[project.pk])


def _may_edit(request: AskedBy, register: Register, project: Project) -> bool:
    is_closed = project.is_over and not register.is_kept_after_end
    return not is_closed and may(request.person, register.edit, project)
