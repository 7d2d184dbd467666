"""A language that puts brackets around every text shows which words of a page come from no catalog."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.test import Client
from django.utils import translation
from lxml import html

from milepost.demo.living import Stage
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import give_role

pytestmark = pytest.mark.django_db

BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{3,}")
# What is set in type: headings, names of fields and columns, and what can be pressed.
NAMES = ("h1", "h2", "h3", "th", "dt", "label", "legend", "button", "summary")
SET = f"//*[{' or '.join(f'self::{name}' for name in NAMES)}]"
OF_DATES = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")
PAGES = (
    "/my-work/",
    "/people/new/",
    "/settings/",
    "/imports/",
    "/accessibility/",
    "{project}",
    "{project}charter/",
    "{project}risks/new/",
    "{project}issues/new/",
    "{project}baselines/new/",
    "{project}settings/",
    "{project}rating/",
    "{project}tasks/new/",
    "{project}reports/",
)


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak a language in which every text stands in brackets."""
    monkeypatch.setattr(translation._trans, "gettext", lambda text: f"⟦{text}⟧")
    monkeypatch.setattr(translation._trans, "pgettext", lambda context, text: f"⟦{text}⟧")
    monkeypatch.setattr(
        translation._trans, "ngettext", lambda one, many, count: f"⟦{one if count == 1 else many}⟧"
    )


@pytest.fixture
def manager(tiny_city: Stage, client: Client) -> Client:
    """Sign in as somebody who may see every page."""
    person = Person.objects.get(user__email__startswith="pm@")
    for role in (Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER):
        give_role(person, role)
    assert person.user
    client.force_login(person.user)
    return client


def test_the_words_of_the_main_pages_come_from_the_catalog(manager: Client, bracketed: None) -> None:
    project = Project.objects.filter(state=Project.State.IN_PROGRESS, tier=Project.Tier.MEDIUM)[0]
    typed = " ".join(what_people_typed())

    found = {page: words for page in PAGES if (words := left_in_english(manager, page, project, typed))}

    assert found == {}


def left_in_english(client: Client, page: str, project: Project, typed: str) -> list[str]:
    answer = client.get(page.format(project=f"/projects/{project.pk}/"))
    assert answer.status_code == 200, page
    words: list[str] = []
    for element in html.fromstring(answer.text).xpath(SET):
        rest = OF_DATES.sub("", BRACKETED.sub(" ", BRACKETED.sub(" ", element.text_content()))).replace(
            "Milepost", ""
        )
        words += [
            part for part in re.split(r"\s{2,}|\n", rest) if WORD.search(part) and part.strip() not in typed
        ]
    return words


def what_people_typed() -> Iterator[str]:
    """Give all texts of the city's own records."""
    for model in apps.get_models():
        texts = [field.name for field in model._meta.fields if isinstance(field, CharField | TextField)]
        for row in model._default_manager.values_list(*texts) if texts else ():
            yield from filter(None, map(str, row))
