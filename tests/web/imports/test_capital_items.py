import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from milepost.domain.money.models import CapitalItem
from milepost.domain.people.models import Department
from milepost.domain.people.roles import Role
from tests.factories import make_city, make_person, signed_in

pytestmark = pytest.mark.django_db
ARGS = ["capital-items"]


@pytest.fixture
def page(client):
    make_city()
    Department.objects.get_or_create(name="Police", defaults={"code": "PD"})
    return signed_in(client, make_person("Lee Ledger", Role.FINANCE_ANALYST))


def bring(page, department):
    text = f"Item,Department,Why it is needed,FY 2028\nRadio sites,{department},Towers are old,1000.25\n"
    file = SimpleUploadedFile("plan.csv", text.encode())
    return page.post(reverse("imports:list", args=ARGS), {"file": file})


def test_a_capital_plan_is_previewed_with_its_total_and_then_written(page):
    bring(page, "Police")
    shown = page.get(reverse("imports:list-preview", args=ARGS)).content.decode()
    before = CapitalItem.objects.count()
    answer = page.post(reverse("imports:list-confirmation", args=ARGS), follow=True)

    assert ("Radio sites" in shown, "$1,000.25" in shown or "$1,000" in shown, before) == (True, True, 0)
    assert CapitalItem.objects.get().amounts.get().fund is None
    assert "The list of 1 capital item is in." in answer.content.decode()


def test_what_is_wrong_stands_by_the_form_and_nothing_is_written(page):
    answer = bring(page, "Parks")

    assert (answer.status_code, CapitalItem.objects.exists()) == (422, False)
    assert "there is no department “Parks”" in answer.content.decode()
    assert page.get(reverse("imports:list-template", args=ARGS)).status_code == 200


def test_who_may_not_plan_capital_does_not_reach_it(client):
    make_city()
    assert (
        signed_in(client, make_person("Ned Ray")).get(reverse("imports:list", args=ARGS)).status_code == 403
    )
