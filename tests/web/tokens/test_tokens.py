import re

import pytest

from milepost.domain.common.actions.tokens import make_token
from milepost.domain.common.models import ApiToken
from tests.factories import AT, make_city, make_person, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/tokens/"


@pytest.fixture
def person():
    make_city()
    return make_person("Mara Quint")


def test_a_new_key_is_shown_once_and_works(client, person):
    made = signed_in(client, person).post(PAGE, {"name": "Nightly export", "days": 30})
    (key,) = re.findall(r"mp_[\w-]+", made.content.decode())

    client.logout()
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"}).json()["name"] == "Mara Quint"
    assert key not in signed_in(client, person).get(PAGE).content.decode()


def test_a_revoked_token_is_told_as_such(client, person):
    token, _ = make_token("Nightly export", by=person.account, at=AT)

    answer = signed_in(client, person).post(f"{PAGE}{token.pk}/revocation/", follow=True)

    assert "Revoked" in answer.content.decode()
    assert ApiToken.objects.get().revoked_at is not None


def test_bad_input_is_kept_and_told_beside_its_field(client, person):
    answer = signed_in(client, person).post(PAGE, {"name": "Nightly export", "days": 4000})

    assert answer.status_code == 422
    assert 'value="Nightly export"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_revokes_or_sees_the_token_of_another(client, person):
    token, _ = make_token("Ledger feed", by=person.account, at=AT)
    other = signed_in(client, make_person("Other"))

    assert other.post(f"{PAGE}{token.pk}/revocation/").status_code == 404
    assert "Ledger feed" not in other.get(PAGE).content.decode()
