"""A person's own API tokens: made, shown once, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.actions.tokens import CannotMakeToken, make_token, revoke_token
from milepost.domain.common.models import ApiToken
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in
from milepost.web.tokens.forms import TokenForm


@for_persons
@require_http_methods(["GET", "POST"])
def index(request: AskedBy) -> HttpResponse:
    """List one's tokens and make another; its key is shown in this answer and never again."""
    form, key = TokenForm(request.POST or None), ""
    if form.is_valid():
        given = form.cleaned_data
        with shown_in(form, CannotMakeToken):
            _, key = make_token(given["name"], by=request.person.account, at=now(), days=given["days"])
            form = TokenForm()
    moment = now()
    tokens = [
        (token, token.is_valid(moment)) for token in ApiToken.objects.filter(user=request.person.account)
    ]
    shown = {"form": form, "key": key, "tokens": tokens}
    return render(request, "tokens/index.html", shown, status=422 if form.errors else 200)


@for_persons
@require_POST
def revocation(request: AskedBy, token_id: int) -> HttpResponse:
    """Take a token back."""
    token = get_object_or_404(ApiToken, pk=token_id, user=request.person.account)
    revoke_token(token, by=request.person.account, at=now())
    messages.success(request, gettext("“{name}” opens nothing any more.").format(name=token.name))
    return redirect("tokens:index")
