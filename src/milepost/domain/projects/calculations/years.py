"""The years that a project's calendars are laid out over."""

from milepost.domain.projects.models import Project

YEARS_BACK, YEARS_AHEAD = 3, 40


def years_of(project: Project) -> range:
    """Give the years over which yearly exceptions are unrolled."""
    return range(project.start.year - YEARS_BACK, project.start.year + YEARS_AHEAD)
