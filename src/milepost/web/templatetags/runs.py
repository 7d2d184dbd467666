"""The runs behind a page."""

from django.template import Library
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from milepost.web.runs.panel import RunPanel

register = Library()


@register.simple_block_tag(takes_context=True)
def run_panel(context: RequestContext, content: SafeString, panel: RunPanel) -> str:
    """Tell how old a result is, what changed since and how far a run is; the content is the way to run it again."""
    request = context["request"]
    return render_to_string(
        "runs/panel.html", {"panel": panel, "content": content, "request": request}, request
    )
