from datetime import date

import pytest

from milepost.domain.projects.wording import (
    counted,
    day_text,
    duration_text,
    named,
    number_text,
    working_days_text,
)


@pytest.mark.parametrize(
    ("minutes", "unit", "text"),
    [
        (45, "m", "45 m"),
        (1_234_567, "m", "1,234,567 m"),
        (96_000, "m", "96,000 m"),
        (90, "h", "1.5 h"),
        (4800, "d", "10 d"),
        (160, "d", "0.33 d"),
        (4800, "w", "2 w"),
        (19200, "mo", "2 mo"),
        (2880, "ed", "2 ed"),
        (90, "eh", "1.5 eh"),
        (20160, "ew", "2 ew"),
        (43200, "emo", "1 emo"),
        (0, "d", "0 d"),
    ],
)
def test_a_duration_is_written_in_its_unit(minutes, unit, text):
    assert duration_text(minutes, unit, minutes_per_day=480, minutes_per_week=2400, days_per_month=20) == text


def test_a_duration_follows_the_length_of_the_project_s_day():
    assert duration_text(900, "d", minutes_per_day=450, minutes_per_week=2250, days_per_month=20) == "2 d"


def test_counts_and_days_take_the_right_number():
    assert [counted(1, "task"), counted(1200, "task")] == ["1 task", "1,200 tasks"]
    assert [working_days_text(days) for days in (1, 1.02, 2, 0.5)] == [
        "1 working day",
        "1 working day",
        "2 working days",
        "0.5 working days",
    ]
    assert [number_text(value) for value in (3.0, 3.14, 1_234_567)] == ["3", "3.1", "1,234,567"]


def test_a_date_reads_as_in_the_united_states():
    assert day_text(date(2027, 3, 5)) == "Mar 5, 2027"


def test_many_names_are_cut_and_counted():
    assert named(["A", "B"]) == "“A”, “B”"
    assert named(list("ABCDEFG")) == "“A”, “B”, “C”, “D”, “E” and 2 more"
    assert named(list("ABCDE"), count=212) == "“A”, “B”, “C”, “D”, “E” and 207 more"
