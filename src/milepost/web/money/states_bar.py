"""The states of money as a bar with its key: each sum leads to the lines behind it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext

from milepost.charts.money_bar import Part, money_bar
from milepost.charts.plot import Figure
from milepost.domain.money.calculations.standings import Standing
from milepost.domain.money.models import State
from milepost.web.templatetags.formats import money

SHOWN = (State.APPROPRIATED, State.EXPENDED, State.ENCUMBERED, State.PRE_ENCUMBERED)
"""The states that pages about spending have columns of."""


class Cell(NamedTuple):
    """A sum under its heading, with the address of the lines behind it."""

    label: str
    amount: Decimal
    url: str


class KeyPart(NamedTuple):
    """A part of the bar, or the whole it is drawn on: `css` names its fill, `url` leads to its lines."""

    name: str
    amount: Decimal
    css: str = ""
    url: str = ""


class StatesBar(NamedTuple):
    """The bar, and what its parts are."""

    figure: Figure
    key: list[KeyPart]


def lines_address(page: str, **asked: Any) -> str:
    """Give the address of lines under what they are asked by; of no named state they come grouped by state."""
    said = {name: value for name, value in asked.items() if value}
    if not asked.get("state"):
        said["group"] = "state"
    return f"{page}?{urlencode(said, doseq=True)}"


def state_cells(standing: Standing, lines: Callable[[str], str]) -> list[Cell]:
    """Give what stands in each state that pages show, and what is available; `lines` gives the address of the lines.

    What is available follows from lines of all states; their address names none.
    """
    stands = [Cell(str(state.label), getattr(standing, state.value), lines(state.value)) for state in SHOWN]
    return [*stands, Cell(gettext("Available"), standing.available, lines(""))]


def states_bar(standing: Standing, *, title: str, lines: Callable[[str], str]) -> StatesBar | None:
    """Draw what is spent, promised and available; nothing where no money is known.

    `lines` gives the address of the lines in a state, or in all of them where none is named.
    """
    if standing == Standing():
        return None
    spent = [
        KeyPart(str(state.label), getattr(standing, state.value), state.value, lines(state.value))
        for state in (State.EXPENDED, State.ENCUMBERED, State.PRE_ENCUMBERED)
    ]
    drawn = [*spent, KeyPart(gettext("Available"), standing.available, "available", lines(""))]
    parts = [Part(one.name, float(one.amount), money(one.amount), one.css) for one in drawn]
    figure = money_bar(
        parts, whole=float(standing.appropriated), title=title, finding=standing_sentence(standing)
    )
    given = KeyPart(gettext("Appropriated"), standing.appropriated, url=lines(State.APPROPRIATED.value))
    # The key says what the table behind the figure would.
    return StatesBar(figure._replace(rows=()), [given, *drawn])


def standing_sentence(standing: Standing) -> str:
    """Say what is available and how it comes about."""
    if not standing.appropriated:
        return gettext("Nothing is appropriated; {expended} is expended and {encumbered} encumbered.").format(
            expended=money(standing.expended), encumbered=money(standing.encumbered)
        )
    said = gettext(
        "{available} is available: {appropriated} appropriated less {expended} expended, "
        "{encumbered} encumbered and {pre_encumbered} pre-encumbered."
    )
    if standing.available < 0:
        said = gettext(
            "Overspent by {over}: {appropriated} appropriated less {expended} expended, "
            "{encumbered} encumbered and {pre_encumbered} pre-encumbered."
        )
    words = {state.value: money(getattr(standing, state.value)) for state in State}
    return said.format(available=money(standing.available), over=money(-standing.available), **words)
