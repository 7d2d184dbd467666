"""Makespans of PSPLIB's problems that are known to be the least (Kolisch and Sprecher 1996)."""

import csv
import tarfile
from pathlib import Path

import pytest

from milepost.engine.leveling import Rule, Scheme, level, level_by_rule
from milepost.exchange.leveling.psplib import read_psplib
from tests.conftest import data_folder

SOLVED = ["J30_1.txt", "J30_118.txt", "J30_301.txt"]


@pytest.fixture(scope="module")
def known() -> dict[str, int]:
    with (data_folder("leveling", "psplib") / "best_known.csv").open() as file:
        return {row["instance"]: int(row["bks"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("psplib")
    with tarfile.open(data_folder("leveling", "psplib") / "psplib_j30_j60_j90_j120.tar.gz") as archive:
        for name in SOLVED:
            archive.extract(f"RCPSP/{name}", folder, filter="data")
    return folder / "RCPSP"


@pytest.mark.parametrize("name", SOLVED)
def test_the_least_makespan_is_found(name: str, known: dict[str, int], unpacked: Path) -> None:
    problem = read_psplib(unpacked / name)

    leveling = level(problem, seconds=60, schedules=1200)

    assert leveling.makespan == known[name]
    assert leveling.bound <= known[name]


@pytest.mark.parametrize("name", SOLVED)
def test_a_rule_alone_is_never_better(name: str, known: dict[str, int], unpacked: Path) -> None:
    leveling = level_by_rule(read_psplib(unpacked / name), Scheme.PARALLEL, Rule.LATEST_FINISH)

    assert known[name] <= leveling.makespan <= 1.3 * known[name]
