"""The link in an invitation, which sets the first password."""

from collections.abc import Callable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from milepost.domain.common.models import User


def link_maker(request: HttpRequest) -> Callable[[User], str]:
    """Give what makes the link of an account, at the address this request came to."""

    def link_to(user: User) -> str:
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=key))

    return link_to
