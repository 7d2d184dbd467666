"""The demo city's accounts, for whoever runs Milepost on the own machine and looks around."""

from typing import NamedTuple

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest
from django.template import Library
from django.template.context import RequestContext

from milepost.demo.founding import DEMO_DOMAIN, DEMO_PASSWORD
from milepost.domain.common.models import User
from milepost.web.accounts.adapter import is_local

register = Library()


class DemoAccounts(NamedTuple):
    """The accounts with the one password they share."""

    users: QuerySet[User]
    password: str


@register.simple_tag(takes_context=True)
def demo_accounts(context: RequestContext) -> DemoAccounts | None:
    """Give the accounts that `make run` made; nothing where demo accounts are refused."""
    request: HttpRequest = context["request"]
    if not is_local(request):
        return None
    users = User.objects.filter(is_demo=True, is_active=True, email__endswith=f"@{DEMO_DOMAIN}")
    manager_first = Case(When(email=f"pm@{DEMO_DOMAIN}", then=0), default=1)
    return DemoAccounts(users.select_related("person").order_by(manager_first, "person__id"), DEMO_PASSWORD)
