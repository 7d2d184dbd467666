"""Pages of the directory."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.people.actions.assigning_roles import CannotAssign, give_role, withdraw_role
from milepost.domain.people.actions.enrolling import (
    CannotEnroll,
    add_person,
    deactivate_person,
    edit_person,
    reactivate_person,
)
from milepost.domain.people.actions.inviting import CannotInvite, invite_person
from milepost.domain.people.models import Person, RoleAssignment
from milepost.domain.people.permissions import may, may_anywhere, require
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project, ProjectRole
from milepost.domain.staffing.calculations.timesheets import timesheets_are_on
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.accounts.invitations import link_maker
from milepost.web.people.forms import PersonForm, RoleForm
from milepost.web.people.tables import DIRECTORY
from milepost.web.people.tabs import tabs_of
from milepost.web.refusals import shown_in
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
def directory(request: AskedBy) -> HttpResponseBase:
    """List people; who left only when they are asked for."""
    require(request.person, "people.view_directory")
    table = TableView(request, DIRECTORY)
    if answer := answer_to(table):
        return answer
    shown = {
        "table": table,
        "may_edit": may(request.person, "people.edit_directory"),
        "may_see_capacity": may_anywhere(request.person, "staffing.view_capacity"),
        "has_timesheets": timesheets_are_on(today())
        and any(
            may_anywhere(request.person, action)
            for action in ("staffing.approve_hours", "staffing.keep_hours")
        ),
        "may_see_rates": may_anywhere(request.person, "staffing.view_rates"),
    }
    return render(request, "people/directory.html", shown)


@for_persons
def person(request: AskedBy, person_id: int) -> HttpResponse:
    """Show a person: place in the city, roles, who reports to them."""
    require(request.person, "people.view_directory")
    return _show_person(request, _person(person_id), RoleForm())


@for_persons
def new_person(request: AskedBy) -> HttpResponse:
    """Add a person to the directory."""
    require(request.person, "people.edit_directory")
    form = PersonForm(request.POST or None)
    if form.is_valid():
        with shown_in(form, CannotEnroll):
            added = add_person(
                form.cleaned_data.pop("name"), by=request.person, at=now(), **form.cleaned_data
            )
            messages.success(
                request,
                gettext("{added} is in the directory. Invite them if they need to sign in.").format(
                    added=added
                ),
            )
            return redirect("people:person", added.pk)
    return render(request, "people/person_form.html", {"form": form}, status=422 if form.errors else 200)


@for_persons
def edit(request: AskedBy, person_id: int) -> HttpResponse:
    """Change a person's entry."""
    require(request.person, "people.edit_directory")
    edited = _person(person_id)
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm.of(edited)
    if form.is_valid():
        with shown_in(form, CannotEnroll):
            edit_person(edited, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("{edited} is saved.").format(edited=edited))
            return redirect("people:person", edited.pk)
    shown = {"form": form, "edited": _person(person_id)}
    return render(request, "people/person_form.html", shown, status=422 if form.errors else 200)


@for_persons
@require_POST
def invitation(request: AskedBy, person_id: int) -> HttpResponse:
    """Give a person an account and mail the link that sets the password."""
    invited = _person(person_id)
    try:
        invite_person(invited, by=request.person, at=now(), link_to=link_maker(request))
        messages.success(
            request, gettext("The invitation is on its way to {email}.").format(email=invited.email)
        )
    except CannotInvite as refusal:
        messages.error(request, str(refusal))
    except OSError:
        messages.error(
            request,
            gettext("The account stands, but the mail server did not take the mail. Invite again later."),
        )
    return redirect("people:person", invited.pk)


@for_persons
@require_POST
def deactivation(request: AskedBy, person_id: int) -> HttpResponse:
    """Let a person go."""
    leaving = _person(person_id)
    try:
        deactivate_person(leaving, by=request.person, at=now(), reason=request.POST.get("reason", "")[:500])
        messages.success(
            request, gettext("{leaving} is inactive and signed out everywhere.").format(leaving=leaving)
        )
    except CannotEnroll as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", leaving.pk)


@for_persons
@require_POST
def reactivation(request: AskedBy, person_id: int) -> HttpResponse:
    """Take a person back."""
    returning = _person(person_id)
    reactivate_person(returning, by=request.person, at=now())
    messages.success(
        request,
        gettext("{returning} is active again. Invite them to set a new password.").format(
            returning=returning
        ),
    )
    return redirect("people:person", returning.pk)


@for_persons
@require_POST
def roles(request: AskedBy, person_id: int) -> HttpResponse:
    """Give a person a role."""
    require(request.person, "people.assign_roles")
    holder = _person(person_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        role, department = Role(form.cleaned_data["role"]), form.cleaned_data["department"]
        with shown_in(form, CannotAssign):
            give_role(holder, role, over=department, by=request.person, at=now())
            messages.success(request, f"{holder} is {role.label.lower()} over {department or 'the city'}.")
            return redirect("people:person", holder.pk)
    return _show_person(request, holder, form)


@for_persons
@require_POST
def withdrawal(request: AskedBy, person_id: int, role_id: int) -> HttpResponse:
    """Take a role back."""
    held = get_object_or_404(RoleAssignment.objects.select_related("person"), pk=role_id, person=person_id)
    try:
        withdraw_role(held, by=request.person, at=now())
        messages.success(
            request,
            gettext("{person} no longer holds the role {get_role_display}.").format(
                person=held.person, get_role_display=held.get_role_display()
            ),
        )
    except CannotAssign as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", person_id)


def _person(person_id: int) -> Person:
    related = ("department__parent", "organization", "site", "supervisor", "calendar", "user")
    return get_object_or_404(Person.objects.select_related(*related), pk=person_id)


def _show_person(request: AskedBy, shown_person: Person, role_form: RoleForm) -> HttpResponse:
    visible = Project.objects.visible_to(request.person)
    project_roles = ProjectRole.objects.filter(person=shown_person, project__in=visible.values("pk"))
    shown = {
        "shown_person": shown_person,
        "tabs": tabs_of(request.person, shown_person, current="entry"),
        "reports": shown_person.reports_of.filter(is_active=True).select_related("department"),
        "role_assignments": shown_person.role_assignments.select_related("department"),
        "project_roles": project_roles.select_related("project").order_by("project__number"),
        "role_form": role_form,
        "may_edit": may(request.person, "people.edit_directory"),
        "may_invite": may(request.person, "people.manage_accounts"),
        "may_assign": may(request.person, "people.assign_roles"),
        "may_hand_on": shown_person == request.person or may(request.person, "people.hand_on", shown_person),
    }
    return render(request, "people/person.html", shown, status=422 if role_form.errors else 200)
