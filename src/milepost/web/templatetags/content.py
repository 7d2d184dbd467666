"""What people wrote, did and brought, and what stands in while content comes; loaded with `components`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template import Context, Library
from django.utils.safestring import mark_safe

from milepost.charts.plot import Figure

ATTACHMENT_ICONS = {
    "pdf": "file-text",
    "doc": "file-text",
    "docx": "file-text",
    "txt": "file-text",
    "xls": "file-table",
    "xlsx": "file-table",
    "csv": "file-table",
    "png": "file-image",
    "jpg": "file-image",
    "jpeg": "file-image",
    "gif": "file-image",
    "webp": "file-image",
    "heic": "file-image",
    "zip": "file-archive",
}

register = Library()


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Show dated events, the first on top: each with at or on, title and, if wanted, icon, tone, url, note and by."""
    return {"events": events, "label": label}


@register.inclusion_tag("components/attachment.html")
def attachment(
    name: str,
    size: int,
    *,
    url: str = "",
    state: str = "kept",
    note: str = "",
    removal: str = "",
    picture: str = "",
) -> dict[str, Any]:
    """Show a file in one row, by its picture where there is one; its state is kept, uploading, checking or refused."""
    ending = name.rpartition(".")[2].lower()
    return {
        "name": name, "size": size, "url": url, "state": state, "note": note, "removal": removal,
        "icon": ATTACHMENT_ICONS.get(ending, "file"), "picture": picture,
    }  # fmt: skip


@register.inclusion_tag("components/comment_thread.html", takes_context=True)
def comment_thread(
    context: Context, comments: Sequence[Any], label: str = "Comments", composes: str = ""
) -> dict[str, Any]:
    """Show what people said: each with pk, author, at, html and, if any, asks, files, replies and what one may do.

    `composes` names the template of the form by which one replies.
    """
    around = {name: context.get(name) for name in ("csrf_token", "discussion")}
    return {"comments": comments, "label": label, "composes": composes, **around}


@register.inclusion_tag("components/skeleton.html")
def skeleton(kind: str = "lines", count: int = 3, label: str = "Loading") -> dict[str, Any]:
    """Stand in for content that is on its way: lines, rows of a table, or a chart."""
    return {"kind": kind, "places": range(count), "label": label}


@register.inclusion_tag("components/figure.html")
def figure(chart: Figure) -> dict[str, Any]:
    """Show a chart under its title and finding, with the table behind it."""
    # The charts escape what people wrote.
    return {"chart": chart, "picture": mark_safe(chart.svg)}  # noqa: S308
