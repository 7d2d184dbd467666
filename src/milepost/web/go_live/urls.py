"""The addresses of go-lives, runbooks and their runs."""

from django.urls import path, register_converter

from milepost.web.go_live.views import (
    closing,
    go_lives,
    operations,
    punch_list,
    quality,
    readiness,
    runbook,
    running,
    training,
)


class StateConverter:
    """The two ends of a step that need a reason."""

    regex = "failed|skipped"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StateConverter, "ending")
app_name = "go-live"

urlpatterns = [
    path("projects/<int:project_id>/go-lives/", go_lives.of_project, name="of_project"),
    path("projects/<int:project_id>/go-lives/new/", go_lives.new, name="new"),
    path("go-lives/<int:go_live_id>/", go_lives.go_live, name="go-live"),
    path("go-lives/<int:go_live_id>/edit/", go_lives.edit, name="edit"),
    path("go-lives/<int:go_live_id>/cancellation/", go_lives.cancellation, name="cancellation"),
    path("go-lives/<int:go_live_id>/decision/", go_lives.decision, name="decision"),
    path("go-lives/<int:go_live_id>/checklist/", readiness.checklist, name="checklist"),
    path("go-lives/<int:go_live_id>/readiness/new/", readiness.new_item, name="new-readiness-item"),
    path("go-lives/readiness/<int:item_id>/", readiness.item, name="readiness-item"),
    path("go-lives/readiness/<int:item_id>/settlement/", readiness.settlement, name="settlement"),
    path("go-lives/readiness/<int:item_id>/removal/", readiness.item_removal, name="readiness-removal"),
    path("go-lives/<int:go_live_id>/runbook/", runbook.runbook, name="runbook"),
    path("go-lives/<int:go_live_id>/runbook/new/", runbook.new_step, name="new-step"),
    path("go-lives/<int:go_live_id>/runbook/copy/", runbook.runbook_copy, name="runbook-copy"),
    path("go-lives/runbook/<int:step_id>/", runbook.step, name="step"),
    path("go-lives/runbook/<int:step_id>/position/", runbook.step_position, name="step-position"),
    path("go-lives/runbook/<int:step_id>/removal/", runbook.step_removal, name="step-removal"),
    path("go-lives/<int:go_live_id>/calls/new/", runbook.new_call, name="new-call"),
    path(
        "go-lives/<int:go_live_id>/calls/<int:entry_id>/removal/", runbook.call_removal, name="call-removal"
    ),
    path("go-lives/<int:go_live_id>/runs/", running.runs, name="runs"),
    path("cutover-runs/<int:run_id>/", running.run, name="run"),
    path("cutover-runs/<int:run_id>/board/", running.board, name="board"),
    path("cutover-runs/<int:run_id>/back-out/", running.turning_back, name="back-out"),
    path("cutover-runs/<int:run_id>/stop/", running.stopping, name="stop"),
    path("cutover-runs/steps/<int:step_id>/state/", running.step_state, name="step-state"),
    path("cutover-runs/steps/<int:step_id>/<ending:state>/", running.step_note, name="step-note"),
    path("go-lives/<int:go_live_id>/criteria/", closing.criteria, name="criteria"),
    path("go-lives/<int:go_live_id>/criteria/<int:criterion_id>/", closing.criterion, name="criterion"),
    path(
        "go-lives/<int:go_live_id>/criteria/<int:criterion_id>/removal/",
        closing.criterion_removal,
        name="criterion-removal",
    ),
    path("go-lives/<int:go_live_id>/hypercare/end/", closing.hypercare_end, name="hypercare-end"),
    path("operational-changes/", operations.all_operational_changes, name="all-operational-changes"),
    path("operational-changes/<int:number>/", operations.operational_change, name="operational-change"),
    path("operational-changes/<int:number>/notice/", operations.notice_print, name="notice"),
    path("operational-changes/<int:number>/notice/edit/", operations.outage_notice, name="outage-notice"),
    path(
        "operational-changes/<int:number>/notice/sending/", operations.notice_sending, name="notice-sending"
    ),
    *(
        path(f"projects/<int:project_id>/{address}", view, name=name)
        for address, view, name in (
            ("operational-changes/", operations.operational_changes, "operational-changes"),
            ("operational-changes/new/", operations.new_operational_change, "new-operational-change"),
            ("quality-checks/", quality.checks, "checks"),
            ("quality-checks/new/", quality.new_check, "new-check"),
            ("quality-checks/<int:number>/", quality.check, "check"),
            ("defects/", quality.defects, "defects"),
            ("defects/new/", quality.new_defect, "new-defect"),
            ("defects/<int:number>/", quality.defect, "defect"),
            ("punch-list/", punch_list.punch_items, "punch-items"),
            ("punch-list/new/", punch_list.new_punch_item, "new-punch-item"),
            ("punch-list/<int:number>/", punch_list.punch_item, "punch-item"),
            ("training/", training.training, "training"),
            ("training/new/", training.new_course, "new-course"),
            ("closing/", closing.closing, "closing"),
            ("handover/", closing.handover, "handover"),
            ("handover/acceptance/", closing.handover_acceptance, "handover-acceptance"),
            ("benefits/new/", closing.new_benefit, "new-benefit"),
            ("benefits/<int:benefit_id>/", closing.benefit, "benefit"),
        )
    ),
    path("training/<int:course_id>/", training.course, name="course"),
    path("training/<int:course_id>/edit/", training.course_edit, name="course-edit"),
    path("training/<int:course_id>/sessions/new/", training.new_session, name="new-session"),
    path("training/<int:course_id>/roster/", training.roster, name="roster"),
    path("training/<int:course_id>/attendance/", training.attendance, name="attendance"),
]
