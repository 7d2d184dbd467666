"""The accountable roles that nobody accepted, for the pages on which a project goes on."""

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.responsibility_matrix import unaccepted
from milepost.domain.staffing.models import Responsibility


def unaccepted_for(reader: Person, project: Project) -> list[Responsibility]:
    """Give what is not accepted to whoever may see who is what."""
    return unaccepted(project) if may(reader, "staffing.view_responsibilities", project) else []
