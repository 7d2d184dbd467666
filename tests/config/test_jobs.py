from pathlib import Path

import pytest

from milepost.config.jobs import UnknownQueue, queue

HOME = Path("home")


def storage(url: str) -> dict[str, object]:
    settings = queue(url, home=HOME, workers=3, immediate=False)
    return {key: settings[key] for key in settings.keys() - {"name", "immediate", "consumer"}}


def test_jobs_wait_in_a_file_of_their_own_unless_told_otherwise() -> None:
    assert storage("") == {"huey_class": "huey.SqliteHuey", "filename": "home/jobs.sqlite3"}


def test_jobs_may_wait_in_postgresql_or_redis() -> None:
    assert storage("postgresql://db/milepost") == {
        "huey_class": "huey.PostgresHuey",
        "dsn": "postgresql://db/milepost",
    }
    assert storage("redis://cache:6379/0") == {"huey_class": "huey.RedisHuey", "url": "redis://cache:6379/0"}


def test_another_address_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownQueue, match=r"starts with amqp://; use postgresql:// or redis://"):
        storage("amqp://queue")
