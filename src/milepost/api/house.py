"""The API as one object: its routers, who may call, and how errors are answered."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from milepost import __version__
from milepost.api.access import BySession, ByToken
from milepost.api.audit import router as audit
from milepost.api.discussion import router as discussion
from milepost.api.governance.change_options import router as change_options
from milepost.api.governance.changes import router as changes
from milepost.api.governance.checks import router as checks
from milepost.api.governance.go_lives import router as go_lives
from milepost.api.governance.quality import router as quality
from milepost.api.governance.stakeholders import router as stakeholders
from milepost.api.governance.training import router as training
from milepost.api.jobs import router as jobs
from milepost.api.money.commitments import router as commitments
from milepost.api.money.planning import router as planning
from milepost.api.money.routes import router as money
from milepost.api.people.calendars import router as calendars
from milepost.api.people.city import router as city
from milepost.api.people.persons import router as persons
from milepost.api.people.roles import router as roles
from milepost.api.people.rules import router as rules
from milepost.api.people.successions import router as successions
from milepost.api.people.units import router as units
from milepost.api.problems import PROBLEM_JSON, answer_with_problems
from milepost.api.projects.assignments import router as assignments
from milepost.api.projects.baselines import router as baselines
from milepost.api.projects.documents import router as documents
from milepost.api.projects.edits import router as edits
from milepost.api.projects.entries import router as entries
from milepost.api.projects.files import router as files
from milepost.api.projects.history import router as history
from milepost.api.projects.imports import router as imports
from milepost.api.projects.issues import router as issues
from milepost.api.projects.lists import router as lists
from milepost.api.projects.portfolio import router as portfolio
from milepost.api.projects.projects import router as projects
from milepost.api.projects.risks import router as risks
from milepost.api.projects.rounds import router as rounds
from milepost.api.projects.runs import router as runs
from milepost.api.projects.schedule import router as schedule
from milepost.api.projects.scope import router as scope
from milepost.api.projects.settings import router as settings
from milepost.api.projects.team import router as team
from milepost.api.projects.templates import router as templates
from milepost.api.reports.routes import router as reports
from milepost.api.staffing.absences import router as absences
from milepost.api.staffing.capacity import router as capacity
from milepost.api.staffing.clearances import router as clearances
from milepost.api.staffing.delegations import router as delegations
from milepost.api.staffing.equipment import router as equipment
from milepost.api.staffing.hours import router as hours
from milepost.api.staffing.rates import router as rates
from milepost.api.staffing.reassignments import router as reassignments
from milepost.api.staffing.requests import router as staff_requests
from milepost.api.staffing.responsibilities import router as responsibilities
from milepost.api.staffing.role_demand import router as role_demand


class MilepostAPI(NinjaAPI):
    """Documents errors under their own content type, which the framework does not."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        for path in document["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        response["content"] = {PROBLEM_JSON: response["content"].pop("application/json")}
        return document


api = MilepostAPI(
    title="Milepost",
    version=__version__,
    description="The project office of a city's IT division. Instants are local to the city, without a zone.",
    urls_namespace="api",
    auth=[ByToken(), BySession()],
    docs_url=None,
)
answer_with_problems(api)
for router, tag in (
    (city, "City"),
    (units, "Departments, sites and organizations"),
    (persons, "People"),
    (roles, "People"),
    (successions, "People"),
    (absences, "People"),
    (calendars, "Calendars"),
    (rules, "Rules"),
    (projects, "Projects"),
    (templates, "Projects"),
    (lists, "Projects"),
    (team, "Projects"),
    (settings, "Projects"),
    (portfolio, "Standing"),
    (schedule, "Schedule"),
    (assignments, "Schedule"),
    (edits, "Schedule"),
    (baselines, "Baselines"),
    (risks, "Risks and issues"),
    (issues, "Risks and issues"),
    (entries, "Assumptions, dependencies and lessons"),
    (rounds, "Rounds and my work"),
    (history, "History"),
    (imports, "Files"),
    (files, "Files"),
    (capacity, "Capacity"),
    (staff_requests, "Capacity"),
    (responsibilities, "Capacity"),
    (role_demand, "Capacity"),
    (clearances, "Capacity"),
    (equipment, "Capacity"),
    (reassignments, "Capacity"),
    (delegations, "Capacity"),
    (hours, "Hours"),
    (rates, "Hours"),
    (runs, "Runs"),
    (money, "Money"),
    (planning, "Money"),
    (commitments, "Money"),
    (scope, "Scope"),
    (documents, "Documents"),
    (changes, "Changes"),
    (change_options, "Changes"),
    (reports, "Reports"),
    (go_lives, "Going live"),
    (quality, "Going live"),
    (checks, "Going live"),
    (training, "Going live"),
    (stakeholders, "Stakeholders"),
    (discussion, "Discussion"),
    (jobs, "Jobs"),
    (audit, "Audit"),
):
    api.add_router("", router, tags=[tag])
