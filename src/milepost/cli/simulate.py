"""`milepost simulate`: how likely each finish of a plan file is."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import click

from milepost.cli.exits import Miscalled, sentences
from milepost.cli.figures import svg_option, write_svg
from milepost.cli.numbers import Number
from milepost.cli.progress import shown
from milepost.cli.risk_figures import risk_figures
from milepost.engine.instants import datetime_of, minutes_of, us_date
from milepost.engine.simulation import Inputs, Outcome, Sampling, simulate
from milepost.exchange.costs import costs_in
from milepost.exchange.estimates import costs_of, drivers_of, groups_of, percents_of, spread_of
from milepost.exchange.finished_work import read_finished_work
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan

SHARES = (0.1, 0.5, 0.8, 0.9)
SENTENCE_SHARE = 0.8
SHOWN_TASKS = 10


@click.command("simulate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--range",
    "percent",
    default="80,100,130",
    show_default=True,
    metavar="LOW,LIKELY,HIGH",
    help="What is left of every open task, in percent of the plan.",
)
@click.option(
    "--estimates",
    type=click.Path(path_type=Path),
    help="A list with the columns Task, Low, Likely, High (3d, 2w, 4h), or Kind of a history, for tasks that differ.",
)
@click.option(
    "--history",
    type=click.Path(path_type=Path),
    help="A list of finished tasks with the columns Planned, Actual (3d, 2w, 4h), perhaps Kind; it replaces --range.",
)
@click.option(
    "--risks",
    type=click.Path(path_type=Path),
    help="A list with the columns Risk, Probability, Low, Likely, High (all in percent), Tasks (3; 7).",
)
@click.option(
    "--costs",
    type=click.Path(path_type=Path),
    help="A list with the columns Task, Spent, Fixed, Per day, and Low and High in percent of both.",
)
@click.option(
    "--cost-range",
    "cost_percent",
    metavar="LOW,LIKELY,HIGH",
    help="What is left to pay of the file's own costs, in percent; 100,100,100 unless it is given.",
)
@click.option("--budget", type=Number(min=0), help="Tell the chance to cost no more than this.")
@click.option(
    "--correlation", default=0.0, show_default=True, help="How far tasks below one summary move together."
)
@click.option("--iterations", default=10_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--latin", is_flag=True, help="Sample by a Latin hypercube.")
@click.option(
    "--by", type=click.DateTime(["%Y-%m-%d"]), help="Tell the chance to finish by the end of this day."
)
@click.option("--json", "form", flag_value="json", help="Write JSON.")
@click.option("--csv", "form", flag_value="csv", help="Write the finish of every iteration.")
@svg_option
def simulate_plan(
    file: Path,
    percent: str,
    estimates: Path | None,
    history: Path | None,
    risks: Path | None,
    costs: Path | None,
    cost_percent: str | None,
    budget: float | None,
    correlation: float,
    iterations: int,
    seed: int,
    latin: bool,  # noqa: FBT001 - click calls by name
    by: datetime | None,
    form: str | None,
    svg: Path | None,
) -> None:
    """Simulate the plan in FILE on its real network and calendars, without a database.

    Each open task is beta-PERT between low and high. The same seed gives the same answer.
    """
    if costs and cost_percent:
        raise Miscalled(
            "--cost-range is about the file's own costs, which --costs replaces; give one of them."
        )
    with sentences():
        with shown(f"Reading {file.name}") as progress:
            plan = read_plan(file, progress=progress)
        inputs = Inputs(
            uncertain=spread_of(plan, percent, estimates, read_finished_work(history) if history else None),
            drivers=drivers_of(plan, risks),
            groups=groups_of(plan, correlation),
            costs=costs_of(plan, costs)
            if costs
            else costs_in(plan, percents_of(cost_percent or "100,100,100")),
            iterations=iterations,
            seed=seed,
            sampling=Sampling.LATIN_HYPERCUBE if latin else Sampling.RANDOM,
        )
        with shown("Simulating") as progress:
            found = simulate(network_of(plan), inputs, threads=2, on_progress=progress)
    end_of_day = minutes_of(by.replace(hour=23, minute=59)) if by else None
    write_svg(svg, lambda: risk_figures(plan, found, share=SENTENCE_SHARE, budget=budget))
    match form:
        case "json":
            click.echo(_as_json(plan, found, end_of_day, budget))
        case "csv":
            click.echo(_as_csv(found), nl=False)
        case _:
            click.echo(_as_text(plan, found, end_of_day, budget))


def _as_csv(found: Outcome) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(("iteration", "finish", *(() if found.costs is None else ("cost",))))
    costs = [()] * len(found.finishes) if found.costs is None else [(f"{cost:.2f}",) for cost in found.costs]
    rows = zip(found.finishes.tolist(), costs, strict=True)
    writer.writerows((at, _iso(finish), *cost) for at, (finish, cost) in enumerate(rows, 1))
    return output.getvalue()


def _as_text(plan: Plan, found: Outcome, by: int | None, budget: float | None) -> str:
    chance = found.chance_by(found.planned)
    first, last = (us_date(instant) for instant in found.within(SENTENCE_SHARE))
    sure = f"the {SENTENCE_SHARE:.0%} date lies between {first} and {last} with 95% confidence"
    lines = [
        f"{plan.name}: {SENTENCE_SHARE:.0%} chance to finish by {us_date(found.percentile(SENTENCE_SHARE))}.",
        f"The plan's own date, {us_date(found.planned)}, has a chance of {chance:.0%}.",
        "",
        *(f"{share:>5.0%}  {us_date(found.percentile(share))}" for share in SHARES),
        "",
        f"{len(found.finishes):,} iterations; {sure}.",
    ]
    if by is not None:
        lines.append(f"By {us_date(by)}: {found.chance_by(by):.0%}.")
    lines += _cost_lines(found, budget)
    names = {task.uid: task.name for task in plan.tasks}
    ranked = sorted(found.sensitivity.items(), key=lambda each: -(each[1] or 0))[:SHOWN_TASKS]
    lines += ["", "What drives it (schedule sensitivity index, and how often it drives the finish)"]
    lines += [
        f"{value:>6.2f}  {found.criticality.get(uid, 0):>5.0%}  {uid} “{names[uid]}”"
        for uid, value in ranked
        if value
    ]
    if found.driver_effects:
        lines += ["", "Risks, and how many days later the finish is when they strike"]
        lines += [
            f"{'not yet' if effect is None else f'{effect / plan.minutes_per_day:.1f} d':>8}  {name}"
            for name, effect in sorted(found.driver_effects.items(), key=lambda each: -(each[1] or 0))
        ]
    return "\n".join(lines)


def _cost_lines(found: Outcome, budget: float | None) -> list[str]:
    if found.costs is None:
        return []
    lines = ["", f"Cost: {found.planned_cost:,.2f} by the plan"]
    lines += [f"{share:>5.0%}  {found.cost_percentile(share):,.2f}" for share in SHARES]
    if budget is not None:
        lines.append(f"Within {budget:,.2f}: {found.chance_within(budget):.0%}.")
    joint = found.joint(found.percentile(SENTENCE_SHARE), found.cost_percentile(SENTENCE_SHARE) or 0.0)
    if joint:
        lines.append(
            f"Both {SENTENCE_SHARE:.0%} figures are met together in {joint.both:.0%} of the iterations."
        )
    return lines


def _as_json(plan: Plan, found: Outcome, by: int | None, budget: float | None) -> str:
    document = {
        "name": plan.name,
        "planned_finish": _iso(found.planned),
        "chance_of_planned_finish": found.chance_by(found.planned),
        "percentiles": {f"{share:.0%}": _iso(found.percentile(share)) for share in SHARES},
        "chance_by": None if by is None else found.chance_by(by),
        "iterations": len(found.finishes),
        "half_width_minutes": found.convergence(SENTENCE_SHARE).half_width,
        "notices": list(found.notices),
        "deadlines": [
            {"uid": one.uid, "deadline": _iso(one.deadline), "chance": one.chance} for one in found.deadlines
        ],
        "cost": None
        if found.costs is None
        else {
            "planned": found.planned_cost,
            "percentiles": {f"{share:.0%}": found.cost_percentile(share) for share in SHARES},
            "chance_within_budget": None if budget is None else found.chance_within(budget),
        },
        "tasks": [
            {
                "uid": task.uid,
                "name": task.name,
                "criticality": found.criticality.get(task.uid, 0.0),
                "cruciality": found.cruciality[task.uid],
                "sensitivity": found.sensitivity[task.uid],
            }
            for task in plan.tasks
            if task.uid in found.cruciality
        ],
        "risks": [{"name": name, "minutes_later": effect} for name, effect in found.driver_effects.items()],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _iso(instant: int) -> str:
    return datetime_of(instant).isoformat(timespec="minutes")
