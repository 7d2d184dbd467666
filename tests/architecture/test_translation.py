"""Every text of a page can be translated: templates hold none that is not marked."""

import re

from tests.architecture.sources import PACKAGE, files, text_of

# The style guide is read by those who write the program.
LEFT_OUT = (f"{PACKAGE}/web/templates/styleguide/",)
BRAND = re.compile(r"Milepost|Ctrl K")
MARKED = re.compile(r"{%\s*blocktranslate\b.*?endblocktranslate\s*%}", re.DOTALL)
UNREAD = re.compile(r"<!--.*?-->|<style\b.*?</style>|{#.*?#}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
ELEMENT = re.compile(r"</?[a-zA-Z!][^<>]*>")
SPOKEN = re.compile(r'\s(?:title|aria-label|placeholder|alt|label|summary|data-label)="([^"<>]*)"')
# A class or an address that a block or an include holds.
TECHNICAL = re.compile(r"[a-z]+(?:-[a-z]+)+|/[\w/-]*|&#?\w+;")
WORD = re.compile(r"[A-Za-z]{2,}")
# What tags and filters say themselves begins with a capital.
SAID_BY_TAGS = re.compile(r'(?<!_\()"([A-Z][a-z][^"]*)"')
NOT_SAID = ("extends", "include", "load", "if", "elif", "url", "translate", "blocktranslate", "date")


def unmarked(markup: str) -> list[str]:
    """Give the words of a template that no translator would be shown."""
    rest = UNREAD.sub("", MARKED.sub("", markup))
    found = [
        words
        for tag in TAG.findall(rest)
        if not tag[2:].split()[0].startswith(NOT_SAID)
        for words in SAID_BY_TAGS.findall(tag)
    ]
    plain = TAG.sub("", rest)
    for text in [*SPOKEN.findall(plain), *ELEMENT.split(plain)]:
        if WORD.search(TECHNICAL.sub("", BRAND.sub("", text))):
            found.append(" ".join(text.split()))
    return found


def test_every_text_of_a_template_is_marked_for_translation() -> None:
    templates = [name for name in files(under=PACKAGE, endings=(".html", ".txt")) if "/templates/" in name]

    found = {
        name: words
        for name in templates
        if not name.startswith(LEFT_OUT) and (words := unmarked(text_of(name)))
    }

    assert templates
    assert found == {}


def test_a_text_that_is_not_marked_is_found() -> None:
    assert unmarked('<p title="Why">{% translate "Save" %} it</p>{% button "Cancel" url=back %}') == [
        "Cancel",
        "Why",
        "it",
    ]
    assert (
        unmarked('{% blocktranslate %}{{ n }} tasks{% endblocktranslate %}<a class="late">{{ name }}</a>')
        == []
    )
