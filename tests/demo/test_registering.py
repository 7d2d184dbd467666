"""What the demo city writes into its registers, written over projects that stand in for the city's."""

import tomllib
from datetime import date
from importlib.resources import files
from types import SimpleNamespace

import pytest

from milepost.demo.registering import keep_registers
from milepost.domain.governance.models import Communication, ImpactedGroup, Stakeholder, VendorEntry
from milepost.domain.people.models import Organization
from milepost.domain.projects.models import Assumption, Dependency, Issue, Lesson
from tests.factories import make_department, make_organization, make_person, make_project

pytestmark = pytest.mark.django_db
AS_OF = date(2027, 3, 1)


def test_every_row_of_the_file_is_written_over_an_open_project():
    content = tomllib.loads(files("milepost.demo").joinpath("data/registers.toml").read_text("utf-8"))
    rows = [row for listed in content.values() for row in listed]
    manager = make_person("Mara Quint")
    office = make_person("Pia Office", "portfolio_manager")
    for name in {row[key] for row in rows for key in ("project", "other_project") if key in row}:
        make_project(name, manager=manager)
    for name in {row[key] for row in rows for key in ("vendor", "organization") if key in row}:
        make_person(f"Contact of {name}", organization=make_organization(name))
    codes = {row["department"] for row in rows if "department" in row}
    cast = SimpleNamespace(
        departments={code: make_department(code, code=code) for code in codes}, holder=lambda post: office
    )

    moments = list(keep_registers(SimpleNamespace(as_of=AS_OF, cast=cast)))

    assert moments == sorted(moments)
    written = {
        "assumptions": Assumption, "dependencies": Dependency, "lessons": Lesson, "stakeholders": Stakeholder,
        "groups": ImpactedGroup, "communications": Communication, "vendor_entries": VendorEntry,
    }  # fmt: skip
    counts = {name: model.objects.count() for name, model in written.items()}
    counts["issues"] = Issue.objects.exclude(
        pk__in=Assumption.objects.exclude(issue=None).values("issue")
    ).count()
    assert counts == {name: len(listed) for name, listed in content.items()}
    assert Assumption.objects.filter(state="failed").count() == 5
    assert Issue.objects.filter(state="resolved").count() == len(content["issues"])
    assert Organization.objects.filter(dependencies__agreements__side="they").exists()
    assert Communication.objects.filter(sent__isnull=False).exists()
