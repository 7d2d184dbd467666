"""The city is founded: places, departments, organizations, persons, accounts and roles."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from milepost.demo.calendars import CITY_HALL, add_calendars
from milepost.demo.names import full_names
from milepost.domain.common.models import User
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.people.models import City, Department, Organization, Person, RoleAssignment, Site
from milepost.domain.people.roles import Role

DEMO_PASSWORD = "aspen-ridge-demo"  # noqa: S105 - public by intent; demo accounts sign in on this machine alone
DEMO_DOMAIN = "demo.example"
ACCESSIBILITY_CONTACT = {
    "accessibility_email": f"accessibility@{DEMO_DOMAIN}",
    "accessibility_phone": "303-555-0142 (TTY 711)",
}
PARTNERS_DOMAIN = "partner.example"


@dataclass
class Cast:
    """Who there is, by post, and the departments by code."""

    departments: dict[str, Department] = field(default_factory=dict)
    heads: dict[str, Person] = field(default_factory=dict)
    leads: dict[str, Person] = field(default_factory=dict)
    holders: dict[str, list[Person]] = field(default_factory=dict)

    def holder(self, post: str, *, turn: int = 0) -> Person:
        """Give a holder of a post; `turn` goes around when there are several."""
        holders = self.holders[post]
        return holders[turn % len(holders)]


def found_city(*, random: Random, at: datetime) -> Cast:
    """Write the city and everyone in it."""
    content = tomllib.loads(files(__package__).joinpath("data/city.toml").read_text("utf-8"))
    return _Founding(content, random, at).cast()


class _Founding:
    def __init__(self, content: dict[str, Any], random: Random, at: datetime) -> None:
        self.content = content
        self.at = at
        self.random = random
        self.names = full_names(random)
        self.password = make_password(DEMO_PASSWORD)
        self.people = Cast()

    def cast(self) -> Cast:
        with recording("demo.found_city", by=None, at=self.at) as record:
            self._place(record)
            self._staff_departments(record)
            self._staff_divisions(record)
            self._invite_partners(record)
            self._give_roles(record)
            record.summary = f"{self.content['name']} founded for the demonstration."
        return self.people

    def _place(self, record: Recorder) -> None:
        calendars = add_calendars(record, years=range(self.at.year, self.at.year + 7))
        record.create(
            City(
                id=1,
                name=self.content["name"],
                calendar=calendars[CITY_HALL],
                is_set_up=True,
                **ACCESSIBILITY_CONTACT,
            )
        )
        sites = [Site(name=name, address=address) for name, address in self.content["sites"]]
        self.sites = {site.name: site for site in record.create_many(sites)}
        departments = [Department(name=row["name"], code=row["code"]) for row in self.content["departments"]]
        self.people.departments = {row.code: row for row in record.create_many(departments)}
        it = self.people.departments["IT"]
        divisions = [
            Department(name=row["name"], code=row["code"], parent=it) for row in self.content["divisions"]
        ]
        self.people.departments |= {row.code: row for row in record.create_many(divisions)}

    def _staff_departments(self, record: Recorder) -> None:
        rows = self.content["departments"]
        heads = [self._person(row["head"], row["code"]) for row in rows]
        record.create_many(heads)
        self.people.heads = dict(zip([row["code"] for row in rows], heads, strict=True))
        staff = [
            self._person(post, row["code"], supervisor=self.people.heads[row["code"]])
            for row in rows
            for post in row["posts"]
        ]
        record.create_many(staff)
        for person in reversed(staff):
            self.people.leads[self._code(person)] = person

    def _staff_divisions(self, record: Recorder) -> None:
        director = self.people.heads["IT"]
        for row in self.content["divisions"]:
            (title, _), *posts = row["posts"]
            supervisor = record.create(self._person(title, row["code"], supervisor=director))
            self.people.leads[row["code"]] = supervisor
            record.create_many(
                [
                    self._person(post, row["code"], supervisor=supervisor)
                    for post, count in posts
                    for _ in range(count)
                ]
            )

    def _invite_partners(self, record: Recorder) -> None:
        rows = self.content["organizations"]
        organizations = record.create_many([Organization(name=row["name"], kind=row["kind"]) for row in rows])
        record.create_many(
            [
                self._person(post, "", organization=organization)
                for row, organization in zip(rows, organizations, strict=True)
                for post in row["contacts"]
            ]
        )

    def _person(self, post: str, code: str, **fields: Any) -> Person:
        """Make a person with the post's demo account, or one who cannot sign in by password."""
        name = next(self.names)
        sign_in = self._sign_in(post)
        mail = self.content["mail"] if code else PARTNERS_DOMAIN
        email = sign_in or f"{'.'.join(name.lower().split())}@{mail}"
        user = User(
            email=email, name=name, is_demo=True, password=self.password if sign_in else make_password(None)
        )
        user.save()
        person = Person(
            user=user,
            name=name,
            email=email,
            phone=f"303-555-01{self.random.randrange(100):02}",
            job_title=post,
            department=self.people.departments.get(code),
            site=self._site(code),
            **fields,
        )
        self.people.holders.setdefault(post, []).append(person)
        return person

    def _sign_in(self, post: str) -> str:
        """Of several holders the first has the account."""
        if post in self.people.holders:
            return ""
        return next(
            (
                f"{key}@{DEMO_DOMAIN}"
                for key, account in self.content["accounts"].items()
                if account["post"] == post
            ),
            "",
        )

    def _site(self, code: str) -> Site | None:
        """A division sits where its department sits."""
        return next(
            (self.sites[row["site"]] for row in self.content["departments"] if code.startswith(row["code"])),
            None,
        )

    def _code(self, person: Person) -> str:
        return person.department.code if person.department else ""

    def _give_roles(self, record: Recorder) -> None:
        """Accounts have theirs over the city; heads and business leads have theirs over their department."""
        wanted: set[tuple[Person, str, Department | None]] = {
            (self.people.holder(account["post"]), role, None)
            for account in self.content["accounts"].values()
            for role in account["roles"]
        }
        wanted |= {(person, Role.PROJECT_MANAGER, None) for person in self._project_managers()}
        wanted |= {(head, Role.SPONSOR, head.department) for head in self.people.heads.values()}
        wanted |= {
            (lead, Role.SUPERVISOR if code.startswith("IT-") else Role.BUSINESS_LEAD, lead.department)
            for code, lead in self.people.leads.items()
        }
        rows = [
            RoleAssignment(person=person, role=role, department=department)
            for person, role, department in wanted
        ]
        rows.sort(key=lambda row: (row.person_id, row.role, row.department_id or 0))
        record.create_many(rows)

    def _project_managers(self) -> list[Person]:
        return self.people.holders["Senior project manager"] + self.people.holders["Project manager"]
