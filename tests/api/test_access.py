from datetime import timedelta

import pytest

from milepost.domain.common.actions.tokens import CannotMakeToken, make_token, revoke_token
from milepost.domain.common.models import ApiToken, Change
from milepost.domain.people.roles import Role
from tests.factories import AT, give_role, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


def test_a_call_without_a_token_is_answered_with_a_problem(client):
    answer = client.get("/api/v1/projects")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "Send a token as “Authorization: Bearer …”, or sign in."


def test_a_token_acts_for_its_person(calling, manager):
    assert calling(manager)("GET", "/me").json()["name"] == "Mara Quint"


def test_a_session_acts_for_its_person(client, manager):
    assert signed_in(client, manager).get("/api/v1/me").json()["name"] == "Mara Quint"


def test_a_revoked_token_opens_nothing(calling, manager):
    call = calling(manager)
    revoke_token(ApiToken.objects.get(), by=manager.account, at=AT)

    assert call("GET", "/me").status_code == 401


def test_an_expired_token_opens_nothing(client, manager):
    _, key = make_token("Old", by=manager.account, at=AT - timedelta(days=4000), days=1)

    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_a_token_of_somebody_inactive_opens_nothing(calling, manager):
    call = calling(manager)
    manager.is_active = False
    manager.save()

    assert call("GET", "/me").status_code == 401


def test_the_key_itself_is_kept_nowhere(manager):
    token, key = make_token("Nightly export", by=manager.account, at=AT)

    assert key not in str(ApiToken.objects.values().get())
    assert key not in str(list(Change.objects.values("values")))
    assert token.is_valid(AT)


@pytest.mark.parametrize(
    ("name", "days", "field"), [("", 30, "name"), ("Export", 0, "days"), ("Export", 367, "days")]
)
def test_a_token_needs_a_name_and_an_end(manager, name, days, field):
    with pytest.raises(CannotMakeToken) as refused:
        make_token(name, by=manager.account, at=AT, days=days)

    assert refused.value.field == field


def test_what_the_caller_may_not_see_is_not_there(calling, project):
    guest = make_person("Gus T.")
    give_role(guest, Role.GUEST, over=make_project())
    task = make_task(project)
    call = calling(guest)

    paths = [
        f"/projects/{project.pk}",
        f"/projects/{project.pk}/tasks",
        f"/projects/{project.pk}/status",
        f"/projects/{project.pk}/baselines",
        f"/projects/{project.pk}/risks",
        f"/projects/{project.pk}/issues",
        f"/tasks/{task.pk}",
        f"/tasks/{task.pk}/explanation",
    ]

    assert [call("GET", path).status_code for path in paths] == [404] * len(paths)
    assert project.name not in call("GET", "/projects").content.decode()


def test_what_the_caller_may_not_do_is_refused(calling, project):
    auditor = make_person("Au Ditor", Role.AUDITOR)
    task = make_task(project)
    call = calling(auditor)

    calls = [
        ("PATCH", f"/tasks/{task.pk}", {"name": "Other"}),
        ("POST", f"/projects/{project.pk}/tasks", {"name": "Other"}),
        ("PATCH", f"/projects/{project.pk}", {"purpose": "Other"}),
        ("POST", f"/projects/{project.pk}/baselines", {"name": "Other"}),
        ("POST", f"/projects/{project.pk}/risks", {"event": "Other", "probability": 1, "impact": 1}),
    ]

    assert [call(*one).status_code for one in calls] == [403] * len(calls)
