"""The registers of assumptions, dependencies and lessons."""

from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.people.models import Department, Organization, Person
from milepost.domain.projects.actions.assumptions import (
    confirm_assumption,
    edit_assumption,
    fail_into_issue,
    fail_into_risk,
    record_assumption,
)
from milepost.domain.projects.actions.dependencies import (
    agree_to_date,
    edit_dependency,
    end_dependency,
    record_dependency,
)
from milepost.domain.projects.actions.lessons import edit_lesson, record_lesson
from milepost.domain.projects.models import Assumption, Dependency, Lesson, Project
from milepost.domain.projects.queries import with_agreement

router = Router()


class AssumptionOut(Schema):
    """An assumption; once it failed, with the risk or issue it became."""

    id: int
    number: int
    statement: str
    basis: str
    consequence: str
    category: str
    owner_id: int | None
    validate_by: date | None
    state: str
    validated_on: date | None
    outcome: str
    risk_id: int | None
    issue_id: int | None
    is_shared: bool


class AssumptionFields(Schema):
    """What is known of an assumption; what is left out stays."""

    statement: Words | None = Field(None, min_length=1, max_length=300)
    basis: Words | None = None
    consequence: Words | None = Field(None, max_length=300)
    category: Words | None = Field(None, max_length=80)
    owner_id: Id | None = None
    validate_by: Day | None = None
    is_shared: bool | None = None


class AssumptionIn(AssumptionFields):
    """An assumption to record."""

    statement: Words = Field(min_length=1, max_length=300)


class Validation(Schema):
    """What was found: it holds, or it failed and becomes a risk or an issue."""

    result: Literal["holds", "risk", "issue"]
    outcome: Words = Field(min_length=1, max_length=2000)


class DependencyOut(Schema):
    """A dependency, agreed where both sides agreed to the date since it last moved; an unseen project is null."""

    id: int
    number: int
    direction: str
    what: str
    details: str
    other_project_id: int | None
    department_id: int | None
    organization_id: int | None
    owner_id: int | None
    counterpart_id: int | None
    due_on: date | None
    we_agreed: bool
    they_agreed: bool
    task_uid: int | None
    state: str
    ended_on: date | None
    outcome: str
    is_shared: bool

    @staticmethod
    def resolve_other_project_id(obj: Any) -> int | None:
        return obj.seen_project  # type: ignore[no-any-return]


class DependencyFields(Schema):
    """What is known of a dependency; what is left out stays. Exactly one other side is named."""

    direction: Literal["owed_to_us", "we_owe"] | None = None
    what: Words | None = Field(None, min_length=1, max_length=300)
    details: Words | None = None
    other_project_id: Id | None = None
    department_id: Id | None = None
    organization_id: Id | None = None
    owner_id: Id | None = None
    counterpart_id: Id | None = None
    due_on: Day | None = None
    task_uid: Id | None = None
    is_shared: bool | None = None


class DependencyIn(DependencyFields):
    """A dependency to record."""

    direction: Literal["owed_to_us", "we_owe"]
    what: Words = Field(min_length=1, max_length=300)


class AgreementIn(Schema):
    """Which side agrees to the date as it stands; for the other side who said so, and how."""

    side: Literal["we", "they"]
    said_by: Words = Field("", max_length=200)


class DependencyEnd(Schema):
    """How a dependency ended."""

    state: Literal["met", "dropped"]
    outcome: Words = Field("", max_length=2000)


class LessonOut(Schema):
    """A lesson: what happened, and what to do next time."""

    id: int
    number: int
    kind: str
    category: str
    happened: str
    advice: str
    owner_id: int | None
    recorded_on: date
    state: str
    is_shared: bool


class LessonFields(Schema):
    """What is known of a lesson; what is left out stays."""

    kind: Literal["keep", "change"] | None = None
    category: Words | None = Field(None, max_length=80)
    happened: Words | None = Field(None, min_length=1, max_length=500)
    advice: Words | None = Field(None, min_length=1, max_length=500)
    owner_id: Id | None = None
    is_shared: bool | None = None


class LessonIn(LessonFields):
    """A lesson to record."""

    happened: Words = Field(min_length=1, max_length=500)
    advice: Words = Field(min_length=1, max_length=500)


@router.get("/projects/{project_id}/assumptions", response={200: list[AssumptionOut], **PROBLEMS})
@paginate(Pages)
def list_assumptions(request: Call, project_id: Id) -> QuerySet[Assumption]:
    """List a project's assumptions."""
    return Assumption.objects.visible_to(request.auth).filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/assumptions", response={201: AssumptionOut, **PROBLEMS})
def post_assumption(request: Call, project_id: Id, given: AssumptionIn) -> Status[Assumption]:
    """Record an assumption."""
    project = project_for(request, project_id)
    return Status(201, record_assumption(project, _assumption(given), by=request.auth, at=now()))


@router.patch("/assumptions/{assumption_id}", response={200: AssumptionOut, **PROBLEMS})
def patch_assumption(request: Call, assumption_id: Id, given: AssumptionFields) -> Assumption:
    """Change an assumption."""
    assumption: Assumption = _entry(request, Assumption, assumption_id)
    edit_assumption(assumption, _assumption(given), by=request.auth, at=now())
    return assumption


