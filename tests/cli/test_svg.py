from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from milepost.cli import main

LIST = "ID,Name,Duration,Predecessors,Start\n1,Dig,5d,,2027-03-01\n2,Pour,10d,1,\n3,Done,0d,2,\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.csv"
    file.write_text(LIST)
    return file


@pytest.mark.parametrize("command", [["schedule"], ["simulate", "--iterations", "200"]])
def test_a_figure_is_written_beside_the_answer(plan: Path, command: list[str]) -> None:
    target = plan.with_suffix(".svg")

    ended = CliRunner().invoke(main, [*command, str(plan), "--svg", str(target)])

    assert ended.exit_code == 0, ended.output
    assert ElementTree.parse(target).getroot().tag.endswith("svg")
    assert ended.output


def test_a_place_that_cannot_be_written_is_said(plan: Path) -> None:
    ended = CliRunner().invoke(main, ["schedule", str(plan), "--svg", str(plan / "x.svg")])

    assert ended.exit_code == 5
    assert "cannot be written" in ended.output
