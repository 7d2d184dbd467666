import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from tests.exchange.documents import link, mspdi, task

TEN_DAYS = "<Duration>PT80H0M0S</Duration>"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1, TEN_DAYS, name="Survey") + task(2, TEN_DAYS + link(1), name="Footing")))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_answer_begins_with_one_sentence(plan: Path) -> None:
    answer = run("simulate", plan, "--iterations", 400, "--by", "2027-12-31")

    first, second = answer.output.splitlines()[:2]
    assert answer.exit_code == Exit.DONE
    assert first.startswith("Radio tower: 80% chance to finish by ")
    assert second.startswith("The plan's own date, Mar 26, 2027, has a chance of ")
    assert "By Dec 31, 2027: 100%." in answer.output


def test_the_same_seed_gives_the_same_answer_and_another_seed_another(plan: Path) -> None:
    first, again, other = (
        run("simulate", plan, "--iterations", 200, "--seed", seed, "--csv").output for seed in (1, 1, 2)
    )

    assert first == again != other
    assert len(first.splitlines()) == 201


def test_estimates_and_risks_come_from_lists_by_number_or_name(plan: Path, tmp_path: Path) -> None:
    estimates, risks = tmp_path / "estimates.csv", tmp_path / "risks.csv"
    estimates.write_text("Task,Low,Likely,High\nSurvey,2d,2d,2d\n2,3d,3d,3d\n")
    risks.write_text("Risk,Probability,Low,Likely,High,Tasks\nRain,100,200,200,200,1; Footing\n")

    document = json.loads(
        run("simulate", plan, "--estimates", estimates, "--risks", risks, "--iterations", 50, "--json").output
    )

    assert document["percentiles"]["80%"] == "2027-03-12T17:00"
    assert [row["criticality"] for row in document["tasks"]] == [1, 1]
    assert document["risks"] == [{"name": "Rain", "minutes_later": None}]


def test_costs_come_from_a_list_and_follow_the_duration(plan: Path, tmp_path: Path) -> None:
    costs = tmp_path / "costs.csv"
    costs.write_text("Task,Spent,Fixed,Per day,Low,High\nSurvey,50,1000,100,,\n")
    options = ("--range", "100,100,100", "--costs", costs, "--iterations", 20, "--budget", 2000)

    document = json.loads(run("simulate", plan, *options, "--json").output)
    words = run("simulate", plan, *options).output

    assert document["cost"]["planned"] == pytest.approx(2050)
    assert document["cost"]["chance_within_budget"] == 0
    assert document["cost"]["percentiles"]["80%"] == pytest.approx(2050)
    assert "Within 2,000.00: 0%." in words


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--range", "120,100,130"], Exit.NO_SCHEDULE, "do not rise from zero"),
        (["--range", "some"], Exit.NO_SCHEDULE, "“some” is no range"),
        (["--iterations", "0"], Exit.NO_SCHEDULE, "1 to 1,000,000 iterations"),
        (["--correlation", "2"], Exit.NO_SCHEDULE, "between 0 and 1"),
        (["--costs", "costs.csv", "--cost-range", "90,100,120"], Exit.USAGE, "which --costs replaces"),
    ],
)
def test_what_cannot_be_is_said(plan: Path, arguments: list[str], code: int, sentence: str) -> None:
    answer = run("simulate", plan, *arguments)

    assert answer.exit_code == code
    assert sentence in answer.output


def test_a_wrong_row_of_a_list_is_named(plan: Path, tmp_path: Path) -> None:
    estimates = tmp_path / "estimates.csv"
    estimates.write_text("Task,Low,Likely,High\nRoof,1d,2d,3d\nSurvey,3d,2d,1d\n")

    answer = run("simulate", plan, "--estimates", estimates)

    assert answer.exit_code == Exit.UNREADABLE
    assert "Row 2: Task: no task is called “Roof”." in answer.output
    assert "Row 3: Low (1440), likely (960) and high (480) do not rise from zero." in answer.output


HISTORY = "Kind,Planned,Actual\n" + "Software,10d,15d\n" * 10 + "Cabling,10d,10d\n" * 9


def test_tasks_go_as_finished_ones_went(plan: Path, tmp_path: Path) -> None:
    history, estimates = tmp_path / "history.csv", tmp_path / "estimates.csv"
    history.write_text(HISTORY)
    estimates.write_text("Task,Low,Likely,High,Kind\nSurvey,,,,software\nFooting,10d,10d,10d,\n")

    options = ("--history", history, "--estimates", estimates, "--iterations", 20, "--json")
    document = json.loads(run("simulate", plan, *options).output)

    # Fifteen days instead of ten, and ten.
    assert document["percentiles"] == dict.fromkeys(("10%", "50%", "80%", "90%"), "2027-04-02T17:00")


def test_too_little_history_is_refused_with_the_kind_and_the_row(plan: Path, tmp_path: Path) -> None:
    history, estimates = tmp_path / "history.csv", tmp_path / "estimates.csv"
    history.write_text(HISTORY)
    estimates.write_text("Task,Kind\nSurvey,Cabling\n")

    answer = run("simulate", plan, "--history", history, "--estimates", estimates)

    assert answer.exit_code == Exit.UNREADABLE
    assert "Row 2: Kind “Cabling”: A history needs at least 10 finished tasks, and has 9." in answer.output


def test_the_files_own_costs_count_fixed_and_by_time_apart(tmp_path: Path) -> None:
    path = tmp_path / "tower.xml"
    # Ten days of one person at 50 an hour, and 300 whatever the duration.
    costed = TEN_DAYS + "<FixedCost>30000</FixedCost><Cost>430000</Cost>"
    path.write_bytes(
        mspdi(
            task(1, costed, name="Survey"),
            resources="<Resource><UID>7</UID><Name>Ann</Name><Type>1</Type><StandardRate>50</StandardRate></Resource>",
            assignments="<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>7</ResourceUID><Units>1</Units>"
            "<Work>PT80H0M0S</Work><RemainingWork>PT80H0M0S</RemainingWork></Assignment>",
        )
    )

    as_planned = json.loads(run("simulate", path, "--range", "100,100,100", "--json").output)["cost"]
    half_longer = json.loads(run("simulate", path, "--range", "150,150,150", "--json").output)["cost"]
    dearer = json.loads(
        run("simulate", path, "--range", "100,100,100", "--cost-range", "200,200,200", "--json").output
    )["cost"]

    assert (as_planned["planned"], as_planned["percentiles"]["80%"]) == pytest.approx((4300, 4300))
    assert half_longer["percentiles"]["80%"] == pytest.approx(6300)
    assert dearer["percentiles"]["80%"] == pytest.approx(8600)
