"""Hold a project's row, so that of two changes at once the second sees the first."""

from milepost.domain.projects.models import Project


def lock(project: Project) -> Project:
    """Read a project's row anew and hold it until the transaction ends."""
    project.refresh_from_db(from_queryset=Project.objects.select_for_update())
    project.__dict__.pop("roles_by_person", None)
    return project
