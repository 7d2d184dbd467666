"""The whole demo city for benchmarks of pages: its folder, somebody who sees everything, and what an answer costs."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

ROUNDS, RUNS = 3, 20
ACCOUNT = "pm@demo.example"


class Figures(NamedTuple):
    """What one address costs: milliseconds by the clock and of the processor, and queries to the database."""

    median: float
    p95: float
    processor: float
    queries: int

    def __str__(self) -> str:
        return f"{self.median:.0f} | {self.p95:.0f} | {self.processor:.0f} | {self.queries}"


@contextmanager
def standing_city() -> Iterator[None]:
    """Work in the demo city of the folder that the command names, or in one built for this run."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["MILEPOST_HOME"] = sys.argv[1] if len(sys.argv) > 1 else scratch
        os.environ["JOBS_IMMEDIATE"] = "true"
        os.environ["DJANGO_SETTINGS_MODULE"] = "milepost.config.settings"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        _stand()
        yield


def _stand() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from milepost.config.warming import warm
    from milepost.demo.building import build_city
    from milepost.domain.people.models import City, Person, RoleAssignment
    from milepost.domain.people.roles import Role

    warm()
    call_command("migrate", verbosity=0)
    if not City.objects.exists():
        build_city(as_of=timezone.localdate())
    person = Person.objects.get(user__email=ACCOUNT)
    for role in (Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER, Role.RECORDS_OFFICER):
        RoleAssignment.objects.get_or_create(person=person, role=role, department=None)


def client() -> Any:
    """Give a browser without a network, signed in as somebody who may see every page."""
    from django.test import Client

    from milepost.domain.common.models import User

    browser = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    browser.force_login(User.objects.get(email=ACCOUNT))
    return browser


def measured(ask: Callable[[], Any], *, runs: int = RUNS) -> Figures:
    """Ask in several rounds, after once that is not counted, and keep the quickest round."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    count = len(queries)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {answer.content[:300]!r}")
    return min(_round(ask, runs) for _ in range(ROUNDS))._replace(queries=count)


def _round(ask: Callable[[], Any], runs: int) -> Figures:
    clock, processor = [], []
    for _ in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        ask()
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return Figures(
        statistics.median(clock), statistics.quantiles(clock, n=20)[-1], statistics.median(processor), 0
    )
