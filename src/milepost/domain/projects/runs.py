"""The computations of this area that are kept as runs."""

from milepost.domain.common.models import Run, User
from milepost.domain.common.runs import RunKind, register_run_kind
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.analyzing_risk import KIND as RISK_ANALYSIS
from milepost.domain.projects.actions.comparing import KIND as COMPARISON
from milepost.domain.projects.calculations.comparing import compare_versions, marks_of_versions
from milepost.domain.projects.calculations.risk_analysis.analyzing import analyze_risk
from milepost.domain.projects.calculations.risk_analysis.inputs import marks_of
from milepost.domain.projects.models import Project
from milepost.domain.projects.topics import person_of


def _may_see(user: User, run: Run, project: Project) -> bool:
    return may(person_of(user), "projects.view_analyses", project)


def _may_analyze(user: User, run: Run, project: Project) -> bool:
    return may(person_of(user), "projects.analyze_risk", project) and not project.is_over


register_run_kind(
    RunKind(
        key=RISK_ANALYSIS,
        title="Risk analysis",
        compute=analyze_risk,
        marks=marks_of,
        may_see=_may_see,
        may_start=_may_analyze,
    )
)
register_run_kind(
    RunKind(
        key=COMPARISON,
        title="Comparison",
        compute=compare_versions,
        marks=marks_of_versions,
        may_see=_may_see,
        may_start=lambda user, run, project: may(person_of(user), "projects.compare_versions", project),
    )
)
