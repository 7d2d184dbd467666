"""The demo city's projects as they are told in `data/projects.toml`, and the plans they follow."""

import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from milepost.domain.projects.plan_templates import Template, TemplateTask, read_template, shipped_template
from milepost.domain.projects.plan_templates.shipped import SLUGS

HALF_DAY, DAY = 240, 1440


@dataclass(frozen=True, slots=True)
class Slip:
    """A task takes longer than planned, or an outsider's date moves, and everybody can see why."""

    task: str
    adds: str
    title: str
    why: str
    from_risk: int | None = None
    """Which of the story's risks came true with it."""
    agreed: str = ""
    """Why the plan was agreed anew, where it was."""


@dataclass(frozen=True, slots=True)
class Danger:
    """A risk of the register, as its columns have it."""

    event: str
    cause: str
    effect: str
    probability: int
    impact: int
    response: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The manager's own rating, some weeks before the city is looked at."""

    weeks_ago: float
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A project is held, or canceled, some months after its start."""

    months: float
    reason: str
    review_days: int = 60


@dataclass(frozen=True, slots=True)
class Wait:
    """A task that waits for a task of another story; both are named by their keys in the templates."""

    task: str
    project: str
    on: str


@dataclass(frozen=True, slots=True)
class Story:
    """One project's life; `starts` counts months from the day the city is looked at, negative in the past."""

    name: str
    plan: str
    department: str
    starts: float
    purpose: str
    pace: float = 1.0
    """How long work really takes, as a share of what was planned."""
    scale: float = 1.0
    """How large the plan is against its template."""
    names: dict[str, str] = field(default_factory=dict)
    """What tasks of the template are called here, by key."""
    manager: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    silent_weeks: int = 0
    """For how long nobody has recorded progress."""
    is_in_tiny_city: bool = False
    budget: int = 0
    """What it may cost, in dollars; without it nothing is known of its money."""
    is_simulated: bool = False
    partners: tuple[str, ...] = ()
    objectives: tuple[tuple[str, str], ...] = ()
    people: dict[str, str] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()
    risks: tuple[Danger, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    hold: Pause | None = None
    cancel: Pause | None = None
    waits: tuple[Wait, ...] = ()


def stories() -> list[Story]:
    """Give all stories in the order they are told."""
    content = tomllib.loads(files(__package__).joinpath("data/projects.toml").read_text("utf-8"))
    return [_story(row) for row in content["projects"]]


def plan_of(story: Story) -> Template:
    """Give the plan a story follows, a shipped template or one of the demo's own, fitted to its size."""
    template = shipped_template(story.plan) if story.plan in SLUGS else _own_plan(story.plan)
    return replace(template, tasks=tuple(_fitted(task, story) for task in template.tasks))


def _fitted(task: TemplateTask, story: Story) -> TemplateTask:
    """Scale what is work; council, windows and advertising take what they take."""
    name = story.names.get(task.key, task.name)
    is_work = (
        task.duration_minutes > HALF_DAY and not task.calendar and not task.duration_unit.startswith("e")
    )
    minutes = _rounded(task.duration_minutes * story.scale, HALF_DAY) if is_work else task.duration_minutes
    expected = task.expected_after_minutes
    if expected is not None:
        expected = _rounded(expected * story.scale, DAY)
    return replace(task, name=name, duration_minutes=minutes, expected_after_minutes=expected)


def _rounded(minutes: float, step: int) -> int:
    return max(step, round(minutes / step) * step)


@cache
def _own_plan(slug: str) -> Template:
    return read_template(slug, files(__package__).joinpath(f"data/plans/{slug}.toml").read_text("utf-8"))


def _story(row: dict[str, Any]) -> Story:
    return Story(
        **row
        | {
            "partners": tuple(row.get("partners", ())),
            "objectives": tuple((text, measure) for text, measure in row.get("objectives", ())),
            "slips": tuple(Slip(**slip) for slip in row.get("slips", ())),
            "risks": tuple(Danger(**risk) for risk in row.get("risks", ())),
            "opinions": tuple(Opinion(**opinion) for opinion in row.get("opinions", ())),
            "waits": tuple(Wait(**wait) for wait in row.get("waits", ())),
            "hold": Pause(**row["hold"]) if "hold" in row else None,
            "cancel": Pause(**row["cancel"]) if "cancel" in row else None,
        }
    )
