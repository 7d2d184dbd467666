from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.people.calculations.availability import attendance
from milepost.domain.people.calculations.presence import presence_calendars
from milepost.domain.people.models import Absence
from milepost.engine.calendar.table import Horizon, segments
from milepost.engine.instants import MINUTES_PER_DAY, day_of
from tests.factories import make_city, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city():
    return make_city()


FIRST, LAST = date(2027, 1, 1), date(2027, 3, 1)
YEARS = range(2026, 2029)


def minutes_by_day(calendar):
    """Working minutes of each day of the span, counted segment by segment."""
    horizon = Horizon(day_of(FIRST), day_of(LAST))
    laid = segments(calendar, horizon)
    found = [0] * (horizon.last - horizon.first)
    for start, finish in zip(laid.start[:-2].tolist(), laid.finish[:-2].tolist(), strict=True):
        found[start // MINUTES_PER_DAY - horizon.first] += finish - start
    return found


def presence_of(person):
    return minutes_by_day(presence_calendars([person.pk], years=YEARS)[person.pk])


def test_somebody_without_absences_is_there_as_the_calendar_says():
    person = make_person("Kara Montoya")

    assert presence_of(person) == attendance([person], FIRST, LAST)[0].tolist()


def test_nobody_waits_for_somebody_who_is_away_until_further_notice():
    person = make_person("Kara Montoya")
    Absence.objects.create(person=person, first=date(2027, 1, 4))

    assert presence_of(person) == attendance([person], FIRST, LAST, with_absences=False)[0].tolist()


def test_part_time_until_further_notice_shortens_every_day_from_its_first_on():
    person = make_person("Kara Montoya")
    Absence.objects.create(person=person, first=date(2027, 1, 5), share_percent=50)

    days = presence_of(person)

    assert days[3:12] == [480, 240, 240, 240, 240, 0, 0, 240, 240]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, 58), st.integers(0, 20), st.sampled_from([20, 25, 50, 75, 100])), max_size=4
    )
)
def test_absences_take_as_much_of_each_day_as_attendance_counts(spans):
    person = make_person("Kara Montoya")
    Absence.objects.bulk_create(
        Absence(
            person=person,
            first=date.fromordinal(FIRST.toordinal() + first),
            last=date.fromordinal(FIRST.toordinal() + first + length),
            share_percent=percent,
        )
        for first, length, percent in spans
    )

    counted = attendance([person], FIRST, LAST)[0].tolist()

    assert presence_of(person) == [round(minutes) for minutes in counted]
    Absence.objects.all().delete()
