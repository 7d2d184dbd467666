"""The shared table as a template tag, with what its filter offers."""

from collections.abc import Collection, Iterable

from django.template import Library
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from milepost.web.tables import days
from milepost.web.tables.shown import TableView

register = Library()


@register.simple_block_tag(takes_context=True)
def data_table(context: RequestContext, content: SafeString, table: TableView) -> str:
    """Show a table with all that can be done with it; the content says what it shows when there is nothing."""
    empty = (
        render_to_string("components/data_table/nothing_found.html", {"table": table})
        if table.is_narrowed
        else content
    )
    shown = {"table": table, "empty": empty, "csrf_token": context.get("csrf_token")}
    return render_to_string("components/data_table.html", shown, request=context["request"])


@register.simple_tag
def day_ranges(standing: str | None = "") -> list[tuple[str, str]]:
    """Give the ranges of days that a filter offers, with the one that stands."""
    named = list(days.OFFERED)
    if standing and standing not in named:
        named.insert(0, standing)
    return [(name, days.label_of(name).capitalize()) for name in named]


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], standing: str | None = "") -> SafeString:
    """Draw the options of a select, put together here: panels of a table hold hundreds of them."""
    return SafeString(
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == standing else ""}>{escape(label)}</option>'
            for value, label in choices
        )
    )


@register.simple_tag
def checkboxes(name: str, choices: Iterable[tuple[str, str]], standing: Collection[str]) -> SafeString:
    """Draw a box for each choice of a filter."""
    return SafeString(
        "".join(
            f'<label class="data-table-option"><input type="checkbox" name="{name}" value="{escape(value)}"'
            f"{' checked' if value in standing else ''}>{escape(label)}</label>"
            for value, label in choices
        )
    )


@register.simple_tag
def kept(parameters: Iterable[tuple[str, str]]) -> SafeString:
    """Draw what a form that sets some parameters of the address passes on of the others."""
    return SafeString(
        "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in parameters
        )
    )
