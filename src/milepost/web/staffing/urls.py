"""Addresses of staffing."""

from django.urls import path

from milepost.web.staffing import (
    capacity,
    clearances,
    leveling,
    rates,
    reassignments,
    request_steps,
    requests,
    role_capacity,
    scenarios,
    skills,
    time,
    timesheets,
)

app_name = "staffing"

urlpatterns = [
    path("", capacity.capacity, name="capacity"),
    path("teams/<int:department_id>/operations/", capacity.team_operations, name="team-operations"),
    path("people/<int:person_id>/", time.time, name="time"),
    path("people/<int:person_id>/behind/", reassignments.behind, name="behind"),
    path("people/<int:person_id>/tasks/<int:task_id>/", reassignments.reassignment, name="reassignment"),
    path(
        "people/<int:person_id>/tasks/<int:task_id>/consequence/",
        reassignments.consequence,
        name="reassignment-consequence",
    ),
    path("reassignments/<int:change_set_id>/undoing/", reassignments.undoing, name="reassignment-undoing"),
    path("people/<int:person_id>/absences/", time.absences, name="absences"),
    path("people/<int:person_id>/operations/", time.operations, name="operations"),
    path("people/<int:person_id>/skills/", skills.of_person, name="person-skills"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:request_id>/", requests.request, name="request"),
    path("requests/<int:request_id>/terms/", requests.edit_request, name="edit-request"),
    path("requests/<int:request_id>/consequences/", requests.consequences, name="consequences"),
    path("requests/<int:request_id>/asking/", request_steps.asking, name="asking"),
    path("requests/<int:request_id>/answer/", request_steps.answer, name="answer"),
    path("projects/<int:project_id>/requests/", requests.of_project, name="of_project"),
    path("projects/<int:project_id>/requests/new/", requests.new_request, name="new-request"),
    path("by-role/", role_capacity.role_capacity, name="role-capacity"),
    path("clearances/", clearances.clearances, name="clearances"),
    path(
        "clearances/<int:held_id>/withdrawal/", clearances.clearance_withdrawal, name="clearance-withdrawal"
    ),
    path("skills/", skills.skills, name="skills"),
    path("skills/new/", skills.new_skill, name="new-skill"),
    path("skills/<int:skill_id>/", skills.skill, name="skill"),
    path("skills/<int:skill_id>/removal/", skills.removal, name="skill-removal"),
    path("skills/held/<int:held_id>/removal/", skills.held_removal, name="held-removal"),
    path("roles/new/", skills.new_role, name="new-role"),
    path("roles/<int:role_id>/", skills.role, name="role"),
    path("timesheets/", timesheets.timesheets, name="timesheets"),
    path("timesheets/<int:sheet_id>/", timesheets.timesheet, name="timesheet"),
    path("timesheets/<int:sheet_id>/approval/", timesheets.approval, name="timesheet-approval"),
    path("timesheets/<int:sheet_id>/return/", timesheets.returning, name="timesheet-return"),
    path("timesheets/<int:sheet_id>/adjustments/", timesheets.adjustment, name="timesheet-adjustment"),
    path("timesheets/lock/", timesheets.lock, name="hours-lock"),
    path("rates/", rates.rates, name="rates"),
    path("rates/new/", rates.new_job_class, name="new-job-class"),
    path("rates/<int:job_class_id>/", rates.job_class, name="job-class"),
    path("rates/<int:job_class_id>/name/", rates.job_class_name, name="job-class-name"),
    path("rates/<int:job_class_id>/rates/", rates.new_rate, name="new-rate"),
    path("rates/<int:job_class_id>/people/", rates.classification, name="classification"),
    path("rates/labor/<int:rate_id>/withdrawal/", rates.rate_withdrawal, name="rate-withdrawal"),
    path("absences/<int:absence_id>/withdrawal/", time.absence_withdrawal, name="absence-withdrawal"),
    path("operations/<int:load_id>/withdrawal/", time.operations_withdrawal, name="operations-withdrawal"),
    path("leveling/", leveling.levelings, name="levelings"),
    path("leveling/comparison/", scenarios.comparison, name="leveling-comparison"),
    path(
        "leveling/scenarios/<int:scenario_id>/discarding/", scenarios.discarding, name="scenario-discarding"
    ),
    path("leveling/<int:run_id>/scenario/", scenarios.keeping, name="scenario-keeping"),
    path("leveling/<int:run_id>/", leveling.leveling, name="leveling"),
    path("leveling/<int:run_id>/application/", leveling.application, name="leveling-application"),
    path("leveling/<int:run_id>/undoing/<int:applied_id>/", leveling.undoing, name="leveling-undoing"),
    path("projects/<int:project_id>/clearing/", leveling.clearing, name="clearing"),
]
