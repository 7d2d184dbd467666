"""The interface's components as template tags; each has the same name in html, css and here."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.core.paginator import Page
from django.forms import BoundField
from django.template import Library
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_vite.core.asset_loader import DjangoViteAssetLoader

from milepost.web.appearance.choices import CHOICES
from milepost.web.templatetags import content, formats, values

STATUS_WORDS = {
    "on_track": "On track",
    "at_risk": "At risk",
    "off_track": "Off track",
    "on_hold": "On hold",
    "done": "Done",
    "not_rated": "Not rated",
}
NOTICE_ICONS = {"info": "info", "success": "success", "warning": "alert", "error": "error"}
AVATAR_COLORS = 6

drawn_once = lru_cache(maxsize=4096, typed=True)
"""Keeps small markup that pages repeat by the hundred; typed, so that marked and plain text stay apart."""

register = Library()
register.tags.update(values.register.tags | content.register.tags)


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration."""
    return _icon(name, size, str(label))


@drawn_once
def _icon(name: str, size: str, label: str) -> SafeString:
    css_class = f"icon icon-{size}" if size else "icon"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            css_class, label, _sprite_url(), name,
        )  # fmt: skip
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css_class, _sprite_url(), name
    )


@cache
def _sprite_url() -> str:
    return str(DjangoViteAssetLoader.instance().generate_vite_asset_url("icons.svg"))


@register.simple_tag
def status_chip(status: str, note: str = "") -> SafeString:
    """Show a status by shape, word and color, with a note such as who rated it."""
    return _status_chip(str(status), str(note))


@drawn_once
def _status_chip(status: str, note: str) -> SafeString:
    words = STATUS_WORDS[status]
    return format_html(
        '<span class="status-chip status-{}"{}>{}{}</span>',
        status,
        format_html(' title="{}"', note) if note else "",
        icon(f"status-{status.replace('_', '-')}"),
        words,
    )


@register.simple_tag
def status_trend(reported: Mapping[int, Sequence[Any]], project_id: int) -> SafeString:
    """Show what a project's latest reports said (finish and status each) as a row of shapes, the last one last."""
    reports = reported.get(project_id, ())
    if not reports:
        return SafeString("")
    return _status_trend(tuple(tuple(report) for report in reports))


@drawn_once
def _status_trend(reports: tuple[tuple[date, str], ...]) -> SafeString:
    told = "; ".join(f"{formats.day(finish)}: {STATUS_WORDS[status]}" for finish, status in reports)
    shapes = format_html_join(
        "",
        '<span class="status-{}">{}</span>',
        ((status, icon(f"status-{status.replace('_', '-')}")) for _, status in reports),
    )
    return format_html(
        '<span class="status-trend" role="img" aria-label="Reports: {0}" title="Reports: {0}">{1}</span>',
        told,
        shapes,
    )


@register.simple_tag
def badge(text: str, tone: str = "neutral") -> SafeString:
    """Mark a thing with a word: neutral, info, good, warn or bad."""
    return format_html('<span class="badge badge-{}">{}</span>', tone, text)


@register.simple_tag
def progress(share: float | None, label: str = "Complete") -> SafeString:
    """Show a share of 100 as a bar and a figure."""
    if share is None:
        return SafeString(formats.UNDEFINED)
    return _progress(round(share), str(label))


@drawn_once
def _progress(share: int, label: str) -> SafeString:
    return format_html(
        '<span class="progress"><progress value="{0}" max="100" aria-label="{1}"></progress>'
        '<span class="progress-figure" aria-hidden="true">{0}%</span></span>',
        share,
        label,
    )


@register.simple_tag
def person(somebody: Any, size: str = "") -> SafeString:
    """Show a person, anything with a name and initials, as avatar and name."""
    if somebody is None:
        return format_html('<span class="faint">{}</span>', "No one yet")
    return format_html('<span class="person">{}{}</span>', avatar(somebody, size), somebody.name)


@register.simple_tag
def avatar(somebody: Any, size: str = "") -> SafeString:
    """Show a person's initials in a disk whose color depends on the name alone."""
    return _avatar(somebody.name, somebody.initials, size)


