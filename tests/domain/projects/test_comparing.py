from datetime import UTC, datetime
from io import BytesIO

import pytest

from milepost.domain.common.jobs import perform
from milepost.domain.common.models import Run
from milepost.domain.common.runs import changed_since
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.comparing import CannotCompare, compare, hand_in
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.calculations.comparing import choices_of
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Submission
from milepost.exchange.writing import content_of
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

DAY = 480


@pytest.fixture
def project() -> Project:
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    dig, pour = make_task(made, "Dig", days=5), make_task(made, "Pour", days=3)
    link(dig, pour)
    recalculate(made)
    return made


def submitted(project: Project, name: str) -> Submission:
    content = BytesIO(as_file(project))
    return hand_in(project, content, name, by=project.manager, at=AT)


def as_file(project: Project) -> bytes:
    return content_of(plan_of(project), ".xml")


def compared(project: Project, before: str, after: str) -> Run:
    run = compare(project, before=before, after=after, by=project.manager, at=AT)
    assert run.job
    perform(run.job.pk)
    return Run.objects.get(pk=run.pk)


def test_a_submission_is_laid_beside_last_months(project: Project) -> None:
    last = submitted(project, "march.xml")
    edit_task(project.tasks.get(name="Dig"), duration_minutes=8 * DAY, by=project.manager, at=AT)
    this = submitted(project, "april.xml")

    found = compared(project, f"submission-{last.pk}", f"submission-{this.pk}").result

    assert [one["topic"] for one in found["findings"]] == ["durations"]
    assert "it took 5 days" in found["findings"][0]["sentence"]
    assert "Comments on the schedule of Radios" in found["letter"]
    assert found["finish_after"] > found["finish_before"]


def test_what_is_handed_in_changes_nothing_and_stands_among_the_choices(project: Project) -> None:
    kept = submitted(project, "march.xml")

    project.refresh_from_db()
    assert [choice.key for choice in choices_of(project)] == ["now", f"submission-{kept.pk}"]
    assert project.revision == 0


def test_what_is_handed_in_of_an_evening_bears_the_citys_date(project: Project) -> None:
    kept = submitted(project, "march.xml")
    type(kept).objects.update(at=datetime(2027, 3, 2, 1, 30, tzinfo=UTC))

    assert choices_of(project)[1].name.startswith("Handed in Mar 1, 2027: ")


def test_what_was_agreed_is_laid_beside_what_stands(project: Project) -> None:
    set_baseline(project, name="Agreed", by=project.manager, at=AT)
    edit_task(project.tasks.get(name="Pour"), duration_minutes=5 * DAY, by=project.manager, at=AT)
    late = make_task(project, "Paint")
    recalculate(project)

    run = compared(project, "baseline-0", "now")

    assert [one["sentence"] for one in run.result["findings"]] == [
        "“Pour” takes 5 d; agreed were 3 d.",
        "“Pour” finishes Mar 12, 2027; agreed was Mar 10, 2027.",
        "“Paint” was not agreed.",
    ]
    assert run.result["summary"] == "The finish, Mar 12, 2027, is 2 days later than agreed."
    edit_task(late, duration_minutes=DAY * 2, by=project.manager, at=AT)
    assert changed_since(run) == ["schedule"]


def test_what_is_no_schedule_fails_with_a_sentence(project: Project) -> None:
    kept = hand_in(project, BytesIO(b"<html></html>"), "x.xml", by=project.manager, at=AT)

    run = compared(project, f"submission-{kept.pk}", "now")

    assert run.job
    assert run.result is None
    assert "x.xml" in run.job.message


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("now", "now", "two different versions"),
        ("now", "baseline-0", "earlier version"),
        ("submission-99", "now", "version that stands here"),
        ("now", "../etc", "version that stands here"),
    ],
)
def test_only_versions_of_the_project_are_compared(
    project: Project, before: str, after: str, says: str
) -> None:
    set_baseline(project, name="Agreed", by=project.manager, at=AT)

    with pytest.raises(CannotCompare, match=says):
        compare(project, before=before, after=after, by=project.manager, at=AT)


def test_a_sponsor_compares_nothing(project: Project) -> None:
    with pytest.raises(Refused):
        compare(project, before="now", after="now", by=make_person("Tia", Role.SPONSOR), at=AT)
