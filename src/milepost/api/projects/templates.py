"""Templates, and projects that begin from one."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ProjectOut
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.actions.from_template import create_from_template
from milepost.domain.projects.models import Project
from milepost.domain.projects.plan_templates import Template, shipped_templates

router = Router()


class TemplateOut(Schema):
    """A plan to begin with: whom it needs by role, and the dates that somebody outside sets."""

    slug: str
    name: str
    about: str
    type: Project.Type
    tier: Project.Tier
    task_count: int
    roles: dict[str, str] = Field(description="What each role is called, by its key.")
    dates: dict[str, str] = Field(description="What each date from outside is called, by its key.")

    @staticmethod
    def resolve_task_count(template: Template) -> int:
        return len(template.tasks)

    @staticmethod
    def resolve_roles(template: Template) -> dict[str, str]:
        return {key: role.name for key, role in template.roles.items()}

    @staticmethod
    def resolve_dates(template: Template) -> dict[str, str]:
        return {task.key: task.name for task in template.external_tasks}


class TemplateProjectIn(Schema):
    """A project to begin; a role or date that is left out stays open in the plan."""

    name: Words = Field(min_length=1, max_length=200)
    department_id: Id
    start: Day
    people: dict[str, Id] = Field({}, description="The person of each role, by its key.")
    dates: dict[str, Day] = Field({}, description="The dates that outsiders gave, by their keys.")


@router.get("/project-templates", response={200: list[TemplateOut], **PROBLEMS})
def list_templates(request: Call) -> list[Template]:
    """List the templates that projects begin from."""
    return shipped_templates()


@router.post("/project-templates/{slug}/projects", response={201: ProjectOut, **PROBLEMS})
def post_template_project(request: Call, slug: Words, given: TemplateProjectIn) -> Status[Project]:
    """Create a project with a template's charter, tasks and links."""
    project = create_from_template(
        _template(slug),
        name=given.name,
        department=get_object_or_404(Department, pk=given.department_id),
        start=given.start,
        people={key: get_object_or_404(Person, pk=pk) for key, pk in given.people.items()},
        dates=given.dates,
        by=request.auth,
        at=now(),
    )
    return Status(201, project_for(request, project.pk))


def _template(slug: str) -> Template:
    for template in shipped_templates():
        if template.slug == slug:
            return template
    raise Http404
