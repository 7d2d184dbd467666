"""Addresses of projects."""

from django.urls import URLPattern, path

from milepost.web.projects.registers.entries import (
    ASSUMPTION_REGISTER,
    DEPENDENCY_REGISTER,
    LESSON_REGISTER,
)
from milepost.web.projects.registers.issues import ISSUE_REGISTER
from milepost.web.projects.registers.risks import RISK_REGISTER
from milepost.web.projects.views import (
    baselines,
    charter,
    comparing,
    creating,
    downloads,
    edits,
    history,
    listing,
    overview,
    printing,
    quality,
    rating,
    register,
    risk_analysis,
    risks,
    schedule,
    schedules,
    settings,
    splits,
    tasks,
    waiting,
)
from milepost.web.registers.views import addresses

app_name = "projects"

_OVERVIEW = [
    path("<int:project_id>/", overview.overview, name="overview"),
    path("<int:project_id>/milestones/", overview.milestones, name="milestones"),
    path("<int:project_id>/rating/", rating.rating, name="rating"),
    path("<int:project_id>/charter/", charter.charter, name="charter"),
]
_SCHEDULE = [
    path("<int:project_id>/schedule/", schedule.schedule, name="schedule"),
    path("<int:project_id>/schedule/document/", schedule.document, name="schedule-document"),
    path("<int:project_id>/schedule.pdf", printing.schedule_pdf, name="schedule-pdf"),
    path("<int:project_id>/schedule/print/", printing.print_schedule, name="schedule-print"),
    path("<int:project_id>/schedule/print/<int:run_id>/", printing.print_run, name="schedule-print-run"),
    path(
        "<int:project_id>/schedule/print/<int:run_id>/cancellation/",
        printing.print_cancellation,
        name="schedule-print-cancellation",
    ),
    path("<int:project_id>/schedule/edits/", edits.edits, name="schedule-edits"),
    path("<int:project_id>/schedule/undo/", edits.undo, name="schedule-undo"),
    path("<int:project_id>/schedule/redo/", edits.redo, name="schedule-redo"),
    path("<int:project_id>/schedule/history/", edits.steps, name="schedule-steps"),
    path("<int:project_id>/schedule.<str:ending>", downloads.schedule_file, name="schedule-file"),
    path("<int:project_id>/schedule/quality/", quality.quality, name="quality"),
    path("<int:project_id>/schedule/quality/<str:number>/", quality.mending, name="mending"),
    path("<int:project_id>/tasks/", schedule.tasks, name="tasks"),
    path("<int:project_id>/tasks/new/", tasks.new_task, name="new-task"),
    path("<int:project_id>/tasks/<int:task_id>/", tasks.task, name="task"),
    path(
        "<int:project_id>/tasks/<int:task_id>/explanation/", tasks.task_explanation, name="task-explanation"
    ),
    path("<int:project_id>/tasks/<int:task_id>/place/", tasks.task_place, name="task-place"),
    path("<int:project_id>/tasks/<int:task_id>/wait/", waiting.wait, name="wait"),
    path("<int:project_id>/tasks/<int:task_id>/splits/", splits.splits, name="splits"),
    path(
        "<int:project_id>/tasks/<int:task_id>/splits/<int:number>/removal/",
        splits.split_removal,
        name="split-removal",
    ),
    path("<int:project_id>/tasks/<int:task_id>/removal/", tasks.task_removal, name="task-removal"),
]
_RISK_ANALYSIS = [
    path("<int:project_id>/risk-analysis/", risk_analysis.risk_analysis, name="risk-analysis"),
    path("<int:project_id>/risk-analysis/details/", risk_analysis.risk_details, name="risk-details"),
    path("<int:project_id>/risks/<int:number>/effects/", risk_analysis.risk_effects, name="risk-effects"),
]
_COMPARISON = [
    path("<int:project_id>/comparison/", comparing.comparison, name="comparison"),
    path("<int:project_id>/comparison/letter/", comparing.letter, name="comparison-letter"),
    path("<int:project_id>/submissions/", comparing.submissions, name="submissions"),
]
_SCHEDULES = [
    path("schedule/", schedules.schedules, name="schedules"),
    path("schedule/document/", schedules.document, name="schedules-document"),
    path("schedule/edits/", schedules.apply, name="schedules-edits"),
    path("schedule/undo/", schedules.undo, name="schedules-undo"),
    path("schedule/redo/", schedules.redo, name="schedules-redo"),
    path("schedule/steps/", schedules.steps, name="schedules-steps"),
    path("schedule/rows/<str:row_id>/", schedules.row, name="row"),
    path("schedule/rows/<str:row_id>/explanation/", schedules.explanation, name="row-explanation"),
]
_BASELINES = [
    path("<int:project_id>/baselines/", baselines.baselines, name="baselines"),
    path("<int:project_id>/baselines/new/", baselines.new_baseline, name="new-baseline"),
    path("<int:project_id>/baselines/<int:number>/", baselines.baseline, name="baseline"),
]
_REGISTERS = [
    path("risks/", register.all_risks, name="all-risks"),
    path("issues/", register.all_issues, name="all-issues"),
    path("<int:project_id>/risks/common/", risks.common_risks, name="common-risks"),
    path("<int:project_id>/risks/exposure/", risks.exposure, name="exposure"),
    *addresses(RISK_REGISTER),
    path("<int:project_id>/risks/<int:number>/actions/", risks.response_actions, name="response-actions"),
    path(
        "<int:project_id>/risks/<int:number>/actions/<int:action_id>/",
        risks.response_action,
        name="response-action",
    ),
    path("<int:project_id>/risks/<int:number>/escalation/", risks.escalation, name="risk-escalation"),
    path("<int:project_id>/risks/<int:number>/library/", risks.kept_risk, name="kept-risk"),
    *addresses(ISSUE_REGISTER),
    path("assumptions/", register.all_assumptions, name="all-assumptions"),
    *addresses(ASSUMPTION_REGISTER),
    path("dependencies/", register.all_dependencies, name="all-dependencies"),
    *addresses(DEPENDENCY_REGISTER),
    path(
        "<int:project_id>/dependencies/<int:number>/agreements/",
        register.agreements,
        name="dependency-agreements",
    ),
    path("lessons/", register.all_lessons, name="all-lessons"),
    *addresses(LESSON_REGISTER),
]
_HISTORY = [
    path("<int:project_id>/history/", history.history, name="history"),
    path("<int:project_id>/history/<int:change_set_id>/reversal/", history.reversal, name="reversal"),
]
_SETTINGS = [
    path("<int:project_id>/settings/", settings.settings, name="settings"),
    path("<int:project_id>/settings/belonging/", settings.belonging, name="belonging"),
    path("<int:project_id>/settings/counting/", settings.counting, name="counting"),
    path("<int:project_id>/settings/state/", settings.state, name="state"),
    path("<int:project_id>/settings/hold/", settings.hold, name="hold"),
    path("<int:project_id>/roles/", settings.roles, name="roles"),
    path("<int:project_id>/roles/<int:role_id>/removal/", settings.role_removal, name="role-removal"),
]

urlpatterns: list[URLPattern] = [
    path("", listing.projects, name="projects"),
    path("new/", creating.new_project, name="new"),
    path("new/template/", creating.new_project_from_template, name="new-from-template"),
    *_OVERVIEW,
    *_SCHEDULE,
    *_SCHEDULES,
    *_RISK_ANALYSIS,
    *_COMPARISON,
    *_BASELINES,
    *_REGISTERS,
    *_HISTORY,
    *_SETTINGS,
]
