"""Every address asked for by name exists: a link that is drawn for few readers would else break unseen."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

SOURCES = Path(__file__).parents[2] / "src/milepost"
BY_NAME = re.compile(r"""(?:\breverse\(|\bredirect\(|\{% url )\s*["']([a-z_]+:[a-z0-9_-]+)["']""")


def _names(resolver: URLResolver, within: str = "") -> Iterator[str]:
    space = f"{within}{resolver.namespace}:" if resolver.namespace else within
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"


def _asked() -> Iterator[tuple[str, str]]:
    for path in (*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html")):
        for name in BY_NAME.findall(path.read_text()):
            yield name, str(path.relative_to(SOURCES))


def _routes(resolver: URLResolver, within: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = within + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route


def test_no_page_stands_in_the_way_of_another():
    """Of two pages at one address only the first can be reached."""
    routes: Mapping[str, int] = Counter(_routes(get_resolver()))

    # A call of the API has an address for each of its verbs; pages of accounts stand before the library's on purpose.
    routes = {route: times for route, times in routes.items() if not route.startswith(("api/", "accounts/"))}
    assert [route for route, times in routes.items() if times > 1] == []


def test_every_address_asked_for_by_name_exists():
    there = set(_names(get_resolver()))
    asked = set(_asked())

    assert len(asked) > 100
    assert sorted((name, where) for name, where in asked if name not in there) == []
