import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from tests.exchange.documents import mspdi, task

# Microsoft's own example: four days and $100 from Monday, $70 spent, 60 % done on Wednesday.
BASELINE = (
    "<Baseline><Number>0</Number><Start>2027-03-01T08:00:00</Start><Finish>2027-03-04T17:00:00</Finish>"
    "<Duration>PT32H0M0S</Duration><Work>PT32H0M0S</Work><Cost>{cost}</Cost></Baseline>"
)
PROGRESS = (
    "<PercentComplete>60</PercentComplete><ActualCost>7000</ActualCost><ActualWork>PT20H0M0S</ActualWork>"
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tower.xml"
    path.write_bytes(
        mspdi(task(1, PROGRESS + BASELINE.format(cost=10000), name="Survey") + task(2, name="Extra"))
    )
    return path


def test_the_example_of_microsofts_help_from_a_file(plan: Path) -> None:
    answer = run("earned-value", plan, "--status", "2027-03-03")

    lines = {line[:38].strip(): line[38:].strip() for line in answer.output.splitlines()}
    assert answer.exit_code == Exit.DONE
    assert (lines["Planned value (PV)"], lines["Earned value (EV)"], lines["Actual cost (AC)"]) == (
        "75.00",
        "60.00",
        "70.00",
    )
    assert (lines["Schedule performance index (SPI)"], lines["Cost performance index (CPI)"]) == (
        "0.80",
        "0.86",
    )
    assert "116.67  BAC / CPI" in answer.output
    assert "Not in the baseline, and counted for nothing here: 1 of the tasks." in answer.output


def test_without_costs_hours_of_work_count(tmp_path: Path) -> None:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1, PROGRESS + BASELINE.format(cost=0), name="Survey")))

    document = json.loads(run("earned-value", path, "--status", "2027-03-03", "--json").output)

    assert (document["unit"], document["project"]["planned"], document["project"]["actual"]) == (
        "hours of work",
        24,
        20,
    )


def test_programs_read_every_task(plan: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("earned-value", plan, "--status", "2027-03-03", "--csv").output))
    )

    assert [(row["name"], row["earned"], row["to_complete_performance"][:5]) for row in rows] == [
        ("Survey", "60.0", "1.333")
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(task(1), "The plan has no status date."), (task(1), "The plan has no baseline.")],
    ids=["status", "baseline"],
)
def test_what_is_missing_is_said(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(content))

    answer = run("earned-value", path, *(["--status", "2027-03-03"] if "baseline" in sentence else []))

    assert answer.exit_code == Exit.UNREADABLE
    assert sentence in answer.output
