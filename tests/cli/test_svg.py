from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from milepost.cli import main
from tests.exchange.documents import link, mspdi, task

LIST = "ID,Name,Duration,Predecessors,Start\n1,Dig,5d,,2027-03-01\n2,Pour,10d,1,\n3,Done,0d,2,\n"


KARA = "<Resource><UID>7</UID><Name>Kara Montoya</Name><Type>1</Type><MaxUnits>1</MaxUnits></Resource>"
ASSIGNED = "".join(
    f"<Assignment><UID>{uid}</UID><TaskUID>{uid}</TaskUID><ResourceUID>7</ResourceUID><Units>1</Units></Assignment>"
    for uid in (1, 2)
)
BASELINE = (
    "<Baseline><Number>0</Number><Start>2027-03-01T08:00:00</Start><Finish>2027-03-01T17:00:00</Finish>"
    "<Duration>PT8H0M0S</Duration><Work>PT8H0M0S</Work></Baseline>"
)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Give a plan with a baseline, and a person on both tasks."""
    file = tmp_path / "plan.xml"
    file.write_bytes(
        mspdi(
            task(1, BASELINE, name="Dig") + task(2, BASELINE + link(1), name="Pour"),
            resources=KARA,
            assignments=ASSIGNED,
        )
    )
    return file


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.csv"
    file.write_text(LIST)
    return file


@pytest.mark.parametrize(
    ("command", "shows"),
    [
        (["schedule"], "Pour"),
        (["simulate", "--iterations", "200"], "What moves the finish, in working days"),
        (["assess"], "Not assessable"),
        (["parity"], "Agreement by feature, in percent"),
        (["level", "--seconds", "0"], "Kara Montoya"),
        (["earned-value", "--status", "2027-03-09"], "Planned"),
    ],
)
def test_a_figure_is_written_beside_the_answer(whole: Path, command: list[str], shows: str) -> None:
    target = whole.with_suffix(".svg")

    ended = CliRunner().invoke(main, [*command, str(whole), "--svg", str(target)])

    assert ended.exit_code == 0, ended.output
    assert ElementTree.parse(target).getroot().tag.endswith("svg")
    assert shows in target.read_text()
    assert ended.output


def test_the_finishes_that_moved_are_drawn(plan: Path) -> None:
    later = plan.with_name("later.csv")
    later.write_text(LIST.replace("Dig,5d", "Dig,6d"))
    target = plan.with_suffix(".svg")

    ended = CliRunner().invoke(main, ["compare", str(plan), str(later), "--svg", str(target)])

    assert ended.exit_code == 0, ended.output
    assert "Pour: Mar 19, 2027 to Mar 22, 2027" in target.read_text()


def test_costs_are_drawn_beside_the_finish(plan: Path) -> None:
    costs = plan.with_name("costs.csv")
    costs.write_text("Task,Spent,Fixed,Per day,Low,High\nDig,0,100,10,80,150\n")
    target = plan.with_suffix(".svg")
    command = ["simulate", str(plan), "--iterations", "200", "--costs", str(costs), "--svg", str(target)]

    assert CliRunner().invoke(main, command).exit_code == 0
    assert "Finish and cost together" in target.read_text()


def test_a_place_that_cannot_be_written_is_said(plan: Path) -> None:
    ended = CliRunner().invoke(main, ["schedule", str(plan), "--svg", str(plan / "x.svg")])

    assert ended.exit_code == 5
    assert "cannot be written" in ended.output


def test_a_plan_without_tasks_has_an_empty_figure(tmp_path: Path) -> None:
    source, target = tmp_path / "plan.xml", tmp_path / "plan.svg"
    source.write_bytes(mspdi())

    ended = CliRunner().invoke(main, ["schedule", str(source), "--svg", str(target)])

    assert ended.exit_code == 0, ended.output
    assert ElementTree.parse(target).getroot().tag.endswith("svg")
