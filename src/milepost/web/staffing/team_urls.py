"""Addresses of a project's team: who is what to each deliverable and phase, and who agreed."""

from django.urls import path

from milepost.web.staffing import actual_work, clearances, own_roles, role_demand, roles, roster

app_name = "team"

urlpatterns = [
    path("<int:project_id>/role-demand/", role_demand.role_demand, name="role-demand"),
    path(
        "<int:project_id>/role-demand/<int:demand_id>/removal/",
        role_demand.removal,
        name="role-demand-removal",
    ),
    path("<int:project_id>/clearances/", clearances.of_project, name="clearances"),
    path("<int:project_id>/clearances/<int:need_id>/removal/", clearances.need_removal, name="need-removal"),
    path("<int:project_id>/actual-work/", actual_work.actual_work, name="actual-work"),
    path("<int:project_id>/actual-work/<int:assignment_id>/", actual_work.work_lines, name="work-lines"),
    path("<int:project_id>/responsibilities/", roles.roles, name="roles"),
    path("<int:project_id>/responsibilities/asking/", roles.asking, name="asking"),
    path("<int:project_id>/responsibilities/roster/", roster.roster, name="roster"),
    path("<int:project_id>/responsibilities/mine/", own_roles.own_roles, name="own-roles"),
    path("<int:project_id>/responsibilities/acceptance/", own_roles.acceptance, name="acceptance"),
    path(
        "<int:project_id>/responsibilities/<int:responsibility_id>/answer/", own_roles.answer, name="answer"
    ),
    path(
        "<int:project_id>/responsibilities/<int:responsibility_id>/delegation/",
        own_roles.delegation,
        name="delegation",
    ),
]
