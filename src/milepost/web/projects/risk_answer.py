"""What a simulation answered, in sentences, figures and rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from milepost.charts.finish_spread import Bin, Mark, finish_spread
from milepost.charts.joint_scatter import Joint, joint_scatter
from milepost.charts.plot import Figure
from milepost.charts.tornado import Bar, tornado
from milepost.domain.common.models import Run
from milepost.domain.projects.models import Project
from milepost.engine.instants import datetime_of
from milepost.web.templatetags.formats import day, dollars

EPOCH = date(1970, 1, 1).toordinal()
BARS = 10


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """The result of one run about a project."""

    run: Run
    project: Project
    shows_cost: bool = False
    """Whether the reader may see money."""

    @property
    def _found(self) -> dict[str, Any]:
        return dict(self.run.result or {})

    @property
    def confidence(self) -> int:
        return int(self.run.parameters["confidence_percent"])

    @property
    def sure(self) -> datetime:
        """The date by which the project finishes with the confidence asked for."""
        return datetime_of(self._found["sure"])

    @property
    def sentence(self) -> str:
        return f"{self.confidence}% chance to finish by {day(self.sure)}."

    @property
    def plan_sentence(self) -> str:
        """Hold the plan's own date, and the agreed one, against the answer."""
        planned = datetime_of(self._found["planned"])
        words = f"The plan’s own date, {day(planned)}, has a chance of {self._found['chance_of_plan']:.0%}"
        if self._found["baseline"] is not None:
            agreed = datetime_of(self._found["baseline"])
            words += f"; the agreed one, {day(agreed)}, {self._found['chance_of_baseline']:.0%}"
        return f"{words}."

    @property
    def basis(self) -> str:
        """Say what the answer rests on."""
        found, parameters = self._found, self.run.parameters
        by_rule = found["simulated_tasks"] - found["estimated_tasks"]
        spread = "{low_percent} / {likely_percent} / {high_percent}%".format(**parameters)
        own = found["estimated_tasks"]
        risks = len(found["risks"])
        return (
            f"{own} {_plural(own, 'task')} with estimates of {'its' if own == 1 else 'their'} own, "
            f"{by_rule} by the rule "
            f"({spread} of what remains), {risks} {_plural(risks, 'risk')} of the register; "
            f"{parameters['iterations']:,} iterations, seed {self.run.seed}, {parameters['sampling']} sampling."
        )

    @property
    def convergence(self) -> str:
        first, last = (day(datetime_of(one)) for one in self._found["sure_within"])
        return f"With so many iterations the {self.confidence}% date lies between {first} and {last} (95% confidence)."

    @property
    def spread(self) -> Figure:
        bins = [Bin(_day_of(first), width, count) for first, width, count in self._found["bins"]]
        marks = [
            Mark(datetime_of(self._found["planned"]).date(), "Plan"),
            Mark(self.sure.date(), f"{self.confidence}%", is_strong=True),
        ]
        if self._found["baseline"] is not None:
            marks.append(Mark(datetime_of(self._found["baseline"]).date(), "Agreed"))
        return finish_spread(bins, marks, title="How likely each finish is", finding=self.sentence)

    @property
    def percentiles(self) -> list[tuple[str, datetime]]:
        return [(f"{share}%", datetime_of(at)) for share, at in self._found["percentiles"].items()]

    @property
    def aims(self) -> list[dict[str, Any]]:
        """The milestones and deadlines with their chances."""
        return [
            {**row, **{name: _moment(row[name]) for name in ("planned", "wanted", "sure")}}
            for row in self._found["aims"]
        ]

    @property
    def tasks(self) -> list[dict[str, Any]]:
        return list(self._found["tasks"])

    @property
    def risks(self) -> list[dict[str, Any]]:
        return [
            {
                **row,
                "effect_days": self._days(row["effect"]),
                "bought_days": self._days(row["bought"]),
                "struck_days": self._days(row["later_when_struck"]),
            }
            for row in self._found["risks"]
        ]

    @property
    def contingency(self) -> list[tuple[str, float | None, float | None]]:
        """The parts of the way from the plan to the sure date, in working days and dollars; they add up to it."""
        parts = self._found.get("contingency", [])
        return [(part["name"], self._days(part["minutes"]), part.get("cost")) for part in parts]

    @property
    def contingency_cost(self) -> float:
        return sum(cost or 0.0 for _, _, cost in self.contingency)

    @property
    def contingency_days(self) -> float:
        return sum(days or 0 for _, days, _ in self.contingency)

    @property
    def has_cost(self) -> bool:
        return self.shows_cost and bool(self._found.get("cost"))

    @property
    def cost_sentence(self) -> str:
        """Say what the project costs with the confidence asked for, and how likely the budget holds."""
        cost = self._found["cost"]
        return (
            f"{self.confidence}% chance to cost at most {dollars(cost['sure'])}; "
            f"the budget of {dollars(cost['budget'])} holds with a chance of {cost['chance']:.0%}."
        )

    @property
    def cost_basis(self) -> str:
        cost = self._found["cost"]
        return (
            f"Spent so far {dollars(cost['spent'])}. What is left of each task’s budget is still to pay: by the day "
            "where somebody is assigned, once elsewhere. By plan the whole comes to "
            f"{dollars(cost['planned'])}."
        )

    @property
    def cost_percentiles(self) -> list[tuple[str, float]]:
        return [(f"{share}%", amount) for share, amount in self._found["cost"]["percentiles"].items()]

    @property
    def joint(self) -> Figure:
        """Finish and cost of the same simulations together."""
        cost = self._found["cost"]
        both, in_time, in_budget, neither = cost["shares"]
        until = datetime_of(cost["until"] - 1).date()
        return joint_scatter(
            [Joint(_day_of(number), amount) for number, amount in cost["points"]],
            wanted=Joint(until, cost["budget"]),
            shares=(both, in_time, in_budget, neither),
            title="Finish and cost together",
            finding=f"{both:.0%} chance to finish by {day(until)} and to keep the budget.",
            shown=dollars,
        )

    @property
    def tornado_of_tasks(self) -> Figure:
        ranked = [row for row in self.tasks if row["sensitivity"]][:BARS]
        bars = [Bar(row["name"], row["sensitivity"], f"{row['sensitivity']:.2f}") for row in ranked]
        finding = f"“{bars[0].name}” weighs most." if bars else "No task weighs more than the others."
        return tornado(
            bars, title="Tasks that drive the finish", finding=finding, headings=("Task", "Sensitivity index")
        )

    @property
    def tornado_of_risks(self) -> Figure:
        bars = [Bar(row["event"], row["effect_days"], f"{row['effect_days']:.1f} d") for row in self.risks]
        days = bars[0].shown.removesuffix(" d") if bars else ""
        finding = (
            f"Without “{bars[0].name}” the {self.confidence}% date is {days} working days earlier."
            if bars
            else ""
        )
        return tornado(
            bars, title="Risks that drive the finish", finding=finding, headings=("Risk", "Working days")
        )

    def _days(self, minutes: float | None) -> float | None:
        return None if minutes is None else minutes / self.project.minutes_per_day


def _day_of(number: int) -> date:
    return date.fromordinal(EPOCH + number)


def _moment(minutes: int | None) -> datetime | None:
    return None if minutes is None else datetime_of(minutes)


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
