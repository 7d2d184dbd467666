"""The queue behind JOBS_URL: a SQLite file in the home folder, or PostgreSQL or Redis for many machines."""

from pathlib import Path
from typing import Any


class UnknownQueue(Exception):
    """JOBS_URL names a kind of queue that is not supported."""


def queue(url: str, *, home: Path, workers: int, immediate: bool) -> dict[str, Any]:
    """Return huey's settings for a queue address; an empty one means the SQLite file."""
    return _storage(url, home) | {
        "name": "milepost",
        "immediate": immediate,
        "consumer": {
            "workers": workers,
            "worker_type": "thread",
            "max_delay": 1,
            "graceful_signal": "TERM",
            "shutdown_timeout": 10,
        },
    }


def _storage(url: str, home: Path) -> dict[str, Any]:
    scheme = url.partition("://")[0]
    if not url:
        return {"huey_class": "huey.SqliteHuey", "filename": str(home / "jobs.sqlite3")}
    if scheme in ("postgres", "postgresql"):
        return {"huey_class": "huey.PostgresHuey", "dsn": url}
    if scheme in ("redis", "rediss"):
        return {"huey_class": "huey.RedisHuey", "url": url}
    raise UnknownQueue(f"JOBS_URL starts with {scheme}://; use postgresql:// or redis://, or leave it out.")
