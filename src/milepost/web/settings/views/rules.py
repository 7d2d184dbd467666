"""The rules in force, each with its source, and new versions of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from milepost.domain.common.rules import (
    RuleField,
    RuleSchema,
    RuleVersion,
    leaf_of,
    rule_in_force,
    rules_in_force,
    schemas,
    versions_of,
)
from milepost.domain.people.actions.configuring import set_rule
from milepost.domain.people.permissions import may
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.settings.forms import RuleForm
from milepost.web.settings.page import form_status, show

Group = tuple[str, list[tuple[str, str]]]


@for_persons
def rules(request: AskedBy) -> HttpResponse:
    """List every rule with its value in force and where it comes from."""
    shown = [(schema, version, _groups(schema, version)) for schema, version in rules_in_force(on=today())]
    return show(request, "settings/rules.html", tab="Rules", rules=shown)


@for_persons
def rule(request: AskedBy, name: str) -> HttpResponse:
    """Show a rule's versions, and enter a new one."""
    schema = schemas().get(name)
    if schema is None:
        raise Http404
    in_force = rule_in_force(name, on=today())
    form = RuleForm(schema, request.POST) if request.method == "POST" else RuleForm.of(schema, in_force.value)
    if form.is_valid():
        source, effective_on = form.cleaned_data["source"], form.cleaned_data["effective_on"]
        with shown_in(form):
            set_rule(name, form.value, effective_on=effective_on, source=source, by=request.person, at=now())
            messages.success(request, gettext("“{title}” is set.").format(title=schema.title))
            return redirect("settings:rule", name)
    return show(
        request,
        "settings/rule.html",
        tab="Rules",
        status=form_status(form),
        schema=schema,
        form=form,
        in_force=in_force,
        versions=[(version, _groups(schema, version)) for version in versions_of(schema)],
        may_edit=may(request.person, "common.edit_rules"),
    )


def _groups(schema: RuleSchema, version: RuleVersion) -> list[Group]:
    """Put a value into words, field by field under the headings."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for field in schema.fields:
        groups.setdefault(field.group, []).append(
            (field.label, _words(field, leaf_of(version.value, field.name)))
        )
    return list(groups.items())


def _words(field: RuleField, value: object) -> str:
    if value is None or value == []:
        return "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    names = field.choices or {}
    if isinstance(value, list):
        return ", ".join(names.get(one, one) for one in value)
    return f"{value:g}" if isinstance(value, float) else names.get(str(value), str(value))
