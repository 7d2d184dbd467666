from datetime import date
from io import BytesIO

import pytest

from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.importing_engagements import (
    import_engagements,
    read_engagements,
    understood_engagements,
)
from milepost.domain.staffing.models import StaffRequest
from milepost.exchange.sheets.columns import BadRows
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db

FEED = """ProjectId,ProjectName,ResourceName,EngagementName,EngagementStatus,ProposedStartDate,ProposedFinishDate,\
ProposedMaxUnits,CommittedStartDate,CommittedFinishDate,CommittedMaxUnits
4f6e,Radio,Kara Montoya,Masts,2,2027-03-01T08:00:00,2027-03-12T17:00:00,1,2027-03-08T08:00:00,2027-03-19T17:00:00,0.5
4f6e,Radio,Kara Montoya,Cut over,Proposed,2027-05-03,2027-05-14,80%,,,
"""


def brought(text=FEED):
    return read_engagements(BytesIO(text.encode()), "engagements.csv")


@pytest.fixture
def office(city):
    return make_person("Pat Office", Role.PORTFOLIO_MANAGER)


def test_what_is_committed_counts_by_the_committed_terms(project, install, kara, lead, office):
    Assignment.objects.create(task=install, person=kara, units_percent=50)
    recalculate(project)

    import_engagements(brought(), by=office, at=AT)

    found = StaffRequest.objects.order_by("number")
    assert [(one.state, one.offer.share_percent, one.offer.first, one.offer.last) for one in found] == [
        ("confirmed", 50, date(2027, 3, 8), date(2027, 3, 19)),
        ("requested", 80, date(2027, 5, 3), date(2027, 5, 14)),
    ]
    assert [one.supervisor for one in found] == [lead, lead]
    agreed = found[0].tasks.get()
    assert (agreed.uid, agreed.agreed_first, agreed.agreed_last) == (
        install.uid,
        date(2027, 3, 1),
        date(2027, 3, 19),
    )


def test_the_same_export_brought_again_adds_nothing(project, kara, office):
    import_engagements(brought(), by=office, at=AT)

    assert import_engagements(brought(), by=office, at=AT) == []
    assert [one.is_known for one in understood_engagements(brought())] == [True, True]


def test_every_row_that_names_nobody_is_told_and_nothing_is_written(project, kara, office):
    wrong = FEED.replace("Kara Montoya,Cut", "Nobody Known,Cut").replace(
        "Radio,Kara Montoya,Masts", "TV,Kara Montoya,Masts"
    )

    with pytest.raises(CannotImportList) as refused:
        import_engagements(brought(wrong), by=office, at=AT)

    assert refused.value.problems == [
        "Row 2: no projects are called “TV”.",
        "Row 3: nobody in the directory is called “Nobody Known”.",
    ]
    assert not StaffRequest.objects.exists()


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("Proposed,", "Maybe,", "EngagementStatus “Maybe” is none"),
        ("2027-05-14", "2027-05-01", "give no period"),
        ("80%", "180%", "not a share"),
    ],
)
def test_cells_that_cannot_be_right_are_named(was, becomes, words):
    with pytest.raises(BadRows, match=words):
        brought(FEED.replace(was, becomes))


def test_only_the_office_brings_engagements(project, kara, manager):
    with pytest.raises(Refused):
        import_engagements(brought(), by=manager, at=AT)
