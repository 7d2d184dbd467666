"""Delegating what waits for somebody who is away, and ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.actions.delegating import CannotDelegate, delegate_answers, end_delegation
from milepost.domain.people.models import Delegation
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in
from milepost.web.staffing.delegation_forms import DelegationForm
from milepost.web.staffing.reach import person_for
from milepost.web.staffing.time import show_time


@for_persons
@require_POST
def delegations(request: AskedBy, person_id: int) -> HttpResponse:
    """Let somebody answer for a person for some days."""
    person = person_for(request, person_id)
    form = DelegationForm(request.POST, person=person, auto_id="delegation_%s")
    if form.is_valid():
        with shown_in(form, CannotDelegate):
            made = delegate_answers(person, form.wanted, by=request.person, at=now())
            words = gettext("{delegate} answers for {person}.").format(delegate=made.delegate, person=person)
            messages.success(request, words)
            return redirect("staffing:time", person.pk)
    return show_time(request, person, delegation_form=form)


@for_persons
@require_POST
def delegation_end(request: AskedBy, delegation_id: int) -> HttpResponse:
    """End a delegation before its last day."""
    rows = Delegation.objects.select_related("person")
    delegation = get_object_or_404(rows, pk=delegation_id)
    person_for(request, delegation.person_id)
    try:
        end_delegation(delegation, by=request.person, at=now())
        messages.success(request, gettext("The delegation has ended."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("staffing:time", delegation.person_id)
