"""Departments with their divisions, sites, and organizations outside the city."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now
from milepost.api.kinds import Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.people.actions.organizing import add_unit, edit_unit
from milepost.domain.people.models import Department, Organization, Site
from milepost.domain.people.permissions import require

router = Router()


class DepartmentFields(Schema):
    """What is known of a department; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=120)
    code: Words | None = Field(None, min_length=1, max_length=20)
    parent_id: Id | None = Field(None, description="The department that a division belongs to.")
    is_active: bool | None = None


class DepartmentIn(DepartmentFields):
    """A department or division to add."""

    name: Words = Field(min_length=1, max_length=120)
    code: Words = Field(min_length=1, max_length=20)


class DepartmentOut(Schema):
    """A department or division."""

    id: int
    code: str
    name: str
    parent_id: int | None
    is_active: bool


class SiteFields(Schema):
    """What is known of a site; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=120)
    address: Words | None = Field(None, max_length=200)


class SiteIn(SiteFields):
    """A site to add."""

    name: Words = Field(min_length=1, max_length=120)


class SiteOut(Schema):
    """A place where the city works."""

    id: int
    name: str
    address: str


class OrganizationFields(Schema):
    """What is known of an organization; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=160)
    kind: Organization.Kind | None = None


class OrganizationIn(Schema):
    """An organization to add."""

    name: Words = Field(min_length=1, max_length=160)
    kind: Organization.Kind


class OrganizationOut(Schema):
    """A vendor or partner outside the city."""

    id: int
    name: str
    kind: Organization.Kind


@router.get("/departments", response={200: list[DepartmentOut], **PROBLEMS})
@paginate(Pages)
def list_departments(request: Call) -> QuerySet[Department]:
    """List departments and divisions."""
    require(request.auth, "people.view_directory")
    return Department.objects.all()


@router.post("/departments", response={201: DepartmentOut, **PROBLEMS})
def post_department(request: Call, given: DepartmentIn) -> Status[Department]:
    """Add a department or division."""
    department = Department(**sent(given, {"parent": Department}))
    return Status(201, add_unit(department, by=request.auth, at=now()))


@router.patch("/departments/{department_id}", response={200: DepartmentOut, **PROBLEMS})
def patch_department(request: Call, department_id: Id, given: DepartmentFields) -> Department:
    """Change a department or division."""
    department = get_object_or_404(Department, pk=department_id)
    values = sent(given, {"parent": Department}, may_be_empty={"parent"})
    edit_unit(department, by=request.auth, at=now(), **values)
    return department


@router.get("/sites", response={200: list[SiteOut], **PROBLEMS})
@paginate(Pages)
def list_sites(request: Call) -> QuerySet[Site]:
    """List the city's sites."""
    require(request.auth, "people.view_directory")
    return Site.objects.all()


@router.post("/sites", response={201: SiteOut, **PROBLEMS})
def post_site(request: Call, given: SiteIn) -> Status[Site]:
    """Add a site."""
    return Status(201, add_unit(Site(**sent(given)), by=request.auth, at=now()))


@router.patch("/sites/{site_id}", response={200: SiteOut, **PROBLEMS})
def patch_site(request: Call, site_id: Id, given: SiteFields) -> Site:
    """Change a site."""
    site = get_object_or_404(Site, pk=site_id)
    edit_unit(site, by=request.auth, at=now(), **sent(given))
    return site


@router.get("/organizations", response={200: list[OrganizationOut], **PROBLEMS})
@paginate(Pages)
def list_organizations(request: Call) -> QuerySet[Organization]:
    """List vendors and partners."""
    require(request.auth, "people.view_directory")
    return Organization.objects.all()


@router.post("/organizations", response={201: OrganizationOut, **PROBLEMS})
def post_organization(request: Call, given: OrganizationIn) -> Status[Organization]:
    """Add a vendor or partner."""
    return Status(201, add_unit(Organization(**sent(given)), by=request.auth, at=now()))


@router.patch("/organizations/{organization_id}", response={200: OrganizationOut, **PROBLEMS})
def patch_organization(request: Call, organization_id: Id, given: OrganizationFields) -> Organization:
    """Change a vendor or partner."""
    organization = get_object_or_404(Organization, pk=organization_id)
    edit_unit(organization, by=request.auth, at=now(), **sent(given))
    return organization
