"""The database behind DATABASE_URL: SQLite in the home folder, or PostgreSQL with a pool."""

from pathlib import Path
from typing import Any

import environ

# WAL lets pages read while a job writes; IMMEDIATE takes the write lock at the start of a transaction, so that
# two writers wait for each other instead of failing half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
    ),
}


def database(env: environ.Env, home: Path) -> dict[str, Any]:
    """Return Django's settings of the default database."""
    config: dict[str, Any] = env.db("DATABASE_URL", default=f"sqlite:///{home / 'milepost.sqlite3'}")
    if config["ENGINE"].endswith("sqlite3"):
        return config | {"OPTIONS": SQLITE_OPTIONS}
    pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8)}
    return config | {"OPTIONS": config.get("OPTIONS", {}) | {"pool": pool}}
