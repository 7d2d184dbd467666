"""The demo city is built."""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.db import connection, transaction

from milepost.demo.building import Size, build_city
from milepost.demo.clock import moment
from milepost.demo.founding import DEMO_DOMAIN, DEMO_PASSWORD
from milepost.demo.living import Stage
from milepost.domain.common.actions.sealing import verify_chain
from milepost.domain.common.models import ChangeSet, JobRun, User
from milepost.domain.common.recording import digest_of
from milepost.domain.people.actions.founding import CityStands
from milepost.domain.people.models import Department, Person, RoleAssignment
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Issue, Project, ProjectRole, Risk, Task, TaskDates
from milepost.domain.reports.models import StatusReport

AS_OF = date(2027, 3, 1)


class Undone(Exception):
    """Takes back a city that was only built to be looked at."""


def digest_of_city(*, as_of: date, seed: int) -> str:
    try:
        with transaction.atomic():
            build_city(as_of=as_of, seed=seed, size=Size.TINY)
            digest = digest_of(
                *Person.objects.order_by("pk").values_list("name", "job_title", "supervisor__name"),
                *Project.objects.order_by("pk").values_list("number", "name", "state", "manager__name"),
                *Task.objects.order_by("pk").values_list("project__name", "uid", "name", "percent_complete"),
                *TaskDates.objects.order_by("pk").values_list("start", "finish", "total_slack"),
                *Risk.objects.order_by("pk").values_list("event", "state"),
                *Issue.objects.order_by("pk").values_list("title", "state", "due_on"),
                *StatusReport.objects.order_by("pk").values_list("summary", "overall_status", "published_at"),
                *ChangeSet.objects.order_by("pk").values_list("at", "by_name", "action", "summary"),
            )
            raise Undone
    except Undone:
        return digest


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the same over every database, and long")
def test_the_same_seed_and_day_give_the_same_city_and_others_another() -> None:
    first = digest_of_city(as_of=AS_OF, seed=1)

    assert digest_of_city(as_of=AS_OF, seed=1) == first
    assert digest_of_city(as_of=date(2027, 3, 8), seed=2) != first


def test_a_city_is_not_built_over_another(tiny_city: Stage) -> None:
    with pytest.raises(CityStands):
        build_city(as_of=AS_OF, size=Size.TINY)


def test_history_reads_forward_and_ends_on_the_day_the_city_is_looked_at(tiny_city: Stage) -> None:
    moments = list(ChangeSet.objects.order_by("id").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert moments[-1] <= moment(AS_OF, 7)


def test_every_change_is_sealed_and_the_chain_holds(tiny_city: Stage) -> None:
    verification = verify_chain()

    assert (verification.faults, verification.unsealed) == ([], 0)


def test_projects_stand_in_the_states_that_their_work_has_reached(tiny_city: Stage) -> None:
    assert Counter(Project.objects.values_list("state", flat=True)) == {
        Project.State.IN_PROGRESS: 2,
        Project.State.CLOSED: 1,
        Project.State.PROCUREMENT: 1,
        Project.State.PLANNING: 1,
        Project.State.PROPOSED: 1,
    }


def test_nothing_is_done_before_it_could_start_or_after_it_was_reported(tiny_city: Stage) -> None:
    done = Task.objects.filter(children=None, percent_complete=100).select_related("project")

    assert done.exists()
    assert [
        task.name for task in done if not task.actual_start <= task.actual_finish <= task.project.status_date
    ] == []


def test_the_plan_is_late_only_by_what_is_still_being_worked_on(tiny_city: Stage) -> None:
    untouched = Task.objects.filter(
        children=None, percent_complete=0, project__state=Project.State.IN_PROGRESS
    )

    assert [
        task.name
        for task in untouched.select_related("dates", "project")
        if task.project.status_date and task.dates.finish < task.project.status_date
    ] == []


def test_reports_go_out_as_often_as_the_tier_asks_and_leave_no_work_behind(tiny_city: Stage) -> None:
    reported = Project.objects.filter(status_reports__state="published").distinct()

    assert set(reported.values_list("tier", flat=True)) == {Project.Tier.MEDIUM, Project.Tier.LARGE}
    assert not StatusReport.objects.filter(state="draft").exists()
    assert not JobRun.objects.exists()


def test_every_role_has_a_demo_account_that_signs_in_with_the_one_password(tiny_city: Stage) -> None:
    accounts = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}")
    person_roles = set(
        RoleAssignment.objects.filter(person__user__in=accounts).values_list("role", flat=True)
    )
    project_roles = set(ProjectRole.objects.filter(person__user__in=accounts).values_list("role", flat=True))

    assert accounts.count() == len(Role)
    assert all(account.is_demo and account.check_password(DEMO_PASSWORD) for account in accounts)
    assert {Role.ADMINISTRATOR, Role.PROJECT_MANAGER, Role.SPONSOR, Role.AUDITOR} <= person_roles
    assert Role.PROJECT_MANAGER in project_roles
    assert authenticate(None, email=f"pm@{DEMO_DOMAIN}", password="another") is None


def test_whoever_has_no_demo_account_cannot_sign_in_by_password(tiny_city: Stage) -> None:
    others = User.objects.exclude(email__endswith=f"@{DEMO_DOMAIN}")

    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_the_it_division_has_sixty_people_who_all_have_a_supervisor_but_its_director(
    tiny_city: Stage,
) -> None:
    it = Department.objects.get(code="IT")
    staff = Person.objects.filter(department__in=[it, *it.divisions.all()])

    assert staff.count() == 60
    assert list(staff.filter(supervisor=None).values_list("job_title", flat=True)) == [
        "Chief information officer"
    ]
    assert Department.objects.filter(parent=None).count() == 14
    assert sorted(it.divisions.values_list("name", flat=True)) == [
        "Application Management",
        "Cybersecurity",
        "Desktop Administration",
        "GIS",
        "Infrastructure",
        "Project Management",
        "Technical Support",
    ]
