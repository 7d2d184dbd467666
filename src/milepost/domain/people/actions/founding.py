"""An installation begins: the city and its first administrator."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.utils.crypto import salted_hmac

from milepost.domain.common.models import User
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import City, Person, RoleAssignment, WorkingCalendar
from milepost.domain.people.roles import Role


class CityStands(Refusal):
    """There is a city already, and there is only one."""

    def __init__(self) -> None:
        super().__init__("This database holds a city already.")


def found_city(name: str, *, administrator: str, email: str, password: str, at: datetime) -> Person:
    """Write the city with its calendar, and the person who then lets everybody else in."""
    if City.objects.exists():
        raise CityStands
    account = User(email=email.lower(), name=administrator)
    validate_password(password, account)
    account.set_password(password)
    with recording("people.found_city", by=None, at=at, reason=f"{name} begins to use Milepost.") as record:
        record.create(City(id=1, name=name, calendar=record.create(WorkingCalendar(name=name))))
        person = record.create(Person(name=administrator, email=account.email, user=record.create(account)))
        record.create(RoleAssignment(person=person, role=Role.ADMINISTRATOR))
    return person


def founding_code() -> str:
    """Give the code by which whoever started the server founds the city in a browser; the secret key makes it."""
    return salted_hmac("milepost.found_city", "code", algorithm="sha256").hexdigest()[:32]
