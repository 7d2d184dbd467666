"""Project templates: whole plans, written as data that a planner reads and changes."""

from milepost.domain.projects.plan_templates.reading import BadTemplate, read_template
from milepost.domain.projects.plan_templates.shipped import shipped_template, shipped_templates
from milepost.domain.projects.plan_templates.template import Template, TemplateRole, TemplateTask

__all__ = [
    "BadTemplate",
    "Template",
    "TemplateRole",
    "TemplateTask",
    "read_template",
    "shipped_template",
    "shipped_templates",
]
