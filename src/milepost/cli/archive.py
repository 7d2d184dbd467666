"""What a backup holds, and how the database goes in and out of it."""

import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from milepost.cli.exits import Ended

MANIFEST, DATABASE, MEDIA, KEY = "manifest.json", "database", "media", "secret_key"


def dump_database(to: Path) -> None:
    """Write a consistent copy of the database while people work."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_sqlite_file())) as source, closing(sqlite3.connect(to)) as target:
            source.backup(target)
        return
    _call(["pg_dump", "--format=custom", "--no-owner", f"--file={to}"])


def load_database(source: Path) -> None:
    """Fill the empty database of this installation from a copy."""
    connection.close()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(_sqlite_file())) as target:
            copy.backup(target)
        return
    _call(
        [
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            "--dbname",
            _name(),
            str(source),
        ]
    )


def holds_tables() -> bool:
    """Say whether the database of this installation holds anything."""
    return bool(connection.introspection.table_names())


def _sqlite_file() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _call(command: Sequence[str]) -> None:
    """Run a tool of PostgreSQL on the database of the settings."""
    config: dict[str, Any] = settings.DATABASES["default"]
    told = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {variable: str(config[key]) for variable, key in told.items() if config.get(key)}
    try:
        subprocess.run(command, env=os.environ | given, check=True, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError as error:
        raise Ended(f"{command[0]} was not found; install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise Ended(f"{command[0]} failed: {error.stderr.strip().splitlines()[-1]}") from error
