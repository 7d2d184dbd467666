from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from milepost.config.wsgi import application
from milepost.domain.common.actions.tokens import make_token
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Task
from tests.factories import make_person, make_project, make_task

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def same_connection() -> Iterator[None]:
    """Keep the test's transaction open over requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def document(db, same_connection):
    """The API over one project, called by somebody who may do nearly everything."""
    person = make_person("Ada Lovato", Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER)
    project = make_project("Switch refresh", manager=person)
    make_task(project, "Order")
    recalculate(project)
    _, key = make_token("Test", by=person.account, at=timezone.now(), days=1)
    loaded = schemathesis.openapi.from_wsgi(DOCUMENT, application)
    loaded.config.update(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
    return loaded


def test_every_call_answers_as_the_document_says(document):
    failures = [
        f"{operation.label}: {failure}"
        for operation in (result.ok() for result in document.get_all_operations())
        if (failure := _failure_of(operation))
    ]

    assert not failures, "\n\n".join(failures)


def _failure_of(operation: APIOperation) -> Exception | None:
    @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answers(case: Case) -> None:
        case.path_parameters = {
            name: _known(name, value) for name, value in (case.path_parameters or {}).items()
        }
        # A call of the right shape may still be refused: by a rule of the city, which no schema tells.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    try:
        answers()
    except Exception as failure:
        return failure
    return None


def _known(name: str, value: object) -> object:
    """Call for the project and the task that stand, so that answers hold more than "not found"."""
    known = {
        "project_id": Project.objects.values_list("pk", flat=True).first(),
        "task_id": Task.objects.values_list("pk", flat=True).first(),
    }
    return known.get(name) or value
