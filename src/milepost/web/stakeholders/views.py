"""That a planned message went out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.stakeholders import record_sent
from milepost.domain.governance.models import Communication
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in
from milepost.web.registers.views import entry_for, entry_page
from milepost.web.stakeholders.forms import SentForm
from milepost.web.stakeholders.registers import COMMUNICATION_REGISTER


@for_persons
@require_POST
def sent(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Record that a due message was sent or left out, also from My work of its owner."""
    if request.POST.get("back") == "my-work":
        own = Communication.objects.filter(owner=request.person).select_related("project")
        communication = get_object_or_404(own, project=project_id, number=number)
        try:
            record_sent(communication, by=request.person, at=now())
            messages.success(request, gettext("It is recorded as sent."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("my-work:my-work")
    project, communication = entry_for(request, project_id, number, COMMUNICATION_REGISTER)
    form = SentForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            is_sent = request.POST.get("word") != "left out"
            record_sent(
                communication, is_sent=is_sent, note=form.cleaned_data["note"], by=request.person, at=now()
            )
            messages.success(request, gettext("It is recorded."))
            return redirect("stakeholders:communication", project.pk, number)
    return entry_page(request, COMMUNICATION_REGISTER, project, communication, sent_form=form)
