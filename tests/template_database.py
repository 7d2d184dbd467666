"""A migrated SQLite database, made once for a set of migrations and copied by each run, since migrating takes long."""

import os
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

CHECKOUT = Path(__file__).resolve().parents[1]
DECIDES = (
    "src/milepost/domain/*/migrations/*.py",
    "src/milepost/domain/common/rules.json",
    "requirements/dev.txt",
)
"""What the content of a migrated database follows from."""


def is_copied() -> bool:
    """Tell whether the tests run on a database that is one file."""
    return connection.vendor == "sqlite"


def template() -> Path:
    """Give where the database is kept that these migrations make."""
    digest = sha256()
    for pattern in DECIDES:
        for path in sorted(CHECKOUT.glob(pattern)):
            digest.update(path.read_bytes())
    return Path(settings.HOME) / f"test-template-{digest.hexdigest()[:16]}.sqlite3"


def lay_out() -> bool:
    """Put a copy where the tests expect their database; nothing where none is kept."""
    if not is_copied() or not template().exists():
        return False
    shutil.copyfile(template(), settings.DATABASES["default"]["TEST"]["NAME"])
    return True


def keep() -> None:
    """Keep the database that has just been migrated; of several runs side by side the last one stays."""
    made = template().with_suffix(f".{os.getpid()}")
    with sqlite3.connect(made) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    copy.close()
    made.replace(template())


def clear_away() -> None:
    """Remove the copy."""
    connection.close()
    name = Path(settings.DATABASES["default"]["TEST"]["NAME"])
    for path in name.parent.glob(f"{name.name}*"):
        path.unlink(missing_ok=True)
