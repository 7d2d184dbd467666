from datetime import date, datetime, timedelta

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.rating import CannotRate, rate_status
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.status import Dimension, current_status
from milepost.domain.projects.models import Project, Status, StatusRating
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    make_task(project, "Wire", days=40)
    recalculate(project)
    set_baseline(project, name="As approved", by=manager, at=AT)
    return project


def lengthen(project, days):
    project.tasks.update(duration_minutes=days * 480)
    recalculate(project)


def shown(project, as_of=DAY):
    return {
        dimension.value: now.status.value for dimension, now in current_status(project, as_of=as_of).items()
    }


def test_without_ratings_the_rule_stands(project):
    assert shown(project) == {
        "schedule": "on_track",
        "scope": "on_track",
        "budget": "not_rated",
        "overall": "on_track",
    }


def test_a_manager_rates_worse_than_the_rule_without_a_reason(project, manager):
    rating = rate_status(project, Dimension.SCHEDULE, Status.AT_RISK, by=manager, at=AT)

    assert (rating.by, rating.rule_status, rating.status) == (manager, Status.ON_TRACK, Status.AT_RISK)
    assert shown(project) == {
        "schedule": "at_risk",
        "scope": "on_track",
        "budget": "not_rated",
        "overall": "at_risk",
    }
    reason = current_status(project, as_of=DAY)[Dimension.SCHEDULE].reason
    assert reason == "Rated so by Mara Quint. The finish is as agreed in the baseline “As approved”."
    assert ChangeSet.objects.first().summary == "Schedule rated at risk; by rule it is on track."


def test_better_than_the_rule_needs_a_written_reason(project, manager):
    lengthen(project, 60)

    with pytest.raises(CannotRate, match=r"By rule this is off track\. The finish is 20 working days later"):
        rate_status(project, Dimension.SCHEDULE, Status.AT_RISK, by=manager, at=AT, reason=" ")
    rate_status(
        project, Dimension.SCHEDULE, Status.AT_RISK, by=manager, at=AT, reason="A second crew starts Monday."
    )

    now = current_status(project, as_of=DAY)[Dimension.SCHEDULE]
    assert (now.rule.status, now.status, now.reason) == (
        Status.OFF_TRACK,
        Status.AT_RISK,
        "A second crew starts Monday.",
    )


def test_overall_is_rated_against_what_schedule_and_scope_show(project, manager):
    rate_status(project, Dimension.SCOPE, Status.OFF_TRACK, by=manager, at=AT)

    with pytest.raises(CannotRate, match="By rule this is off track"):
        rate_status(project, Dimension.OVERALL, Status.AT_RISK, by=manager, at=AT)
    rate_status(project, Dimension.OVERALL, Status.AT_RISK, by=manager, at=AT, reason="The vendor pays.")

    assert shown(project) == {
        "schedule": "on_track",
        "scope": "off_track",
        "budget": "not_rated",
        "overall": "at_risk",
    }


def test_the_latest_rating_stands(project, manager):
    rate_status(project, Dimension.SCHEDULE, Status.OFF_TRACK, by=manager, at=AT)
    rate_status(project, Dimension.SCHEDULE, Status.ON_TRACK, by=manager, at=AT + timedelta(hours=1))

    assert shown(project)["schedule"] == "on_track"


def test_a_rating_lapses_by_age(project, manager):
    rate_status(project, Dimension.SCOPE, Status.AT_RISK, by=manager, at=AT)

    assert shown(project, as_of=DAY + timedelta(days=45))["scope"] == "at_risk"
    assert shown(project, as_of=DAY + timedelta(days=46))["scope"] == "on_track"


def test_a_rating_does_not_count_before_it_was_given(project, manager):
    rate_status(project, Dimension.SCOPE, Status.AT_RISK, by=manager, at=AT)

    assert shown(project, as_of=DAY - timedelta(days=1))["scope"] == "on_track"


def test_a_rating_lapses_when_the_rule_finds_worse_than_it_did_then(project, manager):
    lengthen(project, 43)
    rate_status(
        project, Dimension.SCHEDULE, Status.ON_TRACK, by=manager, at=AT, reason="We work on Saturday."
    )
    assert shown(project)["schedule"] == "on_track"

    lengthen(project, 60)

    assert shown(project)["schedule"] == "off_track"


def test_a_held_project_is_gray_whatever_it_was_rated(project, manager):
    rate_status(project, Dimension.SCOPE, Status.AT_RISK, by=manager, at=AT)
    project.state = Project.State.ON_HOLD
    project.save()

    assert set(shown(project).values()) == {"on_hold"}


@pytest.mark.parametrize("state", [Project.State.ON_HOLD, Project.State.CLOSED, Project.State.CANCELED])
def test_what_is_held_or_over_is_not_rated(project, manager, state):
    project.state = state
    project.save()

    with pytest.raises(CannotRate, match="and is not rated"):
        rate_status(project, Dimension.SCOPE, Status.AT_RISK, by=manager, at=AT)


@pytest.mark.parametrize("status", [Status.ON_HOLD, Status.NOT_RATED])
def test_only_the_three_colors_are_given(project, manager, status):
    with pytest.raises(CannotRate, match="on track, at risk or off track"):
        rate_status(project, Dimension.SCOPE, status, by=manager, at=AT)


def test_an_executive_reads_ratings_and_gives_none(project):
    with pytest.raises(Refused):
        rate_status(project, Dimension.SCOPE, Status.AT_RISK, by=make_person("Eva", Role.EXECUTIVE), at=AT)

    assert StatusRating.objects.count() == 0


def test_ratings_of_the_evening_count_on_the_date_of_the_city(project, manager):
    evening = datetime.fromisoformat("2027-03-02T04:00:00+00:00")
    rate_status(project, Dimension.SCOPE, Status.AT_RISK, by=manager, at=evening)

    assert shown(project, as_of=DAY)["scope"] == "at_risk"
