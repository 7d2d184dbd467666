import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from milepost.domain.common.actions.tokens import make_token
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from tests.factories import AT, make_person, make_project


class Caller:
    """A program that calls with a person's token."""

    def __init__(self, client: Client, person: Person) -> None:
        self.client = client
        self.key = make_token("Test", by=person.account, at=AT, days=366)[1]

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        return self.client.generic(
            method,
            f"/api/v1{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}"},
        )

    def upload(self, path: str, content: bytes, *, name: str, **fields: int) -> Any:
        return self.client.post(
            f"/api/v1{path}",
            {"file": SimpleUploadedFile(name, content), **fields},
            headers={"Authorization": f"Bearer {self.key}"},
        )


@pytest.fixture
def calling(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[Person], Caller]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    return lambda person: Caller(client, person)


@pytest.fixture
def manager() -> Person:
    return make_person("Mara Quint")


@pytest.fixture
def administrator() -> Person:
    return make_person("Ada Lovato", Role.ADMINISTRATOR)


@pytest.fixture
def project(manager: Person):
    return make_project("Switch refresh", manager=manager)
