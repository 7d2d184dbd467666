"""`milepost found`: begin to use Milepost for a city."""

import click
from django.core.exceptions import ValidationError
from django.utils import timezone

from milepost.cli.exits import Ended
from milepost.domain.people.actions.founding import CityStands, found_city


@click.command()
@click.option("--city", prompt="The city's name", help="The city's name.")
@click.option("--administrator", prompt="Your name", help="The name of its first administrator.")
@click.option(
    "--email", prompt="Your e-mail address", help="The address that the administrator signs in with."
)
@click.password_option(help="The administrator's password; asked for when not given.")
def found(city: str, administrator: str, email: str, password: str) -> None:
    """Write the city and its first administrator, who lets everybody else in, into an empty database."""
    try:
        found_city(city, administrator=administrator, email=email, password=password, at=timezone.now())
    except ValidationError as error:
        raise Ended(" ".join(error.messages)) from error
    except CityStands as error:
        raise Ended(str(error)) from error
    click.echo(f"{administrator} can sign in as {email}.")
