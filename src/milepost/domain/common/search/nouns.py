"""The nouns that can be found; each area registers its own when the application starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, Q

NOUNS: dict[str, "Noun"] = {}


@dataclass(frozen=True)
class Noun:
    """A kind of row with the fields it is found by; all conditions are on `SearchEntry`."""

    kind: str
    model: type[Model]
    title: str
    findable: Callable[[Any], Q]
    """The condition under which a person may find an entry of this kind; there is none that all may find by default."""
    text: tuple[str, ...] = ()
    number: str = ""
    scope: str = ""
    """The field that names the project a row lies in."""
    aliases: tuple[str, ...] = ()
    """Other words for the kind that may be typed before a colon."""
    states: Mapping[str, Callable[[date], Q]] = field(default_factory=dict)
    """Conditions that may be typed after `state:`, each as of a day."""

    @property
    def fields(self) -> list[str]:
        """Name the fields whose change changes the entry."""
        return [name for name in (self.title, self.number, self.scope, *self.text) if name]


def findable(noun: Noun) -> None:
    """Let rows of a noun be found from now on."""
    NOUNS[noun.kind] = noun


def noun_of(model_label: str) -> Noun | None:
    """Give the noun whose rows are of a model, by the model's label in lower case."""
    return next((noun for noun in NOUNS.values() if noun.model._meta.label_lower == model_label), None)
