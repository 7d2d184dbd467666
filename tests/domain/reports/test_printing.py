from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.cache import cache

from milepost.domain.common.models import JobRun
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.reports.actions import printing
from milepost.domain.reports.actions.printing import CannotPrint, prepare_print, printed
from milepost.domain.reports.rendering.schedule_options import PrintOptions
from milepost.domain.reports.rendering.schedule_pdf import SchedulePrint
from tests.domain.reports.test_rendering import elements
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 2)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch <refresh>", manager=manager, state="in_progress")
    phase = make_task(project, "Build")
    order = make_task(project, "Order", days=5, parent=phase)
    live = make_task(project, "Live", days=0, parent=phase, is_milestone=True)
    link(order, live)
    recalculate(project)
    set_baseline(project, name="Approved plan", by=manager, at=AT)
    return project


def laid_out(project, **options) -> SchedulePrint:
    return SchedulePrint(project, PrintOptions(**options), TODAY, project.baselines.get())


def test_the_pdf_is_tagged_and_its_table_says_what_its_chart_shows(project):
    pdf = pikepdf.open(BytesIO(laid_out(project).pdf()))

    tags = elements(pdf)
    with pdf.open_metadata() as metadata:
        part = metadata["pdfuaid:part"]
    assert (part, bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == ("1", True, "en-US")
    assert str(pdf.docinfo.Title) == "Switch <refresh>: schedule"
    assert [tags.count(f"/{tag}") for tag in ("H1", "Table", "TR", "Figure")] == [1, 1, 4, 2]
    assert list(pdf.pages[0].mediabox) == [0, 0, 792, 612]


def test_rows_and_columns_follow_the_options(project):
    plan = laid_out(project, columns=("id", "start", "predecessors"), level=1).plan
    whole = laid_out(project, columns=("finish", "predecessors")).plan

    assert [(row.lines, row.cells) for row in plan.rows] == [(("Build",), ("1", "Mar 1, 2027", ""))]
    assert [row.cells for row in whole.rows] == [
        ("Mar 5, 2027", ""), ("Mar 5, 2027", ""), ("Mar 5, 2027", "2"),
    ]  # fmt: skip
    assert [row.is_critical for row in laid_out(project, shows_critical=False).plan.rows] == [False] * 3
    assert {row.baseline for row in laid_out(project, shows_baseline=False).plan.rows} == {None}
    assert laid_out(project, shows_links=False).plan.links == ()


def test_only_what_lies_in_the_dates_is_printed(project):
    plan = laid_out(project, first=date(2027, 3, 8), last=date(2027, 3, 12)).plan

    assert plan.rows == ()


def test_a_small_schedule_is_had_at_once_and_kept_until_it_changes(project, manager):
    baseline = project.baselines.get()

    assert prepare_print(project, PrintOptions(), baseline=baseline, as_of=TODAY, by=manager) is None
    first = printed(project, PrintOptions(), baseline=baseline, as_of=TODAY)
    again = printed(project, PrintOptions(), baseline=baseline, as_of=TODAY)

    assert first == again
    assert first is not None


def test_a_large_schedule_is_prepared_by_a_job(
    project, manager, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(printing, "MOST_PAGES_AT_ONCE", 0)
    options = PrintOptions(first=date(2027, 3, 1))

    assert printed(project, options, baseline=None, as_of=TODAY) is None
    with django_capture_on_commit_callbacks(execute=True):
        run = prepare_print(project, options, baseline=None, as_of=TODAY, by=manager)

    assert run is not None
    assert JobRun.objects.get(pk=run.pk).state == "done"
    assert (printed(project, options, baseline=None, as_of=TODAY) or b"").startswith(b"%PDF")


def test_more_pages_than_anyone_prints_are_refused(project, manager, monkeypatch):
    monkeypatch.setattr(printing, "MOST_PAGES", 0)

    with pytest.raises(CannotPrint, match="This would take 1 pages") as refusal:
        prepare_print(project, PrintOptions(), baseline=None, as_of=TODAY, by=manager)

    assert refusal.value.field == "scale"


def test_a_person_who_may_not_see_a_project_prints_nothing_of_it(project):
    stranger = make_person("Vera Vendor", email="vera@vendor.example")

    with pytest.raises(Refused):
        prepare_print(project, PrintOptions(), baseline=None, as_of=TODAY, by=stranger)


def test_options_come_back_from_a_job_as_they_went():
    options = PrintOptions(paper="legal", first=date(2027, 3, 1), columns=("id",), level=2, shows_links=False)

    assert PrintOptions.of_arguments(options.as_arguments()) == options
