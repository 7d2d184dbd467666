from importlib.util import find_spec
from pathlib import Path

import pytest

from milepost.engine.schedule import schedule
from milepost.exchange.comparison import EVERYTHING, DifferenceKind, compare
from milepost.exchange.errors import Damaged, ReaderMissing
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan, read_with_source
from tests.conftest import data_folder

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)

installed = pytest.mark.skipif(
    find_spec("mpxj") is None or find_spec("jpype") is None, reason="needs the mpxj extra and Java: make mpxj"
)


def sample(name: str) -> Path:
    return data_folder("schedules") / name


def kinds_of(plan: Plan) -> set[DifferenceKind]:
    network = network_of(plan)
    return {difference.kind for difference in compare(plan, network, schedule(network), of=EVERYTHING)}


@pytest.mark.skipif(find_spec("mpxj") is not None, reason="the mpxj extra is installed")
def test_without_the_extra_a_sentence_says_how_to_get_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.mpp"
    path.write_bytes(OLE)

    with pytest.raises(ReaderMissing, match=r"needs Milepost's mpxj extra.*make mpxj.*Save As > XML Format"):
        read_plan(path)


@installed
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("msproject/NewProduct.mpp", set()),
        ("msproject/commercial.mpp", set()),
        ("msproject/msdeploy.mpp", set()),
        ("msproject/mpp14baseline.mpp", set()),
        ("msproject/mpp14recurring.mpp", set()),
        ("msproject/timephased-sample.mpp", set()),
        ("msproject/mpp14splittask.mpp", set()),
        ("msproject/mpp14resource.mpp", set()),
        ("msproject/mpp14timephased.mpp", {DifferenceKind.LATER_TASKS}),
        ("links/task-links-project2010-mpp14.mpp", set()),
        ("links/task-links-project2019-mpp14.mpp", set()),
        ("other/task-baselines-project2019-mpp14.mpp", {DifferenceKind.MANUAL}),
    ],
)
def test_an_mpp_file_agrees_with_its_stored_dates_or_differs_for_a_known_reason(
    name: str, expected: set[DifferenceKind]
) -> None:
    assert kinds_of(read_plan(sample(name))) == expected


@installed
@pytest.mark.parametrize(
    ("name", "tasks", "links"),
    [
        ("calendars/PredecessorCalendar.xml", 2, 0),
        ("links/task-links-project98.mpx", 16, 8),
        ("other/HouseBuildingSample.gan", 20, 17),
        ("other/project1.planner", 30, 5),
    ],
)
def test_files_of_other_tools_are_read(name: str, tasks: int, links: int) -> None:
    plan = read_plan(sample(name))

    assert (len(plan.tasks), len(plan.links)) == (tasks, links)
    assert kinds_of(plan) is not None


@installed
def test_an_independent_reader_finds_what_was_written(tmp_path: Path) -> None:
    plan, source = read_with_source(sample("msproject/msdeploy.mpp"))
    path = tmp_path / "written.xml"
    for written in (write_mspdi(plan, source=source), write_mspdi(plan)):
        path.write_bytes(written)

        judged = read_by_mpxj(path, tmp_path)
        assert [
            (t.uid, t.name, t.parent_uid, t.duration_minutes, t.constraint, t.stored) for t in judged.tasks
        ] == [(t.uid, t.name, t.parent_uid, t.duration_minutes, t.constraint, t.stored) for t in plan.tasks]
        assert sorted(ends(judged)) == sorted(ends(plan))
        assert weeks(judged) == weeks(plan)


def weeks(plan: Plan) -> dict[int, object]:
    """Give the week of each calendar that something runs on; MPXJ leaves out the one of a blank resource row."""
    used = {plan.calendar_uid} | {resource.calendar_uid for resource in plan.resources}
    return {calendar.uid: calendar.week for calendar in plan.calendars if calendar.uid in used}


def ends(plan: Plan) -> list[tuple[int, int, int, float, int]]:
    return [(ln.predecessor_uid, ln.successor_uid, ln.type, ln.lag, ln.lag_unit) for ln in plan.links]


def read_by_mpxj(path: Path, folder: Path) -> Plan:
    import subprocess
    import sys

    judged = folder / "judged.xml"
    subprocess.run(
        [sys.executable, "-m", "milepost.exchange.mpxj.convert", str(path), str(judged)], check=True
    )
    plan = read_plan(judged)
    for task in plan.tasks:
        task.stored.total_slack_minutes = task.stored.total_slack_minutes or 0
        task.stored.free_slack_minutes = task.stored.free_slack_minutes or 0
    return plan


@installed
def test_a_damaged_file_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "plan.mpp"
    path.write_bytes(OLE)

    with pytest.raises(Damaged, match=r"plan\.mpp cannot be read"):
        read_plan(path)
