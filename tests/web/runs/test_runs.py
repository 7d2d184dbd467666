import pytest
from django.urls import reverse

from milepost.domain.common import runs
from milepost.domain.common.models import JobRun, Run
from milepost.domain.common.recording import recording
from milepost.domain.common.runs import Computed, RunKind
from tests.factories import AT, make_city, make_person, signed_in

pytestmark = pytest.mark.django_db

KIND = "tests.counting"


@pytest.fixture
def owner(monkeypatch):
    make_city()
    made = make_person("Mara Quint")
    monkeypatch.setattr(runs, "_KINDS", {})
    runs.register_run_kind(
        RunKind(
            KIND, "Counting", lambda run, subject, report: Computed({}, 1), lambda run, subject: {},
            may_see=lambda user, run, subject: user == made.account,
            may_start=lambda user, run, subject: user == made.account,
        )
    )  # fmt: skip
    return made


@pytest.fixture
def asked(owner):
    with recording("tests.count", by=owner.account, at=AT) as record:
        return runs.start_run(record, KIND, subject=None, parameters={}, seed=None, by=owner.account, at=AT)


def test_the_progress_of_a_run_is_told_until_it_is_over(client, owner, asked):
    JobRun.objects.update(percent=40, message="Counting")
    visitor = signed_in(client, owner)

    under_way = visitor.get(reverse("runs:run", args=[asked.pk]))
    JobRun.objects.update(state=JobRun.State.DONE)
    over = visitor.get(reverse("runs:run", args=[asked.pk]))

    assert "Counting" in under_way.content.decode()
    assert "HX-Refresh" not in under_way.headers
    assert over.headers["HX-Refresh"] == "true"


def test_a_run_is_canceled_and_leads_back_to_its_page(client, owner, asked):
    answer = signed_in(client, owner).post(
        reverse("runs:cancellation", args=[asked.pk]), {"back": "/projects/"}
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/projects/")
    assert Run.objects.get(pk=asked.pk).job.state == JobRun.State.CANCELED


def test_a_page_elsewhere_is_no_way_back(client, owner, asked):
    answer = signed_in(client, owner).post(
        reverse("runs:cancellation", args=[asked.pk]), {"back": "https://elsewhere.example/"}
    )

    assert answer.headers["Location"] == "/"


def test_others_find_no_run(client, asked):
    stranger = signed_in(client, make_person("Gus Hale"))

    assert stranger.get(reverse("runs:run", args=[asked.pk])).status_code == 404
    assert stranger.post(reverse("runs:cancellation", args=[asked.pk])).status_code == 404