@router.post("/assumptions/{assumption_id}/validation", response={200: AssumptionOut, **PROBLEMS})
def post_validation(request: Call, assumption_id: Id, given: Validation) -> Assumption:
    """Record what was found of an assumption; one that failed becomes a risk or an issue."""
    assumption: Assumption = _entry(request, Assumption, assumption_id)
    acts: dict[str, Any] = {"holds": confirm_assumption, "risk": fail_into_risk, "issue": fail_into_issue}
    acts[given.result](assumption, outcome=given.outcome, by=request.auth, at=now())
    return assumption


@router.get("/projects/{project_id}/dependencies", response={200: list[DependencyOut], **PROBLEMS})
@paginate(Pages)
def list_dependencies(request: Call, project_id: Id) -> QuerySet[Dependency]:
    """List what a project owes others and others owe to it."""
    visible = Dependency.objects.visible_to(request.auth).with_party(request.auth)
    return with_agreement(visible.filter(project=project_for(request, project_id)))


@router.post("/projects/{project_id}/dependencies", response={201: DependencyOut, **PROBLEMS})
def post_dependency(request: Call, project_id: Id, given: DependencyIn) -> Status[Dependency]:
    """Record a dependency."""
    project = project_for(request, project_id)
    made = record_dependency(project, _dependency(request, given), by=request.auth, at=now())
    return Status(201, _agreed(request, made))


@router.patch("/dependencies/{dependency_id}", response={200: DependencyOut, **PROBLEMS})
def patch_dependency(request: Call, dependency_id: Id, given: DependencyFields) -> Dependency:
    """Change a dependency; a date that moves is to be agreed anew."""
    dependency: Dependency = _entry(request, Dependency, dependency_id)
    edit_dependency(dependency, _dependency(request, given), by=request.auth, at=now())
    return _agreed(request, dependency)


@router.post("/dependencies/{dependency_id}/agreements", response={200: DependencyOut, **PROBLEMS})
def post_agreement(request: Call, dependency_id: Id, given: AgreementIn) -> Dependency:
    """Agree to a dependency's date for one side."""
    dependency: Dependency = _entry(request, Dependency, dependency_id)
    agree_to_date(dependency, given.side, said_by=given.said_by, by=request.auth, at=now())
    return _agreed(request, dependency)


@router.post("/dependencies/{dependency_id}/end", response={200: DependencyOut, **PROBLEMS})
def post_dependency_end(request: Call, dependency_id: Id, given: DependencyEnd) -> Dependency:
    """Record that a dependency is met or dropped."""
    dependency: Dependency = _entry(request, Dependency, dependency_id)
    end_dependency(dependency, given.state, outcome=given.outcome, by=request.auth, at=now())
    return _agreed(request, dependency)


@router.get("/projects/{project_id}/lessons", response={200: list[LessonOut], **PROBLEMS})
@paginate(Pages)
def list_lessons(request: Call, project_id: Id) -> QuerySet[Lesson]:
    """List a project's lessons."""
    return Lesson.objects.visible_to(request.auth).filter(project=project_for(request, project_id))


@router.post("/projects/{project_id}/lessons", response={201: LessonOut, **PROBLEMS})
def post_lesson(request: Call, project_id: Id, given: LessonIn) -> Status[Lesson]:
    """Record a lesson."""
    fields: Any = sent(given, {"owner": Person}, may_be_empty={"owner"})
    project = project_for(request, project_id)
    return Status(201, record_lesson(project, fields, by=request.auth, at=now()))


@router.patch("/lessons/{lesson_id}", response={200: LessonOut, **PROBLEMS})
def patch_lesson(request: Call, lesson_id: Id, given: LessonFields) -> Lesson:
    """Change a lesson."""
    lesson: Lesson = _entry(request, Lesson, lesson_id)
    fields: Any = sent(given, {"owner": Person}, may_be_empty={"owner"})
    edit_lesson(lesson, fields, by=request.auth, at=now())
    return lesson


def _assumption(given: AssumptionFields) -> Any:
    return sent(given, {"owner": Person}, may_be_empty={"owner", "validate_by"})


def _dependency(request: Call, given: DependencyFields) -> Any:
    rows: Any = {
        "other_project": Project.objects.visible_to(request.auth),
        "department": Department,
        "organization": Organization,
        "owner": Person,
        "counterpart": Person,
    }
    return sent(given, rows, may_be_empty={*rows, "due_on", "task_uid"})


def _entry(request: Call, model: Any, pk: int) -> Any:
    """Give an entry the caller may see, or raise `Http404`."""
    return get_object_or_404(model.objects.visible_to(request.auth).select_related("project"), pk=pk)


def _agreed(request: Call, dependency: Dependency) -> Dependency:
    rows = Dependency.objects.filter(pk=dependency.pk).with_party(request.auth)
    found: Dependency = with_agreement(rows).get()
    return found
