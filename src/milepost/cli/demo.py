"""`milepost demo`: build the demo city in an empty database."""

from datetime import datetime

import click
from django.utils import timezone

from milepost.cli.exits import Ended
from milepost.cli.progress import shown
from milepost.demo.building import SEED, build_city
from milepost.demo.clock import latest_day
from milepost.demo.founding import DEMO_DOMAIN, DEMO_PASSWORD
from milepost.domain.people.actions.founding import CityStands


@click.command()
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which the city is looked at, such as 2027-03-01; today when not given.",
)
@click.option(
    "--seed", default=SEED, show_default=True, help="Another seed makes another city of the same kind."
)
def demo(as_of: datetime | None, seed: int) -> None:
    """Build the demo city, two years of a city's projects made by the actions that users call, in an empty database."""
    day = as_of.date() if as_of else latest_day(timezone.now())
    try:
        with shown("Building the demo city") as report:
            build_city(as_of=day, seed=seed, report=report)
    except CityStands as error:
        raise Ended(str(error)) from error
    click.echo(f"Sign in as pm@{DEMO_DOMAIN} with the password {DEMO_PASSWORD}.")
