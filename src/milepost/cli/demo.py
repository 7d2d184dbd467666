"""`milepost demo`: build the demo city in an empty database."""

from datetime import date, datetime

import click


@click.command()
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the city is looked at, such as 2027-03-01; today if not given.",
)
@click.option("--seed", type=int, help="Another city: names and the luck of projects are drawn anew.")
def demo(as_of: datetime | None, seed: int | None) -> None:
    """Build the demo city: two years of a city's projects, made by the actions that users call.

    It needs an empty database, and prints how to sign in.
    """
    from milepost.demo.building import SEED, CityStands, build_city
    from milepost.demo.founding import DEMO_DOMAIN, DEMO_PASSWORD

    day = as_of.date() if as_of else date.today()  # noqa: DTZ011
    with click.progressbar(length=100, label="Building the demo city") as bar:
        try:
            build_city(
                as_of=day,
                seed=SEED if seed is None else seed,
                report=lambda percent: bar.update(percent - bar.pos),
            )
        except CityStands as error:
            raise click.ClickException(str(error)) from error
        bar.update(100 - bar.pos)
    click.echo(f"Sign in as pm@{DEMO_DOMAIN} with the password {DEMO_PASSWORD}")
    click.echo("Other roles: docs/user/demo.md")
