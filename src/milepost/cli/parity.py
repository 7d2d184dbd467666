"""`milepost parity`: compare recalculated dates with what the files' own tools had stored."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from milepost.cli.audit_figures import parity_figure
from milepost.cli.figures import svg_option, write_svg
from milepost.cli.progress import shown
from milepost.engine.errors import ScheduleError
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.parity import ANSWERS, Parity, Tally, parity_of
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan

FEATURE_WIDTH = 28
COUNT_WIDTH = 7
ANSWER_WIDTH = 18
DATES = "start and finish"


@click.command("parity")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--all", "names_each", is_flag=True, help="Name every task that differs, and why.")
@click.option("--json", "form", flag_value="json", help="Write JSON.")
@click.option("--csv", "form", flag_value="csv", help="Write a line for each file, feature and answer.")
@svg_option
def parity(
    files: tuple[Path, ...],
    names_each: bool,  # noqa: FBT001 - click calls by name
    form: str | None,
    svg: Path | None,
) -> None:
    """Recalculate each of FILES from its decided fields and compare all stored answers, to the minute.

    Start, finish, early and late dates, slack and critical of active tasks that are scheduled automatically; what a
    file does not hold is not compared. A file that cannot be read or scheduled is told and passed over.
    """
    found: dict[str, tuple[Plan, Parity]] = {}
    for file in files:
        try:
            with shown(f"Reading {file.name}") as progress:
                plan = read_plan(file, progress=progress)
            found[str(file)] = (plan, parity_of(plan))
        except (UnreadableFile, ScheduleError) as error:
            click.echo(f"Passed over {file.name}: {error}", err=True)
    write_svg(svg, lambda: parity_figure(_by_feature(found), _of_dates(found)))
    match form:
        case "json":
            click.echo(_as_json(found))
        case "csv":
            click.echo(_as_csv(found), nl=False)
        case _:
            click.echo(_as_text(found, names_each=names_each))


def _by_feature(found: dict[str, tuple[Plan, Parity]]) -> dict[str, Tally]:
    """Give how many starts and finishes of all files agree, by feature."""
    every = [one.by_feature for _, one in found.values()]
    features = sorted({feature for one in every for feature in one})
    summed = {feature: _summed(one.get(feature, {}) for one in every) for feature in features}
    return {feature: tallies[DATES] for feature, tallies in summed.items() if DATES in tallies}


def _of_dates(found: dict[str, tuple[Plan, Parity]]) -> Tally:
    return _summed(one.by_answer for _, one in found.values()).get(DATES, Tally())


def _as_csv(found: dict[str, tuple[Plan, Parity]]) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(("file", "feature", "answer", "agreed", "held"))
    for name, (_, one) in found.items():
        for feature, tallies in {"all": one.by_answer, **one.by_feature}.items():
            writer.writerows(
                (name, feature, answer, tally.agreed, tally.held) for answer, tally in tallies.items()
            )
    return output.getvalue()


def _as_text(found: dict[str, tuple[Plan, Parity]], *, names_each: bool) -> str:
    every = [one for _, one in found.values()]
    lines = [_row("File", "Tasks", ANSWERS), *(_summary(name, one) for name, (_, one) in found.items())]
    if len(every) > 1:
        lines.append(
            _row(
                "All", f"{sum(one.tasks for one in every):,}", _cells(_summed(one.by_answer for one in every))
            )
        )
    lines += ["", _row("Feature", "Tasks", ANSWERS)]
    features = sorted({feature for one in every for feature in one.by_feature})
    for feature in features:
        tallies = _summed(one.by_feature.get(feature, {}) for one in every)
        held = max((tally.held for tally in tallies.values()), default=0)
        lines.append(_row(feature, f"{held:,}", _cells(tallies)))
    kinds = sum((one.kinds for one in every), Counter())
    if kinds:
        lines += ["", "Why the others differ"]
        lines += [f"{count:>{COUNT_WIDTH},}  {kind.value}" for kind, count in kinds.most_common()]
    if names_each:
        lines += [
            f"{Path(name).name}: {each.uid} “{each.name}” ({', '.join(each.fields)}): {each.sentence}"
            for name, (_, one) in found.items()
            for each in one.differences
        ]
    return "\n".join(lines)


def _summary(name: str, one: Parity) -> str:
    return _row(Path(name).name, f"{one.tasks:,}", _cells(one.by_answer))


def _cells(tallies: dict[str, Tally]) -> list[str]:
    return [_shown(tallies.get(answer, Tally())) for answer in ANSWERS]


def _shown(tally: Tally) -> str:
    return "not held" if tally.share is None else f"{tally.agreed:,} ({_percent(tally)})"


def _percent(tally: Tally) -> str:
    """Write a share so that only a whole one reads 100 %."""
    share = tally.agreed / tally.held
    return "100%" if tally.agreed == tally.held else f"{min(share, 0.999):.1%}"


def _summed(each: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for tallies in each:
        for answer, tally in tallies.items():
            sums = total.setdefault(answer, Tally())
            sums.held += tally.held
            sums.agreed += tally.agreed
    return total


def _row(first: str, count: str, cells: Iterable[str]) -> str:
    padded = "".join(f"{cell:>{ANSWER_WIDTH}}" for cell in cells)
    return f"{first[:FEATURE_WIDTH]:{FEATURE_WIDTH}}{count:>{COUNT_WIDTH}}{padded}"


def _as_json(found: dict[str, tuple[Plan, Parity]]) -> str:
    return json.dumps(
        [_document(name, one) for name, (_, one) in found.items()], ensure_ascii=False, indent=2
    )


def _document(name: str, one: Parity) -> dict[str, object]:
    return {
        "file": name,
        "tasks": one.tasks,
        "answers": _counts(one.by_answer),
        "features": {feature: _counts(tallies) for feature, tallies in one.by_feature.items()},
        "kinds": {kind.value: count for kind, count in one.kinds.items()},
        "differences": [
            {
                "uid": each.uid,
                "name": each.name,
                "fields": each.fields,
                "kind": each.kind.value,
                "why": each.sentence,
            }
            for each in one.differences
        ],
    }


def _counts(tallies: dict[str, Tally]) -> dict[str, Sequence[int]]:
    return {answer: (tally.agreed, tally.held) for answer, tally in tallies.items()}
