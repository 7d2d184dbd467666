"""What a reader chooses for the own browser, each kept in a cookie: theme, density, rail and keyboard shortcuts."""

from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ONE_YEAR_SECONDS = 365 * 24 * 3600


class Option(NamedTuple):
    """One of the values to choose from, in words and as an icon."""

    value: str
    label: "StrOrPromise"
    icon: str = ""


class Choice(NamedTuple):
    """A cookie and what it may say; the first option stands until another is chosen."""

    name: str
    label: "StrOrPromise"
    options: tuple[Option, ...]

    def chosen(self, request: HttpRequest) -> str:
        """Give what the reader chose."""
        kept = request.COOKIES.get(self.name, "")
        return kept if self.offers(kept) else self.options[0].value

    def offers(self, value: str) -> bool:
        """Tell whether a value is one of the options."""
        return any(option.value == value for option in self.options)


THEME = Choice(
    "theme",
    "Theme",
    (
        Option("auto", _("As the system"), "theme-auto"),
        Option("light", _("Light"), "theme-light"),
        Option("dark", _("Dark"), "theme-dark"),
    ),
)
DENSITY = Choice(
    "density",
    "Density",
    (Option("compact", _("Compact"), "compact"), Option("comfortable", _("Comfortable"), "comfortable")),
)
RAIL = Choice("rail", "Side bar", (Option("wide", _("Wide")), Option("narrow", _("Narrow"))))
SHORTCUTS = Choice("shortcuts", "Keyboard shortcuts", (Option("on", _("On")), Option("off", _("Off"))))
CHOICES = {choice.name: choice for choice in (THEME, DENSITY, RAIL, SHORTCUTS)}


def choices(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Give templates what the reader chose, by the choice's name."""
    return {"chosen": {name: choice.chosen(request) for name, choice in CHOICES.items()}}


@require_POST
def choose(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Keep what the reader chose and go back to the page that asked."""
    value = request.POST.get(choice.name, "")
    if not choice.offers(value):
        allowed = ", ".join(option.value for option in choice.options)
        return HttpResponseBadRequest(f"This is one of: {allowed}.")
    response = HttpResponseRedirect(_page_before(request))
    response.set_cookie(
        choice.name,
        value,
        max_age=ONE_YEAR_SECONDS,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return before if is_ours else "/"
