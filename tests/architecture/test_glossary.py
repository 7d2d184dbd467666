"""Every kind of row is a word of the glossary."""

import re

from django.apps import apps

from tests.architecture.sources import text_of

AREAS = ["common", "people", "projects", "staffing", "money", "governance", "reports"]


def test_the_glossary_explains_every_model() -> None:
    terms = {
        term.lower() for term in re.findall(r"^\| \*\*(.+?)\*\*", text_of("docs/glossary.md"), re.MULTILINE)
    }
    models = {_words(model.__name__) for area in AREAS for model in apps.get_app_config(area).get_models()}

    assert models - terms == set()


def test_the_glossary_is_in_alphabetical_order_within_each_table() -> None:
    for section in text_of("docs/glossary.md").split("\n## ")[1:]:
        terms = [term.lower() for term in re.findall(r"^\| \*\*(.+?)\*\*", section, re.MULTILINE)]

        assert terms == sorted(terms)


def _words(class_name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name).lower()
