"""The grid of stakeholders by influence and interest, with what each quarter asks for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from milepost.domain.governance.models import Stakeholder
from milepost.domain.governance.models.stakeholder import LEVELS

HIGH = 4
STEPS = range(1, 6)


@dataclass(frozen=True, slots=True)
class GridCell:
    """The stakeholders of one influence and interest, and what their quarter asks for."""

    quarter: str
    stakeholders: list[Stakeholder] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of falling influence, columns of rising interest."""

    rows: list[tuple[str, list[GridCell]]]
    interests: list[str]
    quarters: list[tuple[str, str]]
    count: int


def grid_of(stakeholders: Iterable[Stakeholder]) -> Grid:
    """Lay stakeholders out by influence and interest."""
    placed: dict[tuple[int, int], list[Stakeholder]] = defaultdict(list)
    for one in stakeholders:
        placed[one.influence, one.interest].append(one)
    names = {level: str(name) for level, name in LEVELS}
    rows = [
        (
            names[influence],
            [GridCell(quarter(influence, interest), placed[influence, interest]) for interest in STEPS],
        )
        for influence in reversed(STEPS)
    ]
    words = {
        "close": gettext("Manage closely"),
        "satisfied": gettext("Keep satisfied"),
        "informed": gettext("Keep informed"),
        "watched": gettext("Monitor"),
    }
    return Grid(rows, [names[step] for step in STEPS], list(words.items()), sum(map(len, placed.values())))


def quarter(influence: int, interest: int) -> str:
    """Name the quarter of the grid (Mendelow's power and interest matrix)."""
    if influence >= HIGH:
        return "close" if interest >= HIGH else "satisfied"
    return "informed" if interest >= HIGH else "watched"
