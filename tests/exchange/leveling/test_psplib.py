from pathlib import Path

import pytest

from milepost.engine.leveling import Demand, level
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.leveling.psplib import is_psplib, read_psplib
from tests.exchange.leveling.problems import PATTERSON, SECTIONS


def written(folder: Path, text: str) -> Path:
    path = folder / "small.sm"
    path.write_text(text)
    return path


def test_both_formats_hold_the_same_problem(tmp_path: Path) -> None:
    first, second = (read_psplib(written(tmp_path, text)) for text in (PATTERSON, SECTIONS))

    assert first == second
    assert first.activities[3].demands == [Demand((1,), 1), Demand((2,), 3)]
    assert [resource.units for resource in first.resources] == [4, 3]
    assert level(first, seconds=0).makespan == 7


@pytest.mark.parametrize("text", [PATTERSON, SECTIONS])
def test_both_are_told_by_their_content(text: str, tmp_path: Path) -> None:
    assert is_psplib(written(tmp_path, text))


@pytest.mark.parametrize(
    "text", ["\ufeff" + PATTERSON, PATTERSON.replace(" ", "\t\t").replace("\n", " \r\n"), SECTIONS + "\x1a"]
)
def test_marks_blanks_and_ends_of_other_systems_change_nothing(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)

    assert is_psplib(path)
    assert read_psplib(path) == read_psplib(written(tmp_path, PATTERSON))


def test_resources_that_are_used_up_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, SECTIONS.replace("R 1  R 2", "R 1  N 1"))

    with pytest.raises(UnreadableFile, match="nonrenewable"):
        read_psplib(path)


@pytest.mark.parametrize("text", ["<Project/>", "Name,Duration\n", ""])
def test_other_files_are_not_taken_for_one(text: str, tmp_path: Path) -> None:
    assert not is_psplib(written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        PATTERSON[:40],
        "9999999999 3 1 2 3",
        SECTIONS.replace("  3      1     4       3    0\n", ""),
        SECTIONS.replace("   3        1          1", "   3        2          1"),
        SECTIONS[: SECTIONS.index("RESOURCEAV")],
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"\.$"):
        read_psplib(written(tmp_path, text))
