"""Scripts of pages, each with its texts where the page's language is not the one they are written in."""

import json
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.template import Library
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JSONCatalog
from django_vite.templatetags.django_vite import vite_asset

register = Library()

EVERY_PAGE = "main.ts"


@register.simple_tag
def script(entry: str) -> SafeString:
    """Fetch a script, and before it put the texts that it says where `texts.ts` reads them; English needs none."""
    return format_html("{}{}", _texts_of(entry, get_language() or settings.LANGUAGE_CODE), vite_asset(entry))


@cache
def _texts_of(entry: str, language: str) -> SafeString:
    catalog = _catalog(language)
    if not catalog:
        return SafeString("")
    code = _code_of(entry)
    spoken = {text: said for text, said in catalog.items() if text in code}
    return json_script(spoken, f"texts-{entry.removesuffix('.ts').replace('/', '-')}")


def _catalog(language: str) -> dict[str, str | list[str]]:
    view = JSONCatalog()
    view.translation = DjangoTranslation(
        language, domain="djangojs", localedirs=[str(folder) for folder in settings.LOCALE_PATHS]
    )
    return view.get_catalog()


def _code_of(entry: str) -> str:
    """Read what an entry fetches, at first and later, beyond what every page has."""
    folder = settings.BUILT_FRONT_END
    chunks = json.loads((folder / "manifest.json").read_text())
    known = set() if entry == EVERY_PAGE else set(_fetched(EVERY_PAGE, chunks, set()))
    return "".join(
        (folder / chunks[name]["file"]).read_text()
        for name in _fetched(entry, chunks, set())
        if name not in known
    )


def _fetched(name: str, chunks: dict[str, dict[str, list[str]]], seen: set[str]) -> Iterator[str]:
    if name in seen:
        return
    seen.add(name)
    yield name
    for other in (*chunks[name].get("imports", ()), *chunks[name].get("dynamicImports", ())):
        yield from _fetched(other, chunks, seen)
