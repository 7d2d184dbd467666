"""The texts of scripts, handed to pages whose language is not the one they are written in."""

from functools import cache

from django.conf import settings
from django.template import Library
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JSONCatalog

register = Library()


@register.simple_tag
def script_texts() -> SafeString:
    """Put the catalog of the page's language where `texts.ts` reads it; English needs none."""
    return _catalog(get_language() or settings.LANGUAGE_CODE)


@cache
def _catalog(language: str) -> SafeString:
    view = JSONCatalog()
    view.translation = DjangoTranslation(
        language, domain="djangojs", localedirs=[str(folder) for folder in settings.LOCALE_PATHS]
    )
    known = view.get_catalog()
    return json_script(known, "texts") if known else SafeString("")
