"""Addresses of staffing."""

from django.urls import path

from milepost.web.staffing import capacity, leveling, scenarios, skills, time

app_name = "staffing"

urlpatterns = [
    path("", capacity.capacity, name="capacity"),
    path("teams/<int:department_id>/operations/", capacity.team_operations, name="team-operations"),
    path("people/<int:person_id>/", time.time, name="time"),
    path("people/<int:person_id>/absences/", time.absences, name="absences"),
    path("people/<int:person_id>/operations/", time.operations, name="operations"),
    path("people/<int:person_id>/skills/", skills.of_person, name="person-skills"),
    path("skills/", skills.skills, name="skills"),
    path("skills/new/", skills.new_skill, name="new-skill"),
    path("skills/<int:skill_id>/", skills.skill, name="skill"),
    path("skills/<int:skill_id>/removal/", skills.removal, name="skill-removal"),
    path("skills/held/<int:held_id>/removal/", skills.held_removal, name="held-removal"),
    path("roles/new/", skills.new_role, name="new-role"),
    path("roles/<int:role_id>/", skills.role, name="role"),
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
