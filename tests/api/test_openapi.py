import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.db.models import Model
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from milepost import api
from milepost.config.wsgi import application
from milepost.domain.common.actions.tokens import make_token
from milepost.domain.people.models import Department, Person, WorkingCalendar
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Issue, Project, Risk, Task
from tests.factories import make_person, make_project, make_task

DOCUMENT = "/api/v1/openapi.json"
# What is asked and answered is the same over every database; a statement of each call is enough to try another one.
EXAMPLES = 3 if connection.vendor == "sqlite" else 1
NAMES = {"slug": "small", "name": "status_ratings"}
ROWS: dict[str, type[Model]] = {
    "project_id": Project,
    "task_id": Task,
    "risk_id": Risk,
    "issue_id": Issue,
    "department_id": Department,
    "person_id": Person,
    "calendar_id": WorkingCalendar,
}


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
    set_baseline(project, name="As agreed", by=person, at=timezone.now())
    create_risk(
        project, {"event": "No switches", "probability": 3, "impact": 4}, by=person, at=timezone.now()
    )
    create_issue(project, {"title": "No racks"}, by=person, at=timezone.now())
    _, key = make_token("Test", by=person.account, at=timezone.now(), days=1)
    loaded = schemathesis.openapi.from_wsgi(DOCUMENT, application)
    loaded.config.update(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
    return loaded


def test_every_schema_has_a_name_of_its_own():
    """Two of one name would be one in the document, and one of them be described wrongly."""
    found = Counter(
        name
        for path in sorted(Path(api.__file__).parent.rglob("*.py"))
        for name in re.findall(r"^class (\w+)\(", path.read_text(), re.MULTILINE)
    )

    assert [name for name, times in found.items() if times > 1] == []


def test_every_call_answers_as_the_document_says(document):
    failures = [
        f"{operation.label}: {failure}"
        for operation in (result.ok() for result in document.get_all_operations())
        if (failure := _failure_of(operation))
    ]

    assert not failures, "\n\n".join(failures)


def _failure_of(operation: APIOperation) -> Exception | None:
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answers(case: Case) -> None:
        case.path_parameters = _known(case.path_parameters or {})
        if case.media_type == "application/json" and isinstance(case.body, dict):
            case.body = _known(case.body)
        # A call of the right shape may still be refused: by a rule of the city, which no schema tells.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    try:
        answers()
    except Exception as failure:
        return failure
    return None


def _known(given: Mapping[str, Any]) -> dict[str, Any]:
    """Name rows that stand, so that answers hold more than "not found"."""
    return {name: value and (_standing(name) or value) for name, value in given.items()}


def _standing(name: str) -> object:
    if name in NAMES:
        return NAMES[name]
    return ROWS[name]._default_manager.values_list("pk", flat=True).first() if name in ROWS else None
