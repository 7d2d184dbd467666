"""Pages obey the strict security policy: no inline script, no inline style."""

import re

import pytest

from tests.architecture.sources import PACKAGE, files, text_of

# Mail programs and the PDF renderer load no style sheets of a site.
LEAVES_THE_SITE = (
    f"{PACKAGE}/domain/reports/templates/rendering/",
    f"{PACKAGE}/domain/common/templates/notifications/",
    f"{PACKAGE}/domain/governance/templates/governance/",
)
INLINE = {
    "style attribute": re.compile(r"\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "script with text": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)"),
    "event attribute": re.compile(r"\son[a-z]+="),
}


@pytest.mark.parametrize("what", INLINE)
def test_no_page_has_a(what: str) -> None:
    pages = [
        name for name in files(under=PACKAGE, endings=(".html",)) if not name.startswith(LEAVES_THE_SITE)
    ]

    assert pages
    assert [name for name in pages if INLINE[what].search(text_of(name))] == []
