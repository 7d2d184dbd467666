"""The pages of delivering projects in a real browser: fit for everyone, with nothing to complain of."""

import pytest

from milepost.domain.people.models import Person
from tests.journeys.addresses import PAGES_OF_DELIVERY, Page
from tests.journeys.conftest import Walk
from tests.journeys.fitness import assert_fit

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("page_of_project", PAGES_OF_DELIVERY, ids=str)
def test_a_page_of_delivery_is_fit_for_everyone(
    page_of_project: Page, everyone: Person, walked: Walk, console: list[str]
) -> None:
    page = walked(page_of_project, everyone)

    assert_fit(page, console)
