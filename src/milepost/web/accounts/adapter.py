"""What Milepost asks of sign-in beyond the library: who may register, and where demo accounts work."""

from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from milepost.domain.common.models import User
from milepost.domain.people.actions.inviting import link_account
from milepost.domain.people.permissions import may

DEMO_REFUSED = "Demo accounts work only in a browser on the machine that runs Milepost."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody registers alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse self-registration."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead who oversees the projects to the portfolio, and everybody else to what waits for them."""
        person = getattr(request.user, "person", None)
        oversees = person is None or may(person, "projects.view_restricted")
        return reverse("portfolio:portfolio" if oversees else "my-work:my-work")

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """Refuse demo accounts, whose passwords are public, unless only this machine reaches the server."""
        if isinstance(user, User) and user.is_demo and not is_local(request):
            messages.error(request, DEMO_REFUSED)
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))
        return super().pre_login(request, user, **kwargs)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Whoever the city's identity provider vouches for is let in, with an account or as the city decides."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Make an account at the first sign-in only where the setting allows it."""
        return bool(settings.SIGN_IN_MAKES_ACCOUNTS)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take the e-mail address and the name that the provider gives."""
        name = data.get("name") or f"{data.get('first_name', '')} {data.get('last_name', '')}".strip()
        sociallogin.user = User(email=str(data.get("email") or "").lower(), name=name)
        return sociallogin.user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Make the account, and link it to the person of the directory with its email."""
        user: User = super().save_user(request, sociallogin, form)
        link_account(user, at=timezone.now())
        return user


def is_local(request: HttpRequest) -> bool:
    """Say whether the server is this machine's own and the browser runs on it."""
    return bool(settings.DEMO_ACCOUNTS_ALLOWED) and ip_address(request.META["REMOTE_ADDR"]).is_loopback
