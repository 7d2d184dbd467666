import pytest
from click.testing import CliRunner

from milepost.cli.found import found
from milepost.domain.people.models import City, Person

pytestmark = pytest.mark.django_db
ASKED = ["--city", "Vista Ridge", "--administrator", "Ada Lovato", "--email", "ada@vistaridge.example"]


def test_a_city_begins_with_its_administrator() -> None:
    result = CliRunner().invoke(found, ASKED, input="three blue mountains\nthree blue mountains\n")

    assert (result.exit_code, City.objects.get().name, Person.objects.get().name) == (
        0,
        "Vista Ridge",
        "Ada Lovato",
    )
    assert result.output.endswith("Ada Lovato can sign in as ada@vistaridge.example.\n")


def test_a_weak_password_ends_with_a_sentence() -> None:
    result = CliRunner().invoke(found, [*ASKED, "--password", "1234"])

    assert result.exit_code == 1
    assert "This password is too short." in result.output


def test_a_second_city_is_refused() -> None:
    command = [*ASKED, "--password", "three blue mountains"]
    CliRunner().invoke(found, command)

    result = CliRunner().invoke(found, command)

    assert (result.exit_code, result.output) == (1, "Error: This database holds a city already.\n")
