"""Invented facts that the style guide shows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class SamplePerson:
    name: str
    initials: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class SampleProject:
    number: str
    name: str
    department: str
    manager: SamplePerson
    status: str
    percent: int
    budget: Decimal
    finish: date
    float_minutes: int


ORTIZ = SamplePerson("Rosa Ortiz", "RO")
KIM = SamplePerson("Ann Kim", "AK")
PATEL = SamplePerson("Samir Patel", "SP")
NGUYEN = SamplePerson("Thu Nguyen", "TN")

PROJECTS = [
    SampleProject(
        "P-2026-014", "911 call handling replacement", "Police", ORTIZ, "at_risk", 46,
        Decimal("1362400"), date(2027, 3, 12), 960,
    ),
    SampleProject(
        "P-2026-021", "Online permit portal", "Community Development", KIM, "on_track", 71,
        Decimal("502000"), date(2027, 1, 29), 4800,
    ),
    SampleProject(
        "P-2026-007", "Fire Station 9 technology", "Fire", PATEL, "off_track", 85,
        Decimal("919250.50"), date(2026, 12, 18), -1200,
    ),
    SampleProject(
        "P-2026-030", "Records management upgrade", "City Clerk", NGUYEN, "on_hold", 12,
        Decimal("714000"), date(2027, 8, 2), 9600,
    ),
    SampleProject(
        "P-2025-044", "City Hall wireless", "Facilities", KIM, "done", 100,
        Decimal("88000"), date(2026, 10, 30), 0,
    ),
    SampleProject(
        "P-2026-038", "Body camera storage", "Police", ORTIZ, "not_rated", 0,
        Decimal("240000"), date(2027, 11, 5), 2400,
    ),
]  # fmt: skip

COLORS = [
    "canvas", "surface", "surface-raised", "surface-sunken", "surface-selected", "line", "line-strong",
    "line-control", "ink", "ink-soft", "ink-faint", "accent", "accent-soft", "link", "brand", "good",
    "good-soft", "warn", "warn-soft", "bad", "bad-soft", "calm", "calm-soft",
]  # fmt: skip

ICONS = [
    "portfolio", "weekly-round", "projects", "people", "reports", "import", "settings", "search", "add",
    "edit", "delete", "download", "print", "calendar", "time", "flag", "baseline", "history", "explain",
    "link", "lock", "star", "recent", "comment", "attachment", "risk", "issue", "checklist", "milestone",
    "keyboard", "accessibility",
]  # fmt: skip

NAVIGATION = [
    ("Portfolio", "portfolio"),
    ("Weekly round", "weekly-round"),
    ("Projects", "projects"),
    ("People", "people"),
    ("Reports", "reports"),
    ("Import", "import"),
    ("Settings", "settings"),
]

PARTS = ("foundations", "controls", "values", "content")
PAGES = {
    "styleguide": "A page",
    "styleguide-foundations": "Foundations",
    "styleguide-controls": "Controls",
    "styleguide-values": "Values",
    "styleguide-content": "Content",
    "styleguide-schedule": "Schedule",
}

TODAY = date(2026, 11, 23)
DATES = [
    date(2027, 8, 2), date(2026, 12, 18), date(2026, 11, 26), date(2026, 11, 24), TODAY, date(2026, 11, 18),
    date(2026, 10, 2), None,
]  # fmt: skip
AMOUNTS = [Decimal("1362400"), Decimal("919250.50"), Decimal(0), Decimal("-48210"), None]
