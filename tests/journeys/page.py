"""A page of the product, as tests name it."""

from typing import Any, NamedTuple

from django.urls import reverse


class Page(NamedTuple):
    """A page: its name among the addresses, the things its address names, and what follows the question mark."""

    name: str
    things: tuple[str, ...] = ()
    query: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, *self.things, self.query]))

    def path(self, things: dict[str, Any]) -> str:
        return reverse(self.name, args=[things[thing] for thing in self.things]) + self.query
