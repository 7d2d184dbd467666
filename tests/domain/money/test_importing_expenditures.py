from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.common.models import Attachment, Unchangeable
from milepost.domain.money.actions.importing_expenditures import (
    CannotImportExpenditures,
    bring_expenditures,
    discard_expenditures,
    post_expenditures,
)
from milepost.domain.money.calculations.expenditure_preview import preview_of
from milepost.domain.money.models import Allocation, LedgerEntry, LedgerImport
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.exchange.fields import BadValue
from milepost.exchange.sheets.expenditures import amount_of
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

HEAD = "Date,Amount,Document,Line,Task,Description\n"


@pytest.fixture
def project() -> Project:
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    make_task(made, "Dig")
    return made


def bring(project: Project, rows: str, total: str | None = None) -> LedgerImport:
    return bring_expenditures(
        project, BytesIO((HEAD + rows).encode()), "march.csv",
        control_total=None if total is None else Decimal(total), by=project.manager, at=AT,
    )  # fmt: skip


def test_lines_are_previewed_with_reasons_and_then_posted(project: Project) -> None:
    brought = bring(
        project,
        '2027-03-01,"1,200.50",AP-1,1,Dig,Trench\n'
        "3/2/2027,(200.50),AP-1,2,,Refund\n"
        "2027-03-03,abc,AP-2,1,,\n"
        "2027-03-03,5,AP-3,1,Fly,\n"
        ",7,AP-4,1,,\n"
        "2027-03-03,9,AP-1,1,,\n",
    )

    preview = preview_of(brought)
    post_expenditures(brought, by=project.manager, at=AT)

    assert [(reject.row, reject.reason) for reject in preview.rejects] == [
        (4, "Amount “abc” is not an amount such as 1,234.50."),
        (5, "No single task or phase is called “Fly”."),
        (6, "The date is missing."),
        (7, "Document AP-1, line 1 also stands in row 2."),
    ]
    assert preview.file_total == Decimal("1021.00")
    assert list(
        Allocation.objects.order_by("entry__line").values_list(
            "entry__document", "entry__line", "amount", "uid"
        )
    ) == [
        ("AP-1", 1, Decimal("1200.50"), 1),
        ("AP-1", 2, Decimal("-200.50"), None),
    ]


def test_a_file_brought_again_posts_nothing_twice(project: Project) -> None:
    post_expenditures(bring(project, "2027-03-01,10,AP-1,1,,\n"), by=project.manager, at=AT)
    again = bring(project, "2027-03-01,10,AP-1,1,,\n2027-03-02,4,AP-2,1,,\n")

    preview = post_expenditures(again, by=project.manager, at=AT)

    assert (len(preview.new), len(preview.standing)) == (1, 1)
    assert LedgerEntry.objects.count() == 2
    with pytest.raises(CannotImportExpenditures, match="not waiting"):
        post_expenditures(again, by=project.manager, at=AT)


def test_a_posted_line_is_corrected_by_a_reversal_only(project: Project) -> None:
    post_expenditures(bring(project, "2027-03-01,10,AP-1,1,,\n"), by=project.manager, at=AT)

    preview = preview_of(bring(project, "2027-03-01,12,AP-1,1,,\n"))

    assert "corrected by a reversal" in preview.rejects[0].reason
    with pytest.raises(Unchangeable):
        LedgerEntry.objects.update(amount=1)


def test_a_file_is_posted_only_when_it_is_tied_to_its_total(project: Project) -> None:
    rows = "2027-03-01,10.10,AP-1,1,,\n2027-03-01,0.20,AP-1,2,,\n"
    off = bring(project, rows, total="10.31")

    with pytest.raises(
        CannotImportExpenditures, match=r"adds up to 10\.30 and the control total is 10\.31: -0\.01"
    ):
        post_expenditures(off, by=project.manager, at=AT)
    assert not LedgerEntry.objects.exists()

    post_expenditures(bring(project, rows, total="10.30"), by=project.manager, at=AT)
    assert LedgerEntry.objects.count() == 2


def test_a_document_belongs_to_one_project(project: Project) -> None:
    other = make_project("Roads", manager=project.manager)
    post_expenditures(bring(project, "2027-03-01,10,AP-1,1,,\n"), by=project.manager, at=AT)

    preview = preview_of(bring(other, "2027-03-01,10,AP-1,1,,\n"))

    assert preview.rejects[0].reason == "Document AP-1, line 1 is posted to another project."


def test_what_is_no_list_is_refused_and_nothing_is_kept(project: Project) -> None:
    with pytest.raises(CannotImportExpenditures, match="No column “Amount”"):
        bring_expenditures(
            project, BytesIO(b"a,b\n1,2\n"), "x.csv", control_total=None, by=project.manager, at=AT
        )

    assert not LedgerImport.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_may_be_put_aside(project: Project) -> None:
    brought = bring(project, "2027-03-01,10,AP-1,1,,\n")

    discard_expenditures(brought, by=project.manager, at=AT)

    with pytest.raises(CannotImportExpenditures):
        post_expenditures(brought, by=project.manager, at=AT)


def test_a_team_member_brings_nothing(project: Project) -> None:
    with pytest.raises(Refused):
        bring_expenditures(
            project, BytesIO(HEAD.encode()), "x.csv", control_total=None,
            by=make_person("Tia", Role.TEAM_MEMBER), at=AT,
        )  # fmt: skip


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_amounts_are_read_as_ledgers_write_them(amount: Decimal) -> None:
    written = f"({-amount:,.2f})" if amount < 0 else f"${amount:,.2f}"

    assert amount_of(written) == amount_of(f"{amount}") == amount


def test_fractions_of_a_cent_and_no_numbers_are_refused() -> None:
    for text in ("1.005", "NaN", "Infinity", "1e40", "--1", ""):
        with pytest.raises(BadValue):
            amount_of(text)
