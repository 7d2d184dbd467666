"""How anybody is answered: not too often, from the cache while nothing changed, framed where the city allows it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from milepost import __version__
from milepost.domain.reports.rendering.public import public_mark

View = Callable[..., HttpResponseBase]
MINUTE = 60
KEPT_SECONDS = 300
POLICY = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
}


def for_anybody(view: View) -> View:
    """Let a view be read by anybody; the view must not look at who is asking, for its answer is shared."""
    checked = require_safe(_limited(condition(etag_func=_mark)(_shared(view))))
    ancestors = settings.PUBLIC_FRAME_ANCESTORS
    if not ancestors:
        return checked
    return xframe_options_exempt(csp_replace({**POLICY, "frame-ancestors": ancestors})(checked))


def _mark(request: HttpRequest, *args: object, **kwargs: object) -> str:
    return f'"{__version__}-{public_mark()}"'


def _shared(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        return response

    return answer


def _limited(view: View) -> View:
    """Refuse an address that asks more often in a minute than the settings allow."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        now = timezone.now()
        if _count(request, now) > settings.PUBLIC_REQUESTS_A_MINUTE:
            response = HttpResponse(
                gettext("Too many requests. Try again in a minute."), status=429, content_type="text/plain"
            )
            response["Retry-After"] = str(MINUTE - now.second)
            return response
        return view(request, *args, **kwargs)

    return answer


def _count(request: HttpRequest, now: datetime) -> int:
    key = f"public/{_address(request)}/{now:%Y%m%d%H%M}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # it fell out of the cache between the two
        return 1


def _address(request: HttpRequest) -> str:
    """Give the address of the caller; a forwarded one only as far as the city's own proxies wrote it."""
    forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    count = settings.PROXY_COUNT
    if count and len(forwarded) >= count:
        return str(forwarded[-count])
    return str(request.META.get("REMOTE_ADDR", ""))
