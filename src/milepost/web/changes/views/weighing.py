"""The options of a change request: kept, chosen and dropped on its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.weighing_options import choose_option, drop_option, keep_option
from milepost.domain.governance.models import ChangeOption
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.changes.access import change_for
from milepost.web.changes.forms import OptionForm
from milepost.web.changes.showing import show_change
from milepost.web.refusals import deed, shown_in


@for_persons
@require_POST
def options(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Keep what a request asks for now as an option."""
    change = change_for(request, project_id, number)
    form = OptionForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            kept = keep_option(change, form.cleaned_data["title"], by=request.person, at=now())
            messages.success(
                request,
                gettext("“{option}” is kept. Edit the request to try another way.").format(option=kept),
            )
            return redirect("changes:change", project_id, number)
    return show_change(request, change, option_form=form)


@for_persons
@require_POST
def choice(request: AskedBy, project_id: int, number: int, option_id: int) -> HttpResponse:
    """Ask for an option instead."""
    option = _option(request, project_id, number, option_id)
    told = gettext("The request asks for “{option}” now.").format(option=option)
    to = reverse("changes:change", args=[project_id, number])
    return deed(request, lambda: choose_option(option, by=request.person, at=now()), told=told, to=to)


@for_persons
@require_POST
def removal(request: AskedBy, project_id: int, number: int, option_id: int) -> HttpResponse:
    """Drop an option."""
    option = _option(request, project_id, number, option_id)
    told = gettext("“{option}” is dropped.").format(option=option)
    to = reverse("changes:change", args=[project_id, number])
    return deed(request, lambda: drop_option(option, by=request.person, at=now()), told=told, to=to)


def _option(request: AskedBy, project_id: int, number: int, option_id: int) -> ChangeOption:
    change = change_for(request, project_id, number)
    option: ChangeOption = get_object_or_404(ChangeOption.objects.of(change), pk=option_id)
    option.change_request = change
    return option
