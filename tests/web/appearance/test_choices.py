import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "dark"), ("density", "comfortable"), ("rail", "narrow"), ("shortcuts", "off")],
)
def test_a_choice_is_kept_in_a_cookie_and_read_from_it(name: str, value: str) -> None:
    client = Client()

    answer = client.post(f"/{name}/", {name: value}, headers={"referer": "http://testserver/styleguide/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "http://testserver/styleguide/")
    assert f'data-{name}="{value}"' in client.get("/styleguide/").text


def test_a_choice_nobody_knows_is_refused_or_passed_over() -> None:
    client = Client()
    client.cookies["theme"] = "<script>"

    assert client.post("/theme/", {"theme": "neon"}).status_code == 400
    assert 'data-theme="auto"' in client.get("/styleguide/").text


def test_the_way_back_stays_on_this_site() -> None:
    answer = Client().post("/theme/", {"theme": "light"}, headers={"referer": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"
