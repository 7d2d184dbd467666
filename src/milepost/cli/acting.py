"""For whom a command acts."""

import click

from milepost.cli.exits import Miscalled
from milepost.domain.people.models import Person

as_person = click.option("--as", "email", required=True, help="The e-mail address of the person who acts.")


def person_of(email: str) -> Person:
    """Give the active person with an account of that address."""
    person = Person.objects.filter(user__email=email.lower(), is_active=True).select_related("user").first()
    if person is None:
        raise Miscalled(f"Nobody active signs in as {email}.")
    return person
