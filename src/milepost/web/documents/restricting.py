"""Who may see a record: withheld from readers without clearance, or shown again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from milepost.domain.common.topics import topic_for
from milepost.domain.governance.models import Decision
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.restricting import CannotRestrict, restrict
from milepost.domain.projects.models.restriction import Restrictable, Restriction
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.discussion.places import page_of
from milepost.web.refusals import shown_in


class RestrictionForm(forms.Form):
    restriction = forms.ChoiceField(label=_("Restriction"), required=False, choices=Restriction.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_(
            "Told instead of the record, also to who asks for public records. Name nothing secret here."
        ),
    )


@for_persons
@require_http_methods(["GET", "POST"])
def restriction(request: AskedBy, kind: str, pk: int) -> HttpResponse:
    """Set the restriction of a record."""
    entry = _entry(request, kind, pk)
    require(request.person, "projects.restrict", entry.project)
    initial = {"restriction": entry.restriction, "reason": entry.restriction_reason}
    form = RestrictionForm(request.POST or None, initial=initial)
    back = _page(entry)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with shown_in(form, CannotRestrict):
            chosen = Restriction(given["restriction"])
            restrict(entry, chosen, reason=given["reason"], by=request.person, at=now())
            messages.success(request, gettext("Who may see it is changed."))
            return redirect(back)
    context = {"entry": entry, "form": form, "back": back}
    return render(request, "documents/restriction.html", context, status=422 if form.errors else 200)


def _entry(request: AskedBy, kind: str, pk: int) -> Any:
    if kind == "decision":
        return get_object_or_404(Decision.objects.visible_to(request.person).select_related("project"), pk=pk)
    found = topic_for(request.person.account, kind, pk)
    if not isinstance(found, Restrictable):
        raise Http404
    return found


def _page(entry: Any) -> str:
    return reverse("meetings:decisions") if isinstance(entry, Decision) else page_of(entry)
