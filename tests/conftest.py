"""What all tests share: the browser, and the folder of real plans."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests import template_database

if TYPE_CHECKING:
    from milepost.demo.living import Stage

CHECKOUT = Path(__file__).resolve().parents[1]
CHROMIUM = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright keeps an event loop running in the thread of the tests, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def data_folder(*parts: str) -> Path:
    """Return a folder of real input files, or skip the test where they are not at hand."""
    root = Path(os.environ.get("MILEPOST_DATA", CHECKOUT.parent / "shared" / "data"))
    folder = root.joinpath(*parts)
    if not folder.exists():
        pytest.skip(f"needs the sample files in {folder}; set MILEPOST_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        pytest.fail("No Chromium found. Install it, or set CHROMIUM to its path.")
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin from a database that is migrated already, where one is kept."""
    return template_database.lay_out()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Keep a newly migrated database for the next run."""
    with django_db_blocker.unblock():
        if template_database.is_copied() and not django_db_keepdb:
            template_database.keep()
    yield
    if django_db_keepdb:
        with django_db_blocker.unblock():
            template_database.clear_away()


@pytest.fixture(scope="module")
def built_tiny_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator["Stage"]:
    from milepost.demo.building import Size, build_city

    with django_db_blocker.unblock(), transaction.atomic():
        yield build_city(as_of=date(2027, 3, 1), size=Size.TINY)
        transaction.set_rollback(True)


@pytest.fixture
def tiny_city(built_tiny_city: "Stage", db: None) -> "Stage":
    """A demo city of six projects as of Monday, Mar 1, 2027; it stands under all later tests of the module."""
    return built_tiny_city