@drawn_once
def _avatar(name: str, initials: str, size: str) -> SafeString:
    color = sum(map(ord, name)) % AVATAR_COLORS
    return format_html(
        '<span class="avatar avatar-{}{}" aria-hidden="true">{}</span>',
        color,
        f" avatar-{size}" if size else "",
        initials,
    )


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    *,
    url: str = "",
    variant: str = "",
    icon: str = "",
    kind: str = "submit",
    name: str = "",
    value: str = "",
    opens: str = "",
    size: str = "",
) -> dict[str, Any]:
    """Offer an action: a link with a url, a button of a form, or the opener of a dialog."""
    return {
        "label": label, "url": url, "variant": variant, "icon": icon, "kind": "button" if opens else kind,
        "name": name, "value": value, "opens": opens, "size": size,
    }  # fmt: skip


@register.inclusion_tag("components/stat.html")
def stat(label: str, value: Any, note: str = "", tone: str = "", url: str = "") -> dict[str, Any]:
    """Show one figure that matters, what it is, and what it is compared with."""
    return {"label": label, "value": value, "note": note, "tone": tone, "url": url}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Show the sections of a workspace: items with label, url, current and, if wanted, count."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, wide: bool = False) -> dict[str, Any]:
    """Show a form field with its label, help and errors, keeping what was typed."""
    return {"field": bound, "wide": wide, "kind": bound.widget_type, "is_group": bound.use_fieldset}


@register.inclusion_tag("components/choice.html", takes_context=True)
def choice(context: RequestContext, name: str) -> dict[str, Any]:
    """Let the reader choose how pages look or act: theme, density, rail or shortcuts."""
    return {
        "choice": CHOICES[name],
        "chosen": context["chosen"][name],
        "action": reverse(name),
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any], noun: str = "rows") -> dict[str, Any]:
    """Show where a page of rows stands in all of them, and the way to its neighbors."""
    return {"page": page, "noun": noun, "request": context.get("request")}


@register.simple_block_tag
def page_header(
    content: SafeString,
    title: str,
    subtitle: str = "",
    trail: Sequence[Mapping[str, str]] = (),
    status: str = "",
    mark: str = "",
) -> str:
    """Open a page: where it belongs, its title with status and mark such as a star, and its actions as the content."""
    shown = {
        "title": title, "subtitle": subtitle, "trail": trail, "status": status, "mark": mark, "content": content,
    }  # fmt: skip
    return render_to_string("components/page_header.html", shown)


@register.simple_block_tag
def card(content: SafeString, *, title: str = "", count: int | None = None, bare: bool = False) -> str:
    """Frame a part of a page; a bare card leaves the padding to its content, such as a table."""
    shown = {"title": title, "count": count, "bare": bare, "content": content}
    return render_to_string("components/card.html", shown)


@register.simple_block_tag
def table(content: SafeString, label: str, *, tall: bool = False, stacked: bool = False) -> str:
    """Frame thead and tbody as a data table that scrolls inside its own labeled region.

    A stacked one shows each row as a card where there is little room; its cells carry `data-label`.
    """
    shown = {"content": content, "label": label, "tall": tall, "stacked": stacked}
    return render_to_string("components/table.html", shown)


@register.simple_block_tag
def filter_bar(content: SafeString, action: str = "", label: str = "Filter", clear: str = "") -> str:
    """Frame the fields that narrow a list; `clear` is the url without filters."""
    shown = {"content": content, "action": action, "label": label, "clear": clear}
    return render_to_string("components/filter_bar.html", shown)


@register.simple_block_tag
def notice(content: SafeString, tone: str, title: str = "") -> str:
    """Tell something: info, success, warning or error."""
    shown = {"content": content, "tone": tone, "title": title, "icon": NOTICE_ICONS[tone]}
    return render_to_string("components/notice.html", shown)


@register.simple_block_tag
def empty_state(content: SafeString, title: str, icon: str = "empty") -> str:
    """Say what an empty page is for and offer the first step."""
    return render_to_string("components/empty_state.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def dialog(content: SafeString, anchor: str, title: str, *, side: bool = False) -> str:
    """Hold content that a button whose `opens` names the anchor shows as a modal dialog, or as a panel at the side."""
    shown = {"content": content, "anchor": anchor, "title": title, "side": side}
    return render_to_string("components/dialog.html", shown)


@register.simple_block_tag
def menu(content: SafeString, label: str, icon: str = "more", *, show_label: bool = False) -> str:
    """Hold less frequent actions behind one button."""
    shown = {"content": content, "label": label, "icon": icon, "show_label": show_label}
    return render_to_string("components/menu.html", shown)


@register.simple_block_tag
def chart_frame(content: SafeString, title: str, summary: str = "") -> str:
    """Frame a chart under its title and the finding it shows."""
    return render_to_string(
        "components/chart_frame.html", {"content": content, "title": title, "summary": summary}
    )
