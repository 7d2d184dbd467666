"""Bring the database up to date, found the demo city in an empty one if wanted, and serve it on this machine."""

import ctypes.util
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory

from milepost.config.serving import serve

STALE = """\
The stored database was made by another version of Milepost, before its first release fixed the tables.
To start over with an empty one: make fresh && make run
To keep it: go back to the version that made it."""
NO_PANGO = """\
PDF files need Pango, which was not found; everything else works. To get it:
  Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  macOS:          brew install pango"""


def main(port: int, *, with_demo: bool) -> int:
    """Prepare and serve; give the exit code."""
    os.environ["MILEPOST_BIND"] = f"127.0.0.1:{port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    if is_taken(port):
        print(f"Port {port} is in use by another program. Choose another: make run PORT={port + 1}")
        return 1
    django.setup()
    if not migrate():
        print(STALE)
        return 1
    if with_demo:
        found_demo_city()
    if ctypes.util.find_library("pango-1.0") is None:
        print(NO_PANGO)
    address = f"http://127.0.0.1:{port}"
    welcome = f"\nMilepost is ready: {address}\n{how_to_begin(address)}Ctrl-C ends it."
    connection.close()
    return serve(on_ready=lambda: print(welcome, flush=True))


def is_taken(port: int) -> bool:
    """Say whether something already listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def migrate() -> bool:
    """Apply what is missing; say whether the tables then are the ones this version expects."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            return all(
                {column.name for column in connection.introspection.get_table_description(cursor, table)}
                == columns
                for table, columns in expected_tables()
            )
    except (DatabaseError, InconsistentMigrationHistory) as error:
        print(f"({error})")
        return False


def expected_tables() -> Iterator[tuple[str, set[str]]]:
    """Give each table of the models with its columns."""
    for model in apps.get_models(include_auto_created=True):
        yield model._meta.db_table, {field.column for field in model._meta.local_concrete_fields}


def found_demo_city() -> None:
    """Build the demo city in a database that holds no city yet, while another core compiles the engine."""
    if apps.get_model("people", "City").objects.exists():
        return
    compiling = subprocess.Popen([sys.executable, "-m", "milepost.config.warming"])
    subprocess.run([Path(sys.executable).with_name("milepost"), "demo"], check=True)
    compiling.wait()


def how_to_begin(address: str) -> str:
    """Give a line for who founds a city or looks at the demo one, or nothing."""
    from milepost.demo.founding import DEMO_DOMAIN, DEMO_PASSWORD
    from milepost.domain.people.actions.founding import founding_code

    if not apps.get_model("people", "City").objects.exists():
        return f"Name your city and yourself at {address}/setup/founding/?code={founding_code()}\n"
    users = apps.get_model("common", "User").objects
    if users.filter(email=f"pm@{DEMO_DOMAIN}", is_demo=True).exists():
        return f"Sign in as pm@{DEMO_DOMAIN} with the password {DEMO_PASSWORD}.\n"
    return ""


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]), with_demo="no" not in sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
