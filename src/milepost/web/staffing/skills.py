"""Pages of the catalog of skills and staffing roles, and of what a person can do."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.permissions import may, may_anywhere, require
from milepost.domain.staffing.actions.keeping_skills import (
    CannotKeepSkills,
    add_skill,
    add_staffing_role,
    drop_skill,
    edit_skill,
    edit_staffing_role,
    remove_skill,
    set_skill,
)
from milepost.domain.staffing.models import PersonSkill, Skill, StaffingRole
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.staffing.reach import person_for
from milepost.web.staffing.skill_forms import PersonSkillForm, SkillForm, StaffingRoleForm
from milepost.web.staffing.time import show_time

CATALOG = "staffing.edit_catalog"


@for_persons
@require_GET
def skills(request: AskedBy) -> HttpResponse:
    """List the skills with how many people have them, and the roles with what they need."""
    require(request.person, "people.view_directory")
    valid = Q(holders__expires_on=None) | Q(holders__expires_on__gte=today())
    shown = {
        "skills": Skill.objects.annotate(
            holder_count=Count("holders", filter=valid & Q(holders__person__is_active=True))
        ).order_by("name"),
        "roles": StaffingRole.objects.prefetch_related("needs__skill"),
        "may_edit": may(request.person, CATALOG),
        "may_keep_clearances": may_anywhere(request.person, "staffing.edit_clearances"),
    }
    return render(request, "staffing/skills.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def new_skill(request: AskedBy) -> HttpResponse:
    """Put a skill into the catalog."""
    require(request.person, CATALOG)
    form = SkillForm(request.POST or None)
    if form.is_valid():
        with shown_in(form):
            added = add_skill(by=request.person, at=now(), **form.cleaned_data)
            return _saved(request, added)
    return _form(request, form, gettext("New skill"))


@for_persons
@require_http_methods(["GET", "POST"])
def skill(request: AskedBy, skill_id: int) -> HttpResponse:
    """Change a skill; who has it stands beside."""
    require(request.person, CATALOG)
    edited = get_object_or_404(Skill, pk=skill_id)
    form = SkillForm(request.POST or None, initial={"name": edited.name, "description": edited.description})
    if form.is_valid():
        with shown_in(form):
            return _saved(request, edit_skill(edited, by=request.person, at=now(), **form.cleaned_data))
    return _form(request, form, Skill.objects.get(pk=skill_id).name, edited=edited)


@for_persons
@require_POST
def removal(request: AskedBy, skill_id: int) -> HttpResponse:
    """Take a skill out of the catalog."""
    removed = get_object_or_404(Skill, pk=skill_id)
    try:
        remove_skill(removed, by=request.person, at=now())
        messages.success(request, gettext("{name} is removed.").format(name=removed.name))
    except CannotKeepSkills as refusal:
        messages.error(request, str(refusal))
        return redirect("staffing:skill", skill_id)
    return redirect("staffing:skills")


@for_persons
@require_http_methods(["GET", "POST"])
def new_role(request: AskedBy) -> HttpResponse:
    """Put a role into the catalog."""
    require(request.person, CATALOG)
    form = StaffingRoleForm(request.POST or None)
    if form.is_valid():
        with shown_in(form):
            added = add_staffing_role(
                form.cleaned_data["name"],
                description=form.cleaned_data["description"],
                needs=form.needs,
                by=request.person,
                at=now(),
            )
            return _saved(request, added)
    return _form(request, form, gettext("New staffing role"))


@for_persons
@require_http_methods(["GET", "POST"])
def role(request: AskedBy, role_id: int) -> HttpResponse:
    """Change a role and what it needs."""
    require(request.person, CATALOG)
    edited = get_object_or_404(StaffingRole, pk=role_id)
    form = StaffingRoleForm(request.POST or None, role=edited)
    if form.is_valid():
        with shown_in(form):
            edit_staffing_role(
                edited,
                name=form.cleaned_data["name"],
                description=form.cleaned_data["description"],
                needs=form.needs,
                by=request.person,
                at=now(),
            )
            return _saved(request, edited)
    return _form(request, form, StaffingRole.objects.get(pk=role_id).name)


@for_persons
@require_POST
def of_person(request: AskedBy, person_id: int) -> HttpResponse:
    """Let a person have a skill."""
    person = person_for(request, person_id)
    form = PersonSkillForm(request.POST, auto_id="skill_%s")
    if form.is_valid():
        with shown_in(form, CannotKeepSkills):
            set_skill(person, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("The skill is saved."))
            return redirect("staffing:time", person.pk)
    return show_time(request, person, skill_form=form)


@for_persons
@require_POST
def held_removal(request: AskedBy, held_id: int) -> HttpResponse:
    """Take a skill off a person."""
    held = get_object_or_404(PersonSkill.objects.select_related("person", "skill"), pk=held_id)
    person_for(request, held.person_id)
    drop_skill(held, by=request.person, at=now())
    messages.success(request, gettext("The skill is taken off."))
    return redirect("staffing:time", held.person_id)


def _saved(request: AskedBy, row: Skill | StaffingRole) -> HttpResponse:
    messages.success(request, gettext("{name} is saved.").format(name=row.name))
    return redirect("staffing:skills")


def _form(request: AskedBy, form: SkillForm, title: str, *, edited: Skill | None = None) -> HttpResponse:
    holders = edited and edited.holders.filter(person__is_active=True).select_related("person")
    shown = {"form": form, "title": title, "edited": edited, "holders": holders, "today": today()}
    return render(request, "staffing/skill_form.html", shown, status=422 if form.errors else 200)
