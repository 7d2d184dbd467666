"""What kind of work the demo city's coming projects will need before their tasks say so."""

from datetime import date, datetime

from milepost.demo.clock import months_after
from milepost.demo.living import Stage
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.planning_demand import DemandFields, plan_demand
from milepost.domain.staffing.models import StaffingRole

# Project, role, months from the day looked at until the first, how many, hours a month, note.
NEEDS = (
    ("Backup and recovery", "Server engineer", 3, 5, 90, "Second site"),
    ("Backup and recovery", "Network engineer", 4, 3, 40, ""),
    ("Document center on the records schedule", "Business analyst", 2, 4, 70, "Departments one by one"),
    ("Document center on the records schedule", "Integration developer", 4, 6, 120, "Links to three systems"),
    ("Evidence storage expansion", "Server engineer", 2, 4, 60, ""),
    ("Evidence storage expansion", "Security reviewer", 2, 2, 30, "Chain of custody"),
)


def plan_needs(stage: Stage, *, as_of: date, at: datetime) -> None:
    """Let the managers of coming projects plan what they will need of roles."""
    for name, role, months, length, hours, note in NEEDS:
        life = stage.lives.get(name)
        project = Project.objects.filter(pk=life.project.pk).first() if life else None
        if life is None or project is None or project.is_over:
            continue
        first = months_after(as_of, months)
        fields = DemandFields(
            role=StaffingRole.objects.get(name=role), skill=None, first=first,
            last=months_after(first, length - 1), hours=float(hours), note=note,
        )  # fmt: skip
        plan_demand(project, fields, by=life.manager, at=at)
