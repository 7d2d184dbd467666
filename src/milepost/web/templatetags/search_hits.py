"""Marks the words that were searched in what was found."""

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from milepost.domain.common.search.folding import spans

register = Library()


@register.simple_tag
def marked(text: str, words: tuple[str, ...]) -> SafeString:
    """Show a text with the words marked, accents and case aside."""
    found = spans(text, words)
    ends = [0, *(end for _, end in found)]
    pieces = (
        (text[before:start], text[start:end]) for before, (start, end) in zip(ends, found, strict=False)
    )
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[ends[-1] :])
