"""A comment's plain text as HTML: paragraphs, lists, links and mentions, and nothing that anybody typed as markup."""

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from milepost.domain.common.calculations.mentions import spans_of

LINK = re.compile(r"\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
BULLET = re.compile(r"\s*[-*•]\s+(?=\S)")
SHOWN = 80
BREAK = mark_safe("<br>")


def comment_html(text: str, names: list[str]) -> SafeString:
    """Write a text as HTML; `names` are those mentioned in it."""
    return format_html_join("", "{}", ((block,) for block in _blocks(text, names)))


def _blocks(text: str, names: list[str]) -> Iterator[SafeString]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines: list[SafeString] = []
        items: list[SafeString] = []
        for line in block.split("\n"):
            bullet = BULLET.match(line)
            if bullet:
                yield from _paragraph(lines)
                lines = []
                items.append(_inline(line[bullet.end() :], names))
            elif line.strip():
                yield from _list(items)
                items = []
                lines.append(_inline(line, names))
        yield from _paragraph(lines)
        yield from _list(items)


def _paragraph(lines: list[SafeString]) -> Iterator[SafeString]:
    if lines:
        yield format_html("<p>{}</p>", format_html_join(BREAK, "{}", ((line,) for line in lines)))


def _list(items: list[SafeString]) -> Iterator[SafeString]:
    if items:
        yield format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def _inline(line: str, names: list[str]) -> SafeString:
    parts: list[SafeString] = []
    for piece, is_mention in spans_of(line, names):
        if is_mention:
            parts.append(format_html('<span class="mention">{}</span>', piece))
        else:
            parts += _linked(piece)
    return format_html_join("", "{}", ((part,) for part in parts))


def _linked(text: str) -> Iterator[SafeString]:
    end = 0
    for link in LINK.finditer(text):
        yield format_html("{}", text[end : link.start()])
        address = link[0]
        shown = address if len(address) <= SHOWN else f"{address[: SHOWN - 1]}…"
        yield format_html('<a href="{}" rel="nofollow noopener noreferrer">{}</a>', address, shown)
        end = link.end()
    yield format_html("{}", text[end:])
