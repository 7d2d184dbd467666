"""The stories of the demo city hang together."""

from collections import Counter
from random import Random

import pytest

from milepost.demo.names import full_names
from milepost.demo.stories import Story, plan_of, stories
from milepost.domain.projects.models import Project, Status


def named(story: Story) -> str:
    return story.name


def test_forty_five_projects_of_all_tiers_are_told() -> None:
    tiers = Counter(story.fields.get("tier", plan_of(story).tier) for story in stories())

    assert len({story.name for story in stories()}) == 45
    assert set(tiers) == set(Project.Tier)


@pytest.mark.parametrize("story", stories(), ids=named)
def test_what_a_story_names_stands_in_its_plan(story: Story) -> None:
    keys = {task.key for task in plan_of(story).tasks}
    told = {slip.task for slip in story.slips} | set(story.names)

    assert told <= keys
    assert all(slip.from_risk is None or slip.from_risk < len(story.risks) for slip in story.slips)
    assert {opinion.status for opinion in story.opinions} <= {status.value for status in Status}


def test_one_project_is_large_enough_to_fill_a_chart() -> None:
    assert max(len(plan_of(story).tasks) for story in stories()) == 478


def test_a_plan_takes_the_size_and_names_of_its_story() -> None:
    story = Story("Small", "hardware_refresh", "IT", 0, "", scale=0.5, names={"wave-1": "First"})

    tasks = {task.key: task for task in plan_of(story).tasks}

    assert (tasks["wave-1"].name, tasks["wave-1"].duration_minutes) == ("First", 5 * 480)
    assert (tasks["council"].duration_minutes, tasks["records"].duration_minutes) == (180, 720)


def test_names_are_drawn_by_seed_and_never_twice() -> None:
    names = list(full_names(Random(1)))

    assert len(names) == len(set(names)) >= 120
    assert names == list(full_names(Random(1)))
    assert names != list(full_names(Random(2)))
