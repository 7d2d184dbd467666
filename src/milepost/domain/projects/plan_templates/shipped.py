"""The templates that come with Milepost."""

from functools import cache
from importlib.resources import files

from milepost.domain.projects.plan_templates.reading import read_template
from milepost.domain.projects.plan_templates.template import Template

SLUGS = ("application", "new_facility", "infrastructure", "hardware_refresh", "small")


def shipped_templates() -> list[Template]:
    """Give all templates in the order a form offers them."""
    return [shipped_template(slug) for slug in SLUGS]


@cache
def shipped_template(slug: str) -> Template:
    """Give a template by its slug."""
    return read_template(slug, files(__package__).joinpath(f"{slug}.toml").read_text("utf-8"))
